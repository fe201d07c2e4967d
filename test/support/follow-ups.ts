import { scheduler } from "node:timers/promises";
import { Agent } from "undici";
import type { FaultWorld } from "./fault-world.ts";
import type { System } from "./systems.ts";
import { askOf, askOnce, look, type Told, TRY_AGAIN_MS, type Wish } from "./wish.ts";

/** One payment in so many is given back, and one subscription in so many is cancelled. */
const TAKEN_BACK_OF = 3;

/** What a webhook tells of. */
interface News extends Pick<Told, "id"> {
  readonly object: string;
  readonly status: string;
  readonly reference: string;
  readonly next_action: unknown;
}

/**
 * What merchants do about what they hear: they pass PINs on, take what is held, give some of it back, charge those who
 * have agreed to that, and cancel some subscriptions. A webhook is answered when that is done, so that a node that dies
 * meanwhile has it all done again.
 */
export class FollowUps {
  /** The refunds and the charges of subscriptions, each once. */
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
    if (system.kind === "subscription") return await this.#followSubscription(system, news);
    if (news.status === system.next?.at) await this.goOn({ system, kind: system.kind, id: news.id });
    if (news.status === "succeeded" && isTakenBack(news))
      await Promise.all(refundsOf(system, news).map((refund) => this.#want(refund)));
  }

  /** Until it is seen to go on: what was asked of a node that died then may have been forgotten with it. */
  async goOn(payment: Pick<Told, "system" | "kind" | "id">): Promise<void> {
    const { next } = payment.system;
    if (next === undefined) return;
    for (let status: string = next.at; status === next.at; ) {
      const asked = await askOf(payment, { what: next.ask, body: next.body ?? {} }, this.#way).catch(
        () => null,
      );
      if (asked !== null) this.#judge(asked);
      await scheduler.wait(TRY_AGAIN_MS);
      status = await look(payment, this.#way).then(
        (seen) => seen.status,
        () => next.at,
      );
    }
  }

  /** A PIN that was forgotten with its node is asked for in another webhook. */
  async #followSubscription(system: System, { id, status, reference, next_action }: News): Promise<void> {
    const { next, charged } = system;
    const subscription = { system, kind: "subscription", id } as const;
    if (status === next?.at && next_action !== null)
      await this.#insist(() => askOf(subscription, { what: next.ask, body: next.body ?? {} }, this.#way));
    if (status !== "active") return;
    if (isTakenBack({ reference }))
      await this.#insist(() => askOf(subscription, { what: "cancel", body: {} }, this.#way));
    else if (typeof charged === "object")
      await this.#want({
        system,
        kind: "payment",
        key: `${id}-charge`,
        body: JSON.stringify({ subscription: id, amount: charged }),
        phone_number: system.phoneNumber(Number(reference)),
      });
  }

  /** Until it is taken, or refused for good: nobody may give back while another part is in doubt. */
  async #want(wish: Wish): Promise<void> {
    const { status, answer } = await this.#insist(() => askOnce(wish, this.#way));
    if (status === 202) this.told.set(wish.key, { ...wish, answer, id: JSON.parse(answer).id });
  }

  /** Until there is an answer that is not to come again. */
  async #insist(send: () => ReturnType<typeof askOnce>): ReturnType<typeof askOnce> {
    for (;;) {
      const asked = await send().catch(() => null);
      if (asked !== null) this.#judge(asked);
      if (asked !== null && asked.status !== 503) return asked;
      await scheduler.wait(TRY_AGAIN_MS);
    }
  }

  get #way() {
    return { world: this.#world, agent: this.#agent };
  }

  #judge({ status, answer }: { readonly status: number; readonly answer: string }): void {
    if (![200, 202, 409, 503].includes(status)) this.mistakes.push(`${status} ${answer}`);
  }
}

function isTakenBack({ reference }: Pick<News, "reference">): boolean {
  return Number(reference) % TAKEN_BACK_OF === 0;
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
