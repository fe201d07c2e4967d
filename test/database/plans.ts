import pg from "pg";
import { SESSION } from "../../src/store/database.ts";
import { sources } from "../tidy/project-files.ts";
import { type SourceStatement, statementsIn } from "../tidy/statements.ts";

/** Every statement of the store, by name. */
export const statements: ReadonlyMap<string, SourceStatement> = new Map(
  statementsIn(sources.filter(({ path }) => path.startsWith("src/store/"))).map((statement) => [
    statement.name,
    statement,
  ]),
);

/** What a payment needs on its way from the request to the webhook, and when. */
export const hot: ReadonlyMap<string, string> = new Map([
  ["find_api_key", "Who asks? Each request."],
  ["connections_of_merchant", "Which account? Kept for some seconds."],
  ["read_connection", "The same for whoever takes an operation up. Kept for some seconds."],
  ["accept", "A batch of new operations."],
  ["first_answer", "What a repeated request was answered at first."],
  ["read_operations", "The operations of a batch, before something is decided about them."],
  ["apply", "What was decided: the one statement that changes operations."],
  ["take_phones", "Before a prompt."],
  ["read_phone_lock", "Where the phone was not free: until when?"],
  ["take_turns", "Before a call, where the provider takes only so many."],
  ["read_rates", "After a wait for a turn: does it still count?"],
  ["hold_rates", "After an answer that there were too many calls."],
  ["store_callbacks", "A batch of callbacks, before they are answered."],
  ["read_callbacks", "Callbacks that another node left unread."],
  ["finish_callbacks", "A batch of callbacks that were taken in."],
  ["read_due_work", "Four times a second, for each kind of work."],
  ["claim_due_work", "What was due, taken in bulk."],
  ["renew_held_work", "Three times in each lease."],
  ["postpone_work", "Where a phone is not free yet."],
  ["read_due_deliveries", "What the claimed webhooks carry."],
  ["read_endpoint_targets", "Where they go."],
  ["record_delivery_results", "What became of a batch of webhooks."],
  ["put_back_deliveries", "Webhooks whose endpoint is slow or rests."],
]);

/** How PostgreSQL goes about each statement of the store, by name. */
export async function readPlans(database_url: string): Promise<ReadonlyMap<string, string>> {
  const all = [...statements.values()];
  const plans = await explain(
    database_url,
    all.map(({ sql }) => sql),
  );
  return new Map(all.map(({ name }, at) => [name, plans[at] ?? ""]));
}

/** As the gateway's own connections have it planned, whatever the values will be. */
export async function explain(database_url: string, sqls: readonly string[]): Promise<readonly string[]> {
  const session = new pg.Client({ connectionString: database_url, options: SESSION });
  await session.connect();
  try {
    const plans: string[] = [];
    for (const sql of sqls) {
      const { rows } = await session.query(`explain (generic_plan, costs off) ${sql}`);
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
    }
    return plans;
  } finally {
    await session.end();
  }
}
