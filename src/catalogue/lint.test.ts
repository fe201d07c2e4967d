import { describe, expect, test } from "vitest";
import { inDoubt, inventedRow, inventedTable } from "./invented.ts";
import { formInvariants } from "./lint/form.ts";
import { moneyInvariants } from "./lint/money.ts";
import { rangeInvariants } from "./lint/ranges.ts";
import { lint } from "./lint.ts";
import type { CodeRow, RangeRule } from "./row.ts";

/** For each invariant, rows that break it and no other. */
const broken: Readonly<Record<string, readonly Partial<CodeRow>[]>> = {
  unknown_money_is_asked_about: [
    { ...inDoubt, advice: { action: "none" } },
    { ...inDoubt, advice: { action: "ask_payer" } },
    { ...inDoubt, surface: "result", calls: ["inquiry"], advice: { action: "none" } },
  ],
  new_attempt_needs_proof: [
    { finality: "interim", category: "limit" },
    { finality: "provisional", advice: { action: "change_and_retry", reference: "new" } },
    { finality: "interim", advice: { action: "switch_method" } },
    { finality: "interim", advice: { action: "top_up_float" } },
    { finality: "interim", advice: { action: "retry_later", reference: "new" } },
    { finality: "interim", advice: { action: "retry_later", reference: "same" }, calls: ["submit"] },
  ],
  resend_same_needs_deduplication: [
    { ...inDoubt, advice: { action: "resend_same", reference: "same" } },
    { ...inDoubt, advice: { action: "resend_same", reference: "same" }, calls: ["capture"] },
    { ...inDoubt, advice: { action: "resend_same", reference: "same" }, calls: ["submit", "refund"] },
  ],
  completed_is_final: [
    { category: "completed", finality: "interim", money: "moved", advice: { action: "none" } },
    { category: "completed", finality: "final", money: "not_moved", advice: { action: "none" } },
  ],
  in_progress_is_not_final: [{ category: "in_progress", money: "not_moved", advice: { action: "wait" } }],
  final_failure_tells_money: [
    { money: "unknown", advice: { action: "verify" } },
    { money: "moved", advice: { action: "none" } },
    { money: "reserved", advice: { action: "capture_or_cancel" } },
  ],
  duplicate_is_asked_about: [
    { category: "duplicate", finality: "unresolved", money: "unknown", advice: { action: "escalate" } },
    { category: "duplicate", advice: { action: "verify" } },
    { category: "duplicate", money: "returned", advice: { action: "verify" } },
  ],
  only_what_is_open_can_be_cancelled_or_leave_doubt: [{ cancellable: true }, { leaves_doubt: "at_once" }],
  merchant_matters_are_masked: [
    { category: "risk" },
    { category: "merchant_setup" },
    { category: "merchant_funds" },
  ],
  none_only_where_no_money_can_move: [{ money: "none", calls: ["submit"], advice: { action: "none" } }],
  inquiry_answer_says_nothing_of_money: [
    { calls: ["inquiry"], advice: { action: "none" } },
    { calls: ["inquiry", "refund_inquiry"], money: "returned", advice: { action: "none" } },
  ],
  code_is_given: [{ code: "" }, { code: " 17" }],
  texts_are_not_empty: [{ label: "" }, { message: " " }, { calls: [] }],
  source_is_given: [{ source: " ", basis: "documented" }],
  seed_basis_cites_the_seed: [{ source: "https://example.org/codes" }],
  placeholders_are_well_formed: [
    { message: "at most %{max}" },
    { message: "at most {Max}" },
    { message: "at most {max" },
    { message: "at most {max}{currency}" },
    { message: "{max} or {max}" },
    { code: "blocked_{}" },
  ],
  matched_message_has_words: [{ match_message: true }, { match_message: true, message: "{all}" }],
  advice_counts_whole: [
    { advice: { action: "retry_new", after_seconds: 0.5 } },
    { advice: { action: "retry_new", max_attempts: 0 } },
  ],
  advice_names_the_fitting_reference: [{ advice: { action: "retry_new", reference: "same" } }],
  http_status_exists: [{ http_status: 0 }, { http_status: 600 }],
};

describe.each(Object.entries(broken))("%s", (invariant, rows) => {
  test.each(rows.map((row) => [JSON.stringify(row), row] as const))("is broken by %s", (_text, row) => {
    const complaints = lint(inventedTable([inventedRow(row)], { deduplicates: ["submit"] }));
    expect(complaints.map((complaint) => complaint.invariant)).toEqual([invariant]);
  });
});

const range: RangeRule = {
  surface: "api",
  pattern: /6\d{3}/,
  name: "billing errors",
  category: "indeterminate",
  reason: "unknown_error",
  disclosure: "show",
  source: "seed: Kilima guide 8",
  basis: "seed",
};

const brokenRanges: Readonly<Record<string, readonly Partial<RangeRule>[]>> = {
  range_never_completes: [{ category: "completed" }],
  range_is_named_and_sourced: [{ name: "" }, { source: "" }],
  range_is_masked: [{ category: "risk" }],
};

test.each(Object.entries(brokenRanges))("%s is broken by a range rule that does", (invariant, ranges) => {
  for (const wrong of ranges) {
    const complaints = lint(inventedTable([], { ranges: [{ ...range, ...wrong }] }));
    expect(complaints.map((complaint) => complaint.invariant)).toEqual([invariant]);
  }
});

test("every invariant has a row here that breaks it", () => {
  const names = [...moneyInvariants, ...formInvariants, ...rangeInvariants].map(({ name }) => name);
  expect([...Object.keys(broken), ...Object.keys(brokenRanges)].sort()).toEqual(names.sort());
});

describe("two rows that hold for the same messages", () => {
  test.each([
    ["neither names calls", {}, {}],
    ["they share a call", { calls: ["submit", "refund"] }, { calls: ["refund"] }],
    [
      "both match one message",
      { match_message: true, message: "gone" },
      { match_message: true, message: "gone" },
    ],
  ] as const)("are a complaint where %s", (_why, one, other) => {
    const complaints = lint(inventedTable([inventedRow(one), inventedRow(other)]));
    expect(complaints.map(({ invariant }) => invariant)).toEqual(["key_is_unique"]);
  });

  test.each([
    ["surface", {}, { surface: "result" }],
    ["HTTP status", {}, { http_status: 500 }],
    ["call", { calls: ["submit"] }, { calls: ["refund"] }],
    ["one being for every call", {}, { calls: ["refund"] }],
    ["message", { match_message: true, message: "gone" }, { match_message: true, message: "used" }],
    ["one not looking at the message", {}, { match_message: true, message: "used" }],
  ] as const)("are told apart by %s", (_what, one, other) => {
    expect(lint(inventedTable([inventedRow(one), inventedRow(other)]))).toEqual([]);
  });
});

test("rows that keep every invariant are passed, and a complaint says which row, what is wrong and what helps", () => {
  const resend = {
    ...inDoubt,
    code: "K2",
    calls: ["submit"],
    advice: { action: "resend_same", reference: "same" },
  } as const;
  const sound = [inventedRow(), inventedRow(resend)];
  expect(lint(inventedTable(sound, { ranges: [range], deduplicates: ["submit"] }))).toEqual([]);
  expect(lint(inventedTable(sound, { ranges: [range] }))).toEqual([
    {
      rule: "kilima/api/K2",
      invariant: "resend_same_needs_deduplication",
      wrong: expect.stringMatching(/\.$/),
      remedy: expect.stringMatching(/\.$/),
    },
  ]);
});
