import type { Json } from "../../connector/simulator.ts";
import type { JournalEntry } from "../../sandbox/journal-entry.ts";
import type { Style, Terminal } from "../terminal.ts";
import { majorUnits } from "./major-units.ts";

export type TailEntry = JournalEntry & { readonly provider: string };

/** One happening as people read it: what came, what the provider did and why, and whom it told. */
export function tailLines(entry: TailEntry, terminal: Terminal): string {
  const { paint } = terminal;
  const time = paint("faint", entry.at.slice(11, 19));
  const codes = entry.codes.length === 0 ? "" : ` ${paint("strong", entry.codes.join(" "))}`;
  const first = `${time}  ${paint("strong", entry.provider)}  ${causeText(entry.cause)}${endText(entry, terminal)}${codes}`;
  const details = [
    ...entry.thoughts,
    ...entry.faults.map(({ id, kind }) => paint("careful", `Fault ${id}, ${words(kind)}.`)),
    ...entry.sent.map((line) => sentText(line, terminal)),
    ...entry.books.map((book) => paint("good", bookText(book))),
  ];
  return [first, ...details.map((detail) => `          ${detail}`)].join("\n");
}

function causeText(cause: TailEntry["cause"]): string {
  if ("call" in cause) return `${cause.call.method} ${cause.call.path}`;
  if ("passed_on" in cause) return "passes on a callback that was held back";
  if ("wallet" in cause) return `${cause.wallet}: ${cause.act}`;
  if ("act" in cause) return `${cause.phone_number}: ${words(cause.act)}`;
  return `goes on${taskText(cause.task)}`;
}

/** What every simulator calls a task by, as far as it says it in one word. */
function taskText(task: Json): string {
  const name = typeof task === "object" && task !== null && "do" in task ? task["do"] : null;
  return typeof name === "string" ? `: ${words(name)}` : "";
}

function bookText(book: Json): string {
  if (typeof book !== "object" || book === null || !("amount_minor" in book)) return "Books touched.";
  const { kind, currency, amount_minor, phone_number, receipt } = book;
  return `Books: ${kind} of ${currency} ${majorUnits(String(amount_minor))}, ${phone_number}, receipt ${receipt}`;
}

function endText({ end }: TailEntry, { paint }: Terminal): string {
  if (end === "done") return "";
  if (typeof end === "string") return paint("careful", `, ${endings[end]}`);
  if ("failed" in end) return paint("bad", `, the simulator failed: ${end.failed}`);
  return `, answered ${paint(styleOf(end.status), String(end.status))}`;
}

const endings = {
  hang: "never answered",
  reset: "connection reset",
  unheard: "never reached the provider",
  under_way: "not answered yet",
} as const;

function sentText({ request, exchange }: TailEntry["sent"][number], { paint }: Terminal): string {
  const what = `Sent ${request.method} ${request.url}`;
  if (exchange === "under_way") return `${what}, under way`;
  if (exchange.end === "answer")
    return `${what}, answered ${paint(styleOf(exchange.status), String(exchange.status))}`;
  return `${what}, ${paint("bad", exchange.cause)}`;
}

function styleOf(status: number): Style {
  return status < 400 ? "good" : status < 500 ? "careful" : "bad";
}

function words(name: string): string {
  return name.replaceAll("_", " ");
}
