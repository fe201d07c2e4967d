import { vi } from "vitest";
import { finalStatuses } from "../../src/core/outcome.ts";
import { ask } from "./ask.ts";
import type { FaultWorld } from "./fault-world.ts";

/** How much time is let pass at once: ten minutes for nodes that are sixty times as fast. */
export const WHILE_MS = 10_000;

/** Lets a while pass for every node that lives. */
export type LetPass = (ms: number) => Promise<void> | void;

/** Between two looks things get the time to begin; each look may find that there is nothing to do but to wait. */
const LOOKS = { timeout: 60_000, interval: 300 };

const ended = finalStatuses.map((status) => `'${status}'`).join();

/** What is not yet at its end or with a person, and what somebody works on or could work on. */
const unrest = (passed_ms: number) => `
select (select count(*) from hakika.operations where status not in (${ended}, 'in_reconciliation'))::int as open,
       (select count(*) from hakika.work where kind <> 'operation' or owner is not null
            or due_at <= now() + interval '${passed_ms} milliseconds')::int as busy`;

/**
 * Waits until all things that merchants were promised have come to an end or stand before a person, and stops the
 * providers' time there. Faults have to have stopped. Where everybody only waits, time is let pass on both sides.
 */
export async function comeToRest(
  { database_url, sandbox }: FaultWorld,
  letPass: LetPass,
  while_ms = WHILE_MS,
): Promise<void> {
  let passed_ms = 0;
  const look = async (): Promise<boolean> => {
    const [found] = await ask(database_url, unrest(passed_ms));
    if (found?.["busy"] !== 0) return false;
    if (found["open"] === 0) return true;
    passed_ms += while_ms;
    await letPass(while_ms);
    await sandbox.clock.advance(while_ms);
    return false;
  };
  await vi.waitUntil(look, LOOKS);
  sandbox.clock.setScale(0);
  await vi.waitUntil(look, LOOKS);
}
