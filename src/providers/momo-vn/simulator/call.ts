import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import type { Account } from "./accounts.ts";
import type { Fields } from "./fields.ts";
import type { Lang, ResultCode } from "./result-codes.ts";
import type { Recipe } from "./signatures.ts";

/** A call whose merchant and signature are known to be right. */
export interface Call {
  readonly account: Account;
  readonly fields: Fields;
  readonly lang: Lang;
  /** What links of this gateway begin with. */
  readonly base_url: string;
}

/** What a call is answered with, beside the fields that every answer has. */
export interface Reply {
  readonly code: ResultCode;
  readonly fields?: Readonly<Record<string, Json>>;
  /** Where the words are not those of the code. */
  readonly message?: string;
  /** How the answer fails to come, or comes late; left out where it simply comes. */
  readonly trouble?: "connection_breaks" | "never_comes" | "page_instead" | "slow";
}

/** One call of the API. */
export interface ApiCall {
  readonly name: string;
  readonly recipe: (fields: Fields) => Recipe;
  /** False for questions, which are answered afresh however often they are asked. */
  readonly changes: boolean;
  /** Fields that come as headers of these names instead; left out where all are in the body. */
  readonly in_headers?: readonly string[];
  readonly answer: (host: SimulatorHost, call: Call) => Reply | Promise<Reply>;
}
