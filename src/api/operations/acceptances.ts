import { Batcher } from "../../lib/batcher.ts";
import { type Accepted, accept } from "../../store/accept.ts";
import type { Acceptance } from "../../store/accept-statement.ts";
import { runBatch } from "../../store/run-batch.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { ACCEPT_BATCH_MAX, ACCEPT_BATCHES_IN_FLIGHT, ACCEPT_QUEUE_MAX } from "../limits.ts";

/** Operations that come in at the same moment share one commit: the flush to disk is what costs. */
export type Acceptances = Batcher<Acceptance, Accepted>;

export function gatherAcceptances(
  dependencies: Pick<ApiDependencies, "database" | "vault" | "clock" | "node" | "lease_ms">,
): Acceptances {
  const { clock } = dependencies;
  return new Batcher(
    (batch) => runBatch(batch, (items) => accept(items, { ...dependencies, offset_ms: clock.offset_ms })),
    {
      batch_max: ACCEPT_BATCH_MAX,
      batches_in_flight: ACCEPT_BATCHES_IN_FLIGHT,
      queue_max: ACCEPT_QUEUE_MAX,
    },
  );
}
