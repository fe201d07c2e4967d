import type { HttpRequest } from "../../src/connector/http.ts";
import { httpTransport, type Transport } from "../../src/engine/transport.ts";
import { simulator } from "../../src/providers/sla-dcb/simulator/index.ts";
import type { DevelopmentWorld } from "./development.ts";
import { SECOND } from "./operations.ts";
import { SlaMerchant } from "./sla-merchant.ts";
import { SlaSubscriber } from "./sla-subscriber.ts";

type Body = ReturnType<typeof JSON.parse>;
type Wish = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, string>>;

/** What somebody who built or set up a call wrongly would send instead. */
export interface Mistake {
  /** The end of the path of the calls that are made wrongly. Left out: all of them. */
  readonly in?: string;
  readonly fields?: Fields;
  readonly username?: string;
  readonly password?: string;
}

/** What carries the gateway's calls, of which some are made wrongly. */
export class SlaWire {
  readonly #mistakes: { readonly about: string; readonly mistake: Mistake }[] = [];
  readonly #http = httpTransport();

  readonly send: Transport = (request) => this.#http.send(this.#altered(request));

  close(): Promise<void> {
    return this.#http.close();
  }

  /** Every such call about a number, or about a subscription by its uuid, is made wrongly from now on. */
  mistake(about: string, mistake: Mistake): void {
    this.#mistakes.push({ about, mistake });
  }

  #altered(request: HttpRequest): HttpRequest {
    const url = new URL(request.url);
    const subjects = ["msisdn", "uuid"].map((name) => url.searchParams.get(name));
    const made = this.#mistakes.filter(
      ({ about, mistake }) => subjects.includes(about) && url.pathname.endsWith(mistake.in ?? ""),
    );
    const headers = { ...request.headers };
    for (const { mistake } of made) {
      for (const [name, value] of Object.entries(mistake.fields ?? {})) url.searchParams.set(name, value);
      if (mistake.username !== undefined || mistake.password !== undefined)
        headers["authorization"] = authorization(mistake);
    }
    return { ...request, url: url.href, headers };
  }
}

/** What a merchant asks of the gateway, each time for a phone that nobody else has. */
export class SlaWalk {
  readonly merchant: SlaMerchant;
  readonly subscriber: SlaSubscriber;
  readonly #world: DevelopmentWorld;
  readonly #wire: SlaWire;
  readonly #payers = new Map<string, string>();
  #phones = 0;

  constructor(world: DevelopmentWorld, wire: SlaWire) {
    this.#world = world;
    this.#wire = wire;
    this.merchant = new SlaMerchant(world);
    this.subscriber = new SlaSubscriber(world);
  }

  newPhone(): string {
    return `+234809000${String(5_000 + ++this.#phones)}`;
  }

  async pay(wish: Wish = {}, mistake: Mistake = {}): Promise<string> {
    const phone_number = this.#phoneFor(wish, mistake);
    const id = await this.merchant.pay({ phone_number, ...wish });
    this.#payers.set(id, phone_number);
    return id;
  }

  /** What the provider's books say was charged for a payment; of one by token they do not say whose it was. */
  async charged(id: string): Promise<readonly string[]> {
    const phone_number = this.#payers.get(id);
    return phone_number === undefined ? [] : await this.merchant.booked(phone_number, "charge");
  }

  /** The same, and the payer gives this PIN. */
  async charge(wish: Wish = {}, mistake: Mistake = {}, pin = "000000"): Promise<string> {
    const id = await this.pay(wish, { in: "/charge", ...mistake });
    await this.merchant.confirm(id, pin);
    return id;
  }

  /** Without a number: whoever has the token is charged. */
  async chargeToken(token: string, mistake: Mistake = {}): Promise<string> {
    this.#wire.mistake(token, mistake);
    return await this.merchant.pay({ provider_options: { token } });
  }

  async refund(mistake: Mistake): Promise<string> {
    const phone_number = this.newPhone();
    const payment = await this.merchant.paid({ phone_number });
    this.#wire.mistake(phone_number.slice(1), { in: "/refund", ...mistake });
    return (await this.#world.api(`/v1/payments/${payment}/refunds`, {})).id;
  }

  async message(wish: Wish, mistake: Mistake): Promise<string> {
    const phone_number = this.#phoneFor(wish, mistake);
    return (
      await this.#world.api("/v1/messages", { provider: "sla-dcb", text: "Welcome", phone_number, ...wish })
    ).id;
  }

  /** Somebody who agrees to a subscription by PIN. */
  async subscribe(wish: Wish = {}, mistake: Mistake = {}): Promise<string> {
    const phone_number = this.#phoneFor(wish, { in: "/create", ...mistake });
    const id = await this.subscriber.subscribe({ phone_number, ...wish });
    await this.subscriber.confirm(id);
    return id;
  }

  async subscribed(wish: Wish = {}): Promise<string> {
    const id = await this.subscribe(wish);
    await this.subscriber.reaches(id, wish["trial_days"] === undefined ? "active" : "trial");
    return id;
  }

  /** Asks for a change of a subscription, in a call that is made wrongly. */
  async change(id: string, change: string, { body = {}, ...mistake }: Mistake & { readonly body?: Wish }) {
    const { provider_reference } = await this.subscriber.read(id);
    this.#wire.mistake(provider_reference, mistake);
    await this.subscriber.ask(id, change, body);
    return id;
  }

  async uuidOf(id: string): Promise<string> {
    return (await this.subscriber.read(id)).provider_reference;
  }

  /** A call of the merchant's own, past the gateway. */
  async directly(path: string, fields: Fields): Promise<Body> {
    const query = new URLSearchParams({ merchant: simulator.credentials["merchant"] ?? "", ...fields });
    const answer = await fetch(`${this.#world.sandbox}/sla-dcb${path}?${query}`, {
      method: "POST",
      headers: { authorization: authorization({}) },
    });
    return await answer.json();
  }

  /** Gives back what the shared rate limit has taken. */
  async breathe(): Promise<void> {
    await this.#world.advance(7 * SECOND);
  }

  #phoneFor({ phone_number }: Wish, mistake: Mistake): string {
    const phone = typeof phone_number === "string" ? phone_number : this.newPhone();
    this.#wire.mistake(phone.slice(1), mistake);
    return phone;
  }
}

function authorization({ username, password }: Mistake): string {
  const { credentials } = simulator;
  const pair = `${username ?? credentials["username"]}:${password ?? credentials["password"]}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}
