import { Agent } from "undici";
import { vi } from "vitest";
import type { GatewayOptions } from "../../src/app/gateway.ts";
import { withDatabase } from "./database.ts";
import { type FaultWorld, openFaultWorld } from "./fault-world.ts";
import { SECOND } from "./operations.ts";
import { comeToRest } from "./rest.ts";
import { startSurvivor } from "./survivor.ts";
import type { System } from "./systems.ts";
import { ask, look, newWish, type Told } from "./wish.ts";

/** Payments of one system, at two nodes in this process on one database. Time stands at the provider. */
export interface TwoNodes extends AsyncDisposable {
  readonly world: FaultWorld;
  readonly nodes: readonly { readonly url: string; letPass(ms: number): void }[];
  readonly payments: readonly Told[];
  /** That many of them, once something was done about the phone of each. */
  pay(
    count: number,
    before: (phone_number: string, index: number) => Promise<unknown>,
  ): Promise<readonly Told[]>;
  status(payment: Told): Promise<string>;
  /** Lets the provider go on until all payments stand so. */
  reach(wanted: string): Promise<void>;
  /** Lets time pass until everything has ended or is with a person. */
  finish(): Promise<void>;
}

export async function openTwoNodes(
  system: System,
  count: number,
  options: Pick<Partial<GatewayOptions>, "time_scale" | "providers" | "through"> = {},
): Promise<TwoNodes> {
  const closing = new AsyncDisposableStack();
  const database = closing.use(await withDatabase());
  const in_world = { database_url: database.url, time: "standing", systems: [system] } as const;
  const world = closing.use(await openFaultWorld(in_world));
  world.sideOf(system).replaceSettings(system.quick);
  const first = closing.use(await startSurvivor(world, options));
  const nodes = [first, closing.use(await startSurvivor(world, { ...options, others: [first] }))];
  const agent = new Agent();
  closing.defer(() => agent.destroy());
  const pay: TwoNodes["pay"] = (wanted, before) =>
    Promise.all(
      Array.from({ length: wanted }, async (_, index) => {
        const wish = newWish(system, index);
        await before(wish.phone_number, index);
        return await ask(wish, { world, agent });
      }),
    );
  const payments = await pay(count, async () => undefined);
  const status = async (payment: Told) => (await look(payment, { world, agent })).status;
  const reach = async (wanted: string) => {
    const all = async () => {
      await world.sandbox.clock.advance(SECOND);
      return (await Promise.all(payments.map(status))).every((is) => is === wanted);
    };
    await vi.waitUntil(all, { timeout: 30_000, interval: 50 });
  };
  const letPass = (ms: number) => {
    for (const node of nodes) node.letPass(ms);
  };
  const finish = () => comeToRest(world, letPass);
  return {
    world,
    nodes,
    payments,
    pay,
    status,
    reach,
    finish,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}
