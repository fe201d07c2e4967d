import { type IdKind, readId } from "../../src/core/ids.ts";
import { isFinalStatus } from "../../src/core/outcome.ts";
import { ask } from "./ask.ts";
import { type Account, complaintsAbout, type Records } from "./judge.ts";

/** An operation as the database keeps it. */
export interface KeptOperation extends Omit<Account, "name" | "charges" | "told"> {
  /** UUID of a refund's payment, or of a payment's subscription. */
  readonly parent_id: string | null;
}

/** A subscription as the database keeps it. */
export interface KeptSubscription extends Omit<Records, "name" | "told"> {
  /** Something about it is not certain. */
  readonly in_doubt: boolean;
  readonly awaiting_payer: boolean;
  readonly cancel_asked: boolean;
}

/** What the database keeps of everything, by UUID; all operations, and all subscriptions, as they were at one moment. */
export async function readKept(database_url: string) {
  const [operations, subscriptions] = await Promise.all([
    ask(
      database_url,
      `select parent_id, ${shared("operation")}, status
         from hakika.operations operation`,
    ),
    ask(
      database_url,
      `select ${shared("subscription")}, status, memory ->> 'opened_at' is not null as in_doubt,
         (memory ->> 'awaiting_payer')::boolean as awaiting_payer,
         (memory ->> 'cancel_asked')::boolean as cancel_asked
         from hakika.subscriptions subscription`,
    ),
  ]);
  return {
    operations: byId<KeptOperation>(operations),
    subscriptions: byId<KeptSubscription>(subscriptions),
  };
}

export type Kept = Awaited<ReturnType<typeof readKept>>;

export function uuidOf({ kind, id }: { readonly kind: IdKind; readonly id: string }): string {
  return readId(kind, id) ?? "";
}

/** `times`: how often the provider did it. */
export function complaintsAboutOperation(
  operation: KeptOperation,
  { times, ...known }: { readonly name: string; readonly times: number; readonly told: string | undefined },
): readonly string[] {
  const { status, open_reviews } = operation;
  const rests = isFinalStatus(status) || (status === "in_reconciliation" && open_reviews === 1);
  return [
    ...complaintsAbout({ ...operation, ...known, charges: times }),
    ...(rests ? [] : [`${known.name} is ${status}, and nobody is told`]),
  ];
}

function shared(one: "operation" | "subscription"): string {
  const [events, id] =
    one === "operation" ? ["events", "operation_id"] : ["subscription_events", "subscription_id"];
  return `id, version, memory -> 'review' ->> 'cause' as review_cause,
       array(select seq from hakika.${events} where slot = ${one}.slot and ${id} = ${one}.id order by seq) as seqs,
       (select count(*) from hakika.reviews review
         where review.slot = ${one}.slot and operation_id = ${one}.id and review.status = 'open')::int as open_reviews`;
}

function byId<Row>(rows: readonly Record<string, unknown>[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [String(row["id"]), row as unknown as Row]));
}
