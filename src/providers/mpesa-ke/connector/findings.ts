import { readCode } from "../../../catalogue/read-code.ts";
import type { Surface } from "../../../catalogue/row.ts";
import { type Money, parseMoney } from "../../../core/money.ts";
import type { Evidence, Finding } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import type { PushResult } from "../wire.ts";

/** One message, taken apart, and where the registry has it. */
export interface Told {
  readonly evidence: Evidence;
  readonly surface: Surface;
  readonly http_status: number | null;
  /** The row's code, which is a name of ours where the message has no code that says enough. */
  readonly read_as: string;
  /** The code as sent; null where none was. */
  readonly code: string | null;
  readonly label?: string;
  readonly words: string | null;
  readonly provider_reference?: string | null;
}

/** Proof about the operation, unless the caller weakens it. */
export function findingOf(told: Told): Finding {
  const { http_status, surface, words } = told;
  const call = told.evidence === "inquiry" ? "inquiry" : "submit";
  return {
    evidence: told.evidence,
    about: "operation",
    strength: "proof",
    reading: readCode(codes, { surface, call, http_status, code: told.read_as, message: words }),
    provider: { code: told.code, label: told.label ?? null, message: words, http_status },
    provider_reference: told.provider_reference ?? null,
    receipt: null,
    amount_minor: null,
  };
}

/** The fate of a push reads the same whoever tells it, they us or we by asking. */
export function resultFinding(
  push: PushResult & { readonly result_code: string },
  told: { readonly evidence: Evidence; readonly http_status: number | null; readonly asked: Money },
): Finding {
  const { evidence, http_status, asked } = told;
  const { result_code: code, words, checkout_request_id: provider_reference } = push;
  return {
    ...findingOf({
      evidence,
      surface: "result",
      http_status,
      read_as: code,
      code,
      words,
      provider_reference,
    }),
    receipt: push.receipt,
    amount_minor: statedAmount(push, asked),
  };
}

/** Whether the message states an amount in a form that is no amount. */
export function hasUnreadableAmount({ amounts }: PushResult): boolean {
  return amounts.some((amount) => minorUnits(amount) === null);
}

/** One figure is compared with what was asked, so where a message states several it gets the one that differs. */
function statedAmount({ amounts }: PushResult, asked: Money): bigint | null {
  const stated = amounts.map(minorUnits);
  return stated.find((minor) => minor !== asked.minor) ?? stated[0] ?? null;
}

/** The wire names no currency; it is always shillings. */
function minorUnits(amount: string): bigint | null {
  const money = parseMoney({ value: amount, currency: "KES" });
  return typeof money === "string" ? null : money.minor;
}
