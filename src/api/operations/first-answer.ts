import { type Accepted, firstAnswerTo } from "../../store/accept.ts";
import type { Database } from "../../store/database.ts";
import type { Caller } from "../../store/keys.ts";
import type { Problem } from "../problem.ts";
import type { Identity } from "./idempotency.ts";

/** A repeat gets its first answer even where the provider was disconnected or its limits were changed since. */
export async function answerAsBefore(
  { caller, identity }: { readonly caller: Caller; readonly identity: Identity },
  problem: Problem,
  { database }: { readonly database: Database },
): Promise<Accepted> {
  const first = await firstAnswerTo({ ...identity, merchant_id: caller.merchant_id }, database);
  if (first === undefined) throw problem;
  return first;
}
