import { createHash } from "node:crypto";
import type { SimulatedAnswer, SimulatorHost } from "../../../connector/simulator.ts";
import type { Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";
import { numberSet } from "./settings.ts";

/** What a requestId was used for, and what came of it. */
export type Remembered = {
  readonly path: string;
  readonly digest: string;
  readonly at_ms: number;
  /** Until then the gateway is still at work on it. */
  readonly answered_at_ms: number;
  /** Null: the answer is not to be given again. */
  readonly answer: string | null;
};

/** A requestId is known for so long. */
const REMEMBERED_MS = 31 * 24 * 60 * 60 * 1000;

export interface Asked {
  readonly partner_code: string;
  readonly path: string;
  readonly fields: Fields;
  readonly request_id: string;
}

/** Null for a requestId that nobody has used; else its final answer again, or a refusal. */
export function repeatedAnswer(host: SimulatorHost, asked: Asked): SimulatedAnswer | null {
  const first = host.records.get<Remembered>("request", keyOf(asked));
  if (first === undefined || host.now() >= first.at_ms + REMEMBERED_MS) return null;
  if (host.now() < first.answered_at_ms)
    throw new Refusal(7000, "The same request is still being worked on.");
  const same = first.path === asked.path && first.digest === digestOf(asked.fields);
  if (!same) throw new Refusal(40, "The requestId was used for another request.");
  if (first.answer === null) throw new Refusal(40, "The requestId was used, and its answer was not final.");
  host.note("The same request again: the same answer again.");
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status: numberSet(host, "replay_status"), headers, body: first.answer };
}

export function remember(
  host: SimulatorHost,
  asked: Asked,
  { answer, after_ms }: { readonly answer: string | null; readonly after_ms: number },
): void {
  const at_ms = host.now();
  host.records.put("request", keyOf(asked), {
    path: asked.path,
    digest: digestOf(asked.fields),
    at_ms,
    answered_at_ms: at_ms + after_ms,
    answer,
  } satisfies Remembered);
}

function keyOf({ partner_code, request_id }: Asked): string {
  return `${partner_code}|${request_id}`;
}

/** The order of the fields makes no difference. */
function digestOf(fields: Fields): string {
  const sorted = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
