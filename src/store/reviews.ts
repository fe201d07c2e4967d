import { slotOf } from "../core/ids.ts";
import type { OperationKind, ReviewCause, ReviewDecision } from "../core/operation.ts";
import type { SubscriptionDecision } from "../core/subscription-event.ts";
import type { Database, Statement } from "./database.ts";
import type { Environment } from "./stored-operation.ts";

/** What no machine can settle, for a person to look at. */
export interface Review {
  readonly slot: number;
  readonly id: string;
  readonly operation_id: string;
  readonly operation_kind: OperationKind | "subscription";
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly cause: ReviewCause;
  /** `settled`: a later proof made the decision needless. */
  readonly status: "open" | "decided" | "settled";
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Milliseconds. */
  readonly opened_at: number;
  readonly closed_at: number | null;
  readonly decision: ReviewDecision | SubscriptionDecision | null;
  readonly decided_by: string | null;
  readonly why: string | null;
}

const COLUMNS = `slot, id, operation_id, merchant_id, environment, cause, status, evidence, opened_at, closed_at,
  decision, decided_by, why, coalesce((select kind from operations operation
    where operation.slot = reviews.slot and operation.id = reviews.operation_id), 'subscription') as operation_kind`;

const NEWEST_FIRST = `merchant_id = $1 and environment = $2 and ($3::text is null or status = $3)
   and (opened_at, id) < (coalesce($4::timestamptz, 'infinity'), coalesce($5::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
 order by opened_at desc, id desc limit $6`;

const read: Statement = {
  name: "read_review",
  sql: `select ${COLUMNS} from reviews where slot = $1 and id = $2 and merchant_id = $3 and environment = $4`,
};

const list: Statement = {
  name: "list_reviews",
  sql: `select ${COLUMNS} from reviews where ${NEWEST_FIRST}`,
};

const listOfOperation: Statement = {
  name: "list_reviews_of_operation",
  sql: `select ${COLUMNS} from reviews where slot = $7 and operation_id = $8 and ${NEWEST_FIRST}`,
};

export async function readReview(
  asked: {
    readonly slot: number;
    readonly id: string;
    readonly merchant_id: string;
    readonly environment: Environment;
  },
  database: Database,
): Promise<Review | undefined> {
  const [row] = await database.run<Review>(read, [
    asked.slot,
    asked.id,
    asked.merchant_id,
    asked.environment,
  ]);
  return row;
}

export interface ReviewFilter {
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly status: Review["status"] | null;
  readonly operation_id: string | null;
  readonly after: { readonly opened_at: number; readonly id: string } | null;
  readonly limit: number;
}

export async function listReviews(filter: ReviewFilter, database: Database): Promise<readonly Review[]> {
  const { merchant_id, environment, status, operation_id, after, limit } = filter;
  const values = [
    merchant_id,
    environment,
    status,
    after === null ? null : new Date(after.opened_at),
    after?.id ?? null,
    limit,
  ];
  if (operation_id === null) return await database.run<Review>(list, values);
  return await database.run<Review>(listOfOperation, [...values, slotOf(operation_id), operation_id]);
}
