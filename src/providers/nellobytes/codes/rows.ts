import type { CodeRow, RangeRule } from "../../../catalogue/row.ts";
import { heldOrRetried, type ReadingPart, refusedAndCancelled, unexplained } from "./readings.ts";
import { billsClient, fewClients, page } from "./sources.ts";

export type Particulars = ReadingPart & Pick<CodeRow, "basis"> & Partial<CodeRow>;
export type Sourced = Particulars & Pick<CodeRow, "source">;

/** A state of an order, whichever message brings it. */
export function order(label: string | null, code: string, particulars: Particulars): CodeRow {
  return {
    surface: "result",
    http_status: null,
    source: page,
    message: null,
    provider_says: {},
    ...particulars,
    code,
    label,
  };
}

/** The x99 of every family: an error without an explanation. */
export function unspecified(label: string, code: string, particulars: Partial<CodeRow>): CodeRow {
  return order(label, code, {
    ...unexplained,
    message: "Unspecified Error",
    leaves_doubt: "at_once",
    basis: "assumed",
    ...particulars,
  });
}

/** All alike, whatever the remark: a reason such as "declined" would tempt a payer to pay again while retries run. */
export function onHold(code: string, particulars: Partial<CodeRow>): CodeRow {
  return order("ORDER_ONHOLD", code, {
    ...unexplained,
    category: "in_progress",
    reason: "on_hold",
    finality: "provisional",
    advice: { action: "wait", after_seconds: 3600 },
    cancellable: true,
    provider_says: { cause: heldOrRetried },
    basis: "documented",
    ...particulars,
  });
}

export function cancelled(code: string, particulars: ReadingPart & Partial<CodeRow>): CodeRow {
  return order("ORDER_CANCELLED", code, {
    confirm_by_inquiry: true,
    provider_says: { cause: refusedAndCancelled },
    basis: "assumed",
    ...particulars,
  });
}

/** Both forms of a refusal from the page, for every call. */
export function refused(number: string, word: string, particulars: Particulars): readonly CodeRow[] {
  return [
    refusal(number, { message: word, ...particulars, label: "ORDER_ERROR", source: page }),
    refusal(word, {
      ...particulars,
      source: `${billsClient}, tests/bills/unclear-replies.e2e.mjs`,
      basis: particulars.basis === "seed" ? "documented" : particulars.basis,
    }),
  ];
}

/** Both forms of a refusal that speaks of what was ordered. */
export function refusedOrder(number: string, word: string, particulars: Particulars): readonly CodeRow[] {
  return refused(number, word, { ...particulars, calls: ["submit"] });
}

/** Refusals that have no number. */
export function words(
  codes: readonly string[],
  particulars: ReadingPart & Partial<CodeRow>,
): readonly CodeRow[] {
  return codes.map((code) =>
    refusal(code, { calls: ["submit"], source: fewClients, basis: "assumed", ...particulars }),
  );
}

export function refusal(code: string, particulars: Sourced): CodeRow {
  return {
    surface: "api",
    http_status: null,
    label: null,
    message: null,
    provider_says: {},
    ...particulars,
    code,
  };
}

/** Masked, since a code may turn out to be about the merchant's account or float, which is not for the payer to see. */
export function family(
  surface: "api" | "result",
  rule: Pick<RangeRule, "pattern" | "name" | "reason">,
): RangeRule {
  return { surface, ...rule, category: "indeterminate", disclosure: "mask", source: page, basis: "assumed" };
}

export function wordFamily(name: string, pattern: RegExp, reason: RangeRule["reason"]): RangeRule {
  return { ...family("api", { pattern, name, reason }), source: fewClients };
}
