import type { CodeRow } from "../row.ts";
import { literalsOf, placeholdersOf } from "../template.ts";
import type { Invariant } from "./invariant.ts";

/** The invariants that keep a row readable and its sources traceable. */
export const formInvariants: readonly Invariant<CodeRow>[] = [
  {
    name: "code_is_given",
    wrong: "The code is empty, or has space around it.",
    remedy: "Write the code exactly as on the wire.",
    broken: ({ code }) => code === "" || code !== code.trim(),
  },
  {
    name: "texts_are_not_empty",
    wrong: "A label, message or list of calls is there but empty.",
    remedy:
      "Use null for a text that the provider does not send, and leave `calls` out where every call is meant.",
    broken: ({ label, message, calls }) =>
      label?.trim() === "" || message?.trim() === "" || calls?.length === 0,
  },
  {
    name: "source_is_given",
    wrong: "It does not say where it was read.",
    remedy: "Name the document and the place, or an https address.",
    broken: ({ source }) => source.trim() === "",
  },
  {
    name: "seed_basis_cites_the_seed",
    wrong: "Its basis is the seed document, but its source is another.",
    remedy: "Begin the source with `seed`, or change the basis.",
    broken: ({ basis, source }) => basis === "seed" && !source.startsWith("seed"),
  },
  {
    name: "placeholders_are_well_formed",
    wrong: "A placeholder is not written as {name}, stands next to another one, or comes twice.",
    remedy:
      "Write {lower_case_name}, keep some text between two placeholders, and give each a name of its own.",
    broken: ({ code, message }) => !wellFormed(code) || (message !== null && !wellFormed(message)),
  },
  {
    name: "matched_message_has_words",
    wrong: "It is to be told apart by its message, but the message has no fixed words.",
    remedy: "Give the message's fixed words, or drop match_message.",
    broken: ({ match_message, message }) =>
      match_message === true && !/[a-z]{3}/i.test(literalsOf(message ?? "")),
  },
  {
    name: "advice_counts_whole",
    wrong: "A wait or a number of attempts is not a whole number above zero.",
    remedy: "Give whole seconds and whole attempts, or leave the field out.",
    broken: ({ advice }) =>
      [advice.after_seconds, advice.max_attempts].some(
        (number) => number !== undefined && !countable(number),
      ),
  },
  {
    name: "advice_names_the_fitting_reference",
    wrong: "The reference does not fit the advised action.",
    remedy: "resend_same goes with the same reference, retry_new with a new one.",
    broken: ({ advice: { action, reference } }) =>
      (action === "resend_same" && reference === "new") || (action === "retry_new" && reference === "same"),
  },
  {
    name: "http_status_exists",
    wrong: "There is no such HTTP status.",
    remedy: "Give the status from 100 to 599 with which the code comes, or null.",
    broken: ({ http_status }) =>
      http_status !== null && !(countable(http_status) && http_status >= 100 && http_status <= 599),
  },
];

function wellFormed(template: string): boolean {
  const names = placeholdersOf(template);
  const stray = /[{}]/.test(literalsOf(template)) || template.includes("%{");
  return !stray && !/\}\{/.test(template) && new Set(names).size === names.length;
}

function countable(number: number): boolean {
  return Number.isInteger(number) && number > 0;
}
