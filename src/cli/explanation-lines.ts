import type { ExplainedReading, Explanation } from "../catalogue/index.ts";
import { inWords, moneyStyle } from "./reading-style.ts";
import { type Term, termLines } from "./term-lines.ts";
import type { Terminal } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

/** One meaning of a code: where it stands and the provider's words, then what it means, term by term. */
export function readingLines(
  explanation: Explanation,
  reading: ExplainedReading,
  terminal: Terminal,
): readonly string[] {
  const { paint, width } = terminal;
  const words = reading.message ?? reading.label;
  return [
    `${paint("strong", reading.code)}  ${explanation.name}`,
    ...(words === null ? [] : wrapText(words, width)),
    paint("faint", placeOf(reading)),
    "",
    ...termsOf(reading).flatMap((term) => termLines(term, terminal)),
  ];
}

/** Codes that may have been meant; no line where there are none. */
export function nearMissLines(
  { near, provider }: Explanation,
  { paint, width }: Terminal,
): readonly string[] {
  if (near.length === 0) return [];
  const lines = near.map((miss) => {
    const command = `hakika explain ${miss.provider} ${quoted(miss.code)} --surface ${miss.surface}`;
    const room = Math.max(0, width - command.length - 4);
    return `  ${paint("strong", command)}  ${cut(miss.message ?? miss.label ?? "", room)}`.trimEnd();
  });
  const elsewhere = near.every((miss) => miss.provider !== provider);
  return [elsewhere ? "Another provider has it:" : "Perhaps you mean:", ...lines];
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

function quoted(code: string): string {
  return /^[\w.-]+$/.test(code) ? code : `"${code}"`;
}

function placeOf({ rule, calls, http_status, label }: ExplainedReading): string {
  const parts = [rule, label, calls === null ? "any call" : calls.map(inWords).join(", ")];
  if (http_status !== null) parts.push(`HTTP ${http_status}`);
  return parts.filter((part) => part !== null).join(" · ");
}

function termsOf(reading: ExplainedReading): readonly Term[] {
  const { advice_sentence, finality, provider_says, words } = reading;
  return [
    { term: "Why", says: `${inWords(reading.reason)} (${reading.category})` },
    { term: "Money", says: `${inWords(reading.money)}, ${finality}`, style: moneyStyle(reading) },
    { term: "Charge again", says: safety(reading), style: reading.safe_to_charge_again ? "good" : "careful" },
    {
      term: "Next",
      says: reading.actor === "none" ? advice_sentence : `${advice_sentence} (${reading.actor})`,
    },
    { term: "Operator", says: words.operator },
    { term: reading.disclosure === "mask" ? "Payer (masked)" : "Payer", says: words.payer },
    { term: "Values", says: listed(reading.values) },
    { term: "Provider says", says: listed(provider_says) },
    { term: "Notes", says: reading.notes },
    { term: "Source", says: `${reading.source} (${reading.basis})`, style: "faint" },
  ];
}

function safety({ safe_to_charge_again, confirm_by_inquiry }: ExplainedReading): string {
  if (safe_to_charge_again) return "safe";
  return confirm_by_inquiry ? "not before an inquiry confirms it" : "not safe";
}

function listed(fields: ExplainedReading["values"] | ExplainedReading["provider_says"]): string | null {
  const texts = Object.entries(fields).map(
    ([name, value]) => `${name}: ${typeof value === "boolean" ? yesOrNo(value) : value}`,
  );
  return texts.length === 0 ? null : texts.join("; ");
}

function yesOrNo(value: boolean): string {
  return value ? "yes" : "no";
}
