import type { Finding, Reading } from "../core/outcome.ts";

/** The same message, as no more than a reason to ask. */
export function asHint(finding: Finding): Finding {
  return { ...finding, strength: "hint" };
}

/** A refused or failed question says nothing of the operation, so it is asked again, once the set-up is right. */
export function aboutTheQuestion(finding: Finding): Finding {
  const { reading } = finding;
  const advice = adviceOnQuestion(reading);
  return {
    ...finding,
    about: "call",
    reading: { ...reading, finality: "unresolved", money: "none", advice, confirm_by_inquiry: false },
  };
}

/** How long too many calls have to wait holds for all of them, whatever this one was about. */
function adviceOnQuestion({ category, advice: { action, after_seconds } }: Reading): Reading["advice"] {
  if (action === "fix_setup") return { action };
  const waits = category === "throttled" && after_seconds !== undefined;
  return { action: "verify", reference: "same", ...(waits && { after_seconds }) };
}
