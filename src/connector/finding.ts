import type { Finding, Reading } from "../core/outcome.ts";

/** The same message, as no more than a reason to ask. */
export function asHint(finding: Finding): Finding {
  return { ...finding, strength: "hint" };
}

/** A refused or failed question says nothing of the operation, so it is asked again, once the set-up is right. */
export function aboutTheQuestion(finding: Finding): Finding {
  const { reading } = finding;
  const advice: Reading["advice"] =
    reading.advice.action === "fix_setup" ? { action: "fix_setup" } : { action: "verify", reference: "same" };
  return {
    ...finding,
    about: "call",
    reading: { ...reading, finality: "unresolved", money: "none", advice, confirm_by_inquiry: false },
  };
}
