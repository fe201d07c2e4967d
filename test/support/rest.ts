import { vi } from "vitest";
import { finalStatuses } from "../../src/core/outcome.ts";
import { ask } from "./ask.ts";
import type { FaultWorld } from "./fault-world.ts";

/** How much time is let pass at once: an hour for nodes that are sixty times as fast. */
export const WHILE_MS = 60_000;

/** Lets a while pass for every node that lives. */
export type LetPass = (ms: number) => Promise<void> | void;

/** For whoever wants to know what goes on for ever. */
const leftOver = `
select kind, owner, count(*)::int as how_many, max(claims) as claimed_times, min(due_at) as first_due
  from hakika.work group by kind, owner order by kind, owner`;

interface RestOptions {
  /** So much passes in any case, for whoever looks now and then what was lost. */
  readonly at_least_ms?: number;
}

/** Between two looks things get the time to begin; each look may find that there is nothing to do but to wait. */
const LOOKS = { timeout: 60_000, interval: 100 };

const ended = finalStatuses.map((status) => `'${status}'`).join();

/** What is not yet certain or with a person, and what somebody works on or could work on. */
const unrest = (passed_ms: number) => `
select (select count(*) from hakika.operations where status not in (${ended}, 'in_reconciliation'))::int
         + (select count(*) from hakika.subscriptions
             where memory ->> 'opened_at' is not null and memory ->> 'review' is null)::int as open,
       (select count(*) from hakika.work where kind in ('callback', 'delivery') or owner is not null
            or due_at <= now() + interval '${passed_ms} milliseconds')::int as busy`;

/**
 * Stops all faults, waits until all things that merchants were promised have come to an end or stand before a person, and
 * stops the providers' time there. Where everybody only waits, time is let pass on both sides.
 */
export async function comeToRest(
  world: FaultWorld,
  letPass: LetPass,
  { at_least_ms = 0 }: RestOptions = {},
): Promise<void> {
  const { database_url, sandbox } = world;
  for (const system of world.systems) world.sideOf(system).faults.replace([]);
  let passed_ms = 0;
  let found: Record<string, unknown> | undefined;
  const look = async (): Promise<boolean> => {
    [found] = await ask(database_url, unrest(passed_ms));
    if (found?.["busy"] !== 0) return false;
    if (found["open"] === 0 && passed_ms >= at_least_ms) return true;
    passed_ms += WHILE_MS;
    await letPass(WHILE_MS);
    await sandbox.clock.advance(WHILE_MS);
    return false;
  };
  const rests = () =>
    vi.waitUntil(look, LOOKS).catch(async () => {
      const left = JSON.stringify([found, ...(await ask(database_url, leftOver))], null, 1);
      throw new Error(`It does not come to rest after ${passed_ms / 1000} s that were let pass: ${left}`);
    });
  await rests();
  sandbox.clock.setScale(0);
  await rests();
}
