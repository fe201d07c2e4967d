import type { Reading } from "../core/outcome.ts";
import { type CodeQuery, chooseRow } from "./choose-row.ts";
import { familyOf, familyRule } from "./families.ts";
import { type CodeRow, type CodeTable, chargingCalls, inquiryCalls, type RangeRule } from "./row.ts";
import { ruleOf } from "./rules.ts";
import { valuesOf } from "./values.ts";

/**
 * Reads one provider code: by its row, else by the family of codes it belongs to, else as unmapped. Total: whatever
 * comes, there is a reading, and a code that nobody wrote down is neither success nor failure.
 */
export function readCode(table: CodeTable, query: CodeQuery): Reading {
  const row = chooseRow(table, query);
  if (row !== null) return readingOfRow(table, row, query);
  const family = familyOf(table, query);
  return family === null ? unmapped : readingOfFamily(table, family);
}

function readingOfRow(table: CodeTable, row: CodeRow, query: CodeQuery): Reading {
  return {
    rule: ruleOf(table, row),
    known: true,
    category: row.category,
    reason: row.reason,
    finality: row.finality,
    money: speaksOnlyOfTheCall(row, query) ? "none" : row.money,
    actor: row.actor,
    advice: row.advice,
    confirm_by_inquiry: row.confirm_by_inquiry === true,
    ...(row.cancellable === undefined ? {} : { cancellable: row.cancellable }),
    ...(row.leaves_doubt === undefined ? {} : { leaves_doubt: row.leaves_doubt }),
    ...(row.may_reopen === undefined ? {} : { may_reopen: row.may_reopen }),
    disclosure: row.disclosure,
    basis: row.basis,
    values: valuesOf(row, query),
  };
}

/**
 * An answer about an inquiry, or a row for every call read for one that moves no money anyway (a log-in, a look-up),
 * says nothing of the operation. Its "not moved" must not be taken for proof.
 */
function speaksOnlyOfTheCall(row: CodeRow, { surface, call }: CodeQuery): boolean {
  if (surface !== "api" || call === null || row.money === "unknown") return false;
  return inquiryCalls.includes(call) || (row.calls === undefined && !chargingCalls.includes(call));
}

/** A family gives a code its likely cause and nothing more: what became of the money is unknown. */
function readingOfFamily(table: CodeTable, family: RangeRule): Reading {
  return {
    ...unmapped,
    rule: familyRule(table, family),
    known: true,
    category: family.category,
    reason: family.reason,
    disclosure: family.disclosure,
    basis: family.basis,
  };
}

const unmapped: Reading = {
  rule: "unmapped",
  known: false,
  category: "indeterminate",
  reason: "unknown_code",
  finality: "unresolved",
  money: "unknown",
  actor: "operator",
  advice: { action: "verify", reference: "same" },
  confirm_by_inquiry: false,
  disclosure: "show",
  basis: "assumed",
  values: {},
};
