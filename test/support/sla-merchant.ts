import { expect, vi } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import type { DevelopmentWorld } from "./development.ts";

type Body = ReturnType<typeof JSON.parse>;
type Wish = Readonly<Record<string, unknown>>;

/** A busy machine may take long over what needs no time by the clock of the world. */
const PATIENCE = { timeout: 20_000 };

/** A merchant who charges phone bills through the gateway of a world, and looks into the provider's books. */
export class SlaMerchant {
  readonly #world: DevelopmentWorld;

  constructor(world: DevelopmentWorld) {
    this.#world = world;
  }

  /** 100 naira, but for what is wished otherwise. */
  async pay(wish: Wish = {}): Promise<string> {
    const amount = { value: "100.00", currency: "NGN" };
    return (await this.#world.api("/v1/payments", { provider: slaDcb.id, amount, ...wish })).id;
  }

  async read(id: string): Promise<Body> {
    return await this.#world.api(`${pathOf(id)}/${id}`);
  }

  async reaches(id: string, status: string): Promise<Body> {
    return await vi.waitFor(async () => {
      const operation = await this.read(id);
      expect(operation.status).toBe(status);
      return operation;
    }, PATIENCE);
  }

  /** Until its timeline has an entry like that. */
  async tells(id: string, entry: Wish): Promise<void> {
    await vi.waitFor(async () => {
      const { data } = await this.#world.api(`${pathOf(id)}/${id}/timeline`);
      expect(data).toContainEqual(expect.objectContaining(entry));
    }, PATIENCE);
  }

  /** Passes on the PIN once the payment waits for one, and for no answer to another, until it has had its turn. */
  async confirm(id: string, pin = "000000"): Promise<void> {
    await this.reaches(id, "awaiting_payer");
    const begun = () => this.#world.callsBegun(`/v1/payments/${id}`);
    const before = await begun();
    await vi.waitFor(async () => {
      expect((await this.#world.tryApi(`/v1/payments/${id}/confirm`, { pin })).status).toBeLessThan(300);
    }, PATIENCE);
    await vi.waitFor(async () => expect(await begun()).toBeGreaterThan(before), PATIENCE);
  }

  /** A payment that succeeded, by a PIN. */
  async paid(wish: Wish = {}): Promise<string> {
    const id = await this.pay({ phone_number: "+2348090001234", ...wish });
    await this.confirm(id);
    await this.reaches(id, "succeeded");
    return id;
  }

  /** The latest text message that a phone got. */
  async lastSms(phone_number: string): Promise<string> {
    const { phones } = await this.#world.control(`/${slaDcb.id}/phones`);
    const own = phones.find((phone: Body) => phone.phone_number === phone_number);
    return own?.messages?.at(-1)?.text ?? "";
  }

  /** What the provider's books say of a phone. */
  async booked(phone_number: string, kind: "charge" | "reversal"): Promise<readonly string[]> {
    const entries = await this.#world.books(slaDcb.id);
    const own = entries.filter((entry) => entry.phone_number === phone_number && entry.kind === kind);
    return own.map(({ amount_minor }) => amount_minor);
  }
}

function pathOf(id: string): string {
  const [prefix] = id.split("_");
  return { pay: "/v1/payments", ref: "/v1/refunds", msg: "/v1/messages" }[prefix ?? ""] ?? "/v1/payments";
}
