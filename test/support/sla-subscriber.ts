import { expect, vi } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import type { DevelopmentWorld } from "./development.ts";

type Body = ReturnType<typeof JSON.parse>;
type Wish = Readonly<Record<string, unknown>>;

/** A busy machine may take long over what needs no time by the clock of the world. */
const PATIENCE = { timeout: 20_000, interval: 100 };

/** A merchant with subscribers on their phone bills, who looks into the provider's books. */
export class SlaSubscriber {
  readonly #world: DevelopmentWorld;

  constructor(world: DevelopmentWorld) {
    this.#world = world;
  }

  async subscribe(wish: Wish): Promise<string> {
    return (await this.#world.api("/v1/subscriptions", { provider: slaDcb.id, ...wish })).id;
  }

  /** The same, with the PIN that passes for everybody in the provider's sandbox, until it stands there. */
  async subscribed(wish: Wish, status = "active"): Promise<string> {
    const id = await this.subscribe(wish);
    await this.confirm(id);
    await this.reaches(id, status);
    return id;
  }

  /** Passes on the PIN, until it has had its turn: the clock is not to be moved on before. */
  async confirm(id: string, pin = "000000"): Promise<void> {
    await this.waitsForPin(id);
    const begun = () => this.#world.callsBegun(`/v1/subscriptions/${id}`);
    const before = await begun();
    await this.#world.api(`/v1/subscriptions/${id}/confirm`, { pin });
    await vi.waitFor(async () => expect(await begun()).toBeGreaterThan(before), PATIENCE);
  }

  async waitsForPin(id: string): Promise<void> {
    await this.shows(id, { next_action: { type: "enter_pin" } });
  }

  async ask(id: string, change: string, body: Wish = {}): Promise<Body> {
    return await this.#world.api(`/v1/subscriptions/${id}/${change}`, body);
  }

  async read(id: string): Promise<Body> {
    return await this.#world.api(`/v1/subscriptions/${id}`);
  }

  async reaches(id: string, status: string): Promise<Body> {
    return await this.shows(id, { status });
  }

  async shows(id: string, fields: Wish): Promise<Body> {
    return await vi.waitFor(async () => {
      const subscription = await this.read(id);
      expect(subscription).toMatchObject(fields);
      return subscription;
    }, PATIENCE);
  }

  /** Waits until its payments have ended so, oldest first. */
  async payments(id: string, expected: readonly Wish[]): Promise<readonly Body[]> {
    return await vi.waitFor(async () => {
      const { data } = await this.#world.api(`/v1/subscriptions/${id}/payments?limit=100`);
      expect(data.toReversed()).toMatchObject(expected);
      return data.toReversed();
    }, PATIENCE);
  }

  /** Those that this merchant knows of a phone. */
  async ofPhone(phone_number: string): Promise<readonly Body[]> {
    return (await this.#world.api("/v1/subscriptions/search", { phone_number })).data;
  }

  /** What the provider's books say was charged to a phone, oldest first. */
  async booked(phone_number: string): Promise<readonly string[]> {
    const entries = await this.#world.books(slaDcb.id);
    const own = entries.filter((entry) => entry.phone_number === phone_number);
    return own.map(({ kind, amount_minor }) => `${kind} ${amount_minor}`);
  }

  async lastSms(phone_number: string): Promise<string> {
    const { phones } = await this.#world.control(`/${slaDcb.id}/phones`);
    const own = phones.find((phone: Body) => phone.phone_number === phone_number);
    return own?.messages?.at(-1)?.text ?? "";
  }
}
