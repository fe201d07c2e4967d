import { scheduler } from "node:timers/promises";
import { Agent } from "undici";
import type { FaultWorld } from "./fault-world.ts";
import type { System } from "./systems.ts";
import { askOf, askOnce, look, type Told, TRY_AGAIN_MS, type Wish } from "./wish.ts";

/** One payment in so many is given back. */
const GIVEN_BACK_OF = 3;

/** What a webhook tells of. */
interface News extends Pick<Told, "id"> {
  readonly object: string;
  readonly status: string;
  readonly reference: string;
}

/**
 * What merchants do about what they hear: they pass PINs on, take what is held, and give some of it back. A webhook is
 * answered when that is done, so that a node that dies meanwhile has it all done again.
 */
export class FollowUps {
  /** The refunds, each once. */
  readonly told = new Map<string, Told>();
  /** Answers that no merchant should ever get. */
  readonly mistakes: string[] = [];
  readonly #world: FaultWorld;
  readonly #agent = new Agent({ pipelining: 0 });

  constructor(world: FaultWorld) {
    this.#world = world;
    world.listeners.webhook = (heard) => this.#follow(world.systemOf(heard), JSON.parse(heard.body).data);
    world.atEnd(() => this.#agent.destroy());
  }

  async #follow(system: System, news: News): Promise<void> {
    if (news.object !== system.kind) return;
    if (news.status === system.next?.at) await this.goOn({ system, kind: system.kind, id: news.id });
    if (news.status === "succeeded" && Number(news.reference) % GIVEN_BACK_OF === 0)
      await Promise.all(refundsOf(system, news).map((refund) => this.#giveBack(refund)));
  }

  /** Until it is seen to go on: what was asked of a node that died then may have been forgotten with it. */
  async goOn(payment: Pick<Told, "system" | "kind" | "id">): Promise<void> {
    const way = { world: this.#world, agent: this.#agent };
    const { next } = payment.system;
    if (next === undefined) return;
    for (let status: string = next.at; status === next.at; ) {
      const asked = await askOf(payment, { what: next.ask, body: next.body ?? {} }, way).catch(() => null);
      if (asked !== null) this.#judge(asked);
      await scheduler.wait(TRY_AGAIN_MS);
      status = await look(payment, way).then(
        (seen) => seen.status,
        () => next.at,
      );
    }
  }

  /** Until it is taken, or refused for good: nobody may give back while another part is in doubt. */
  async #giveBack(refund: Wish): Promise<void> {
    for (;;) {
      const way = { world: this.#world, agent: this.#agent };
      const asked = await askOnce(refund, way).catch(() => null);
      if (asked !== null) this.#judge(asked);
      if (asked?.status === 202)
        this.told.set(refund.key, { ...refund, answer: asked.answer, id: JSON.parse(asked.answer).id });
      if (asked !== null && asked.status !== 503) return;
      await scheduler.wait(TRY_AGAIN_MS);
    }
  }

  #judge({ status, answer }: { readonly status: number; readonly answer: string }): void {
    if (![200, 202, 409, 503].includes(status)) this.mistakes.push(`${status} ${answer}`);
  }
}

function refundsOf(system: System, { id, reference }: News): readonly Wish[] {
  const phone_number = system.phoneNumber(Number(reference));
  return (system.gives_back ?? []).map((amount, part) => ({
    system,
    kind: "refund",
    key: `${id}-${part}`,
    body: JSON.stringify({ payment: id, amount }),
    phone_number,
  }));
}
