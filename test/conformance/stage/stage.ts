import { providers } from "../../../src/providers/index.ts";
import { openDevelopment } from "../../support/development.ts";
import { payersOf, payingWay, type Way } from "../ways.ts";
import { visitPage } from "./browser.ts";
import { type Body, Observer, type Played, pathOf } from "./observer.ts";
import { Wire } from "./wire.ts";

/** One that was not asked for yet. */
export interface Prepared extends Omit<Played, "id"> {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Wish {
  /** Name of the case that the payer's phone is in. */
  readonly is?: string;
  /** What the merchant wants otherwise. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Done before the call that charges is made. */
  readonly beforeCharge?: () => Promise<void> | void;
  /** Left out: the payer agrees wherever they are asked. */
  readonly payer?: "agrees" | "refuses" | "stays away";
}

/** The world in which all checks are made: gateway, sandbox, database, and people with phones. */
export class Stage extends Observer implements AsyncDisposable {
  #people = 1_000;

  async [Symbol.asyncDispose](): Promise<void> {
    await this.world[Symbol.asyncDispose]();
    await this.wire.close();
  }

  /** Somebody whom no other check knows. */
  newPhone({ provider }: Pick<Way, "provider">): string {
    const { numbers } = payersOf(provider);
    const [places = ""] = /#+/.exec(numbers) ?? [];
    this.#people += 1;
    return numbers.replace(places, String(this.#people).padStart(places.length, "0"));
  }

  /** Has an operation made, and the payer do their part. */
  async play(way: Way, wish: Wish = {}): Promise<Played> {
    const played = await this.begin(way, wish);
    if (wish.payer !== "stays away") await this.takePart(played, wish);
    return played;
  }

  /** As far as the merchant's own request. */
  async begin(way: Way, wish: Wish = {}): Promise<Played> {
    const { path, body, ...prepared } = await this.prepare(way, wish);
    // Of a refund's payer, the payment knows nothing yet.
    if (wish.is !== undefined) await this.putIntoCase(way, wish.is, prepared.phone_number);
    if (!agreesFirst(way)) await wish.beforeCharge?.();
    return { ...prepared, id: (await this.world.api(path, body)).id };
  }

  /** What has to be there before the merchant asks, and what they ask for. */
  async prepare(way: Way, wish: Wish = {}): Promise<Prepared> {
    const phone_number = this.newPhone(way);
    const payment = way.kind === "refund" ? await this.#paid(payingWay(way), phone_number) : null;
    const path = payment === null ? pathOf(way.kind) : `${pathOf("payment")}/${payment.id}/refunds`;
    return { way, phone_number, payment, path, body: this.request(way, phone_number, wish) };
  }

  /** The request that the provider's declaration gives as an example, for somebody new. */
  request(way: Way, phone_number: string, { body = {} }: Wish = {}): Readonly<Record<string, unknown>> {
    if (way.kind === "refund") return body;
    return { ...way.declared.example, ...way.habits.wishes, phone_number, ...body };
  }

  async putIntoCase({ provider }: Pick<Way, "provider">, name: string, phone_number: string): Promise<void> {
    await this.world.control(`/${provider.id}/scenarios/play`, { name, phone_number });
  }

  /**
   * The payer types the PIN that they got, or does what the page wants; where nobody is asked, nothing. Answers with where
   * the page has led them.
   */
  async takePart(played: Played, { beforeCharge, payer = "agrees" }: Wish = {}): Promise<string | null> {
    const { way } = played;
    if (!isAsked(way)) return null;
    // Where the answer that asks the payer was lost, they cannot be sent to any page.
    await (agreesFirst(way) ? this.reaches(played, "awaiting_payer") : this.isUnderWay(played));
    const { next_action } = await this.read(played);
    if (next_action === null) return null;
    if (payer === "agrees" && agreesFirst(way)) await beforeCharge?.();
    if (way.challenge === "redirect") return await this.#visit(played, next_action.url, payer);
    await this.confirm(played, await this.pinOf(played));
    return null;
  }

  async #visit(played: Played, url: string, payer: Wish["payer"]): Promise<string> {
    const { habits } = played.way;
    const fills = async (name: string) => {
      const what = habits.fills?.[name] ?? null;
      if (what === "number") return played.phone_number.slice(1);
      return what === "pin" ? await this.pinOf(played) : what;
    };
    return await visitPage(url, { fills, presses: payer === "refuses" ? (habits.refuses_at ?? null) : null });
  }

  /** In the latest text message that the payer got. */
  async pinOf({ way, phone_number }: Played): Promise<string> {
    const texts = await this.messages(way, phone_number);
    return /\d{4,6}/.exec(texts.at(-1) ?? "")?.[0] ?? "";
  }

  async confirm({ id }: Played, pin: string): Promise<Body> {
    return await this.world.api(`${pathOf("payment")}/${id}/confirm`, { pin });
  }

  async #paid(way: Way, phone_number: string): Promise<Played> {
    const { id } = await this.world.api(pathOf("payment"), this.request(way, phone_number));
    const payment = { way, id, phone_number, payment: null };
    await this.takePart(payment);
    await this.reaches(payment, "succeeded");
    return payment;
  }
}

/** Whether the payer has to do something here before anybody can charge them. */
export function isAsked({ challenge }: Way): boolean {
  return challenge === "pin" || challenge === "redirect";
}

/** Whether the call that charges is made only after the payer has done so. */
function agreesFirst({ habits }: Way): boolean {
  return habits.agrees_first === true;
}

export async function openStage(): Promise<Stage> {
  const wire = new Wire(providers);
  const webhooks: string[] = [];
  const announce = (line: string) => webhooks.push(line);
  const world = await openDevelopment({ transport: wire.send, announce });
  return new Stage({ world, wire, webhooks });
}
