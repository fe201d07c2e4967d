import { expect, test, vi } from "vitest";
import type { Statement } from "../../src/store/database.ts";
import { openWorld } from "../support/world.ts";

/** What a payment needs that goes well; `read_phone_lock` and its like are for those that meet an obstacle. */
const needed = [
  "accept",
  "apply",
  "claim_due_work",
  "connections_of_merchant",
  "find_api_key",
  "finish_callbacks",
  "read_due_deliveries",
  "read_due_work",
  "read_endpoint_targets",
  "read_operations",
  "record_delivery_results",
  "store_callbacks",
  "take_phones",
];
/** As many as a node has connections, all of them busy at once, so that each is asked. */
const CONNECTIONS = 10;

/** It counts for a while, so that several that are asked at once go to several connections. */
const prepared: Statement = {
  name: "prepared_statements",
  sql: `select name, generic_plans, custom_plans
  from pg_prepared_statements, (select count(*) from generate_series(1, 1000000)) as a_while`,
};

test("on a payment's way every statement is prepared, and planned once for all values", async () => {
  await using world = await openWorld();
  await world.settle(await world.pay());
  await world.rest();
  await vi.waitFor(
    async () => {
      const asked = Array.from({ length: CONNECTIONS }, () =>
        world.node.database.run<{ name: string; generic_plans: bigint; custom_plans: bigint }>(prepared, []),
      );
      const all = (await Promise.all(asked)).flat();
      const names = new Set(all.filter(({ generic_plans }) => generic_plans > 0n).map(({ name }) => name));
      expect(needed.filter((name) => !names.has(name))).toEqual([]);
      expect(all.filter(({ custom_plans }) => custom_plans > 0n)).toEqual([]);
    },
    { timeout: 20_000, interval: 100 },
  );
});
