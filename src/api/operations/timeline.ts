import type { StoredCallback } from "../../store/callbacks.ts";
import type { StoredEvent } from "../../store/timeline.ts";
import { showTime } from "../moment.ts";
import { callbackWords, type Detail, eventWords } from "./timeline-words.ts";

type KeptCallback = Pick<StoredCallback, "attempt" | "received_at" | "verdict" | "cause">;

interface Entry {
  readonly at: number;
  readonly kind: "event" | "callback";
  readonly type: string;
  readonly says: string;
  readonly version: number | null;
  readonly detail: Detail;
}

/** Events and callbacks in the order of their time. At the same moment the callback goes first: it is the cause. */
export function timelineOf(of: {
  readonly events: readonly StoredEvent[];
  readonly callbacks: readonly KeptCallback[];
  readonly provider: string;
  /** How events are told; left out: as an operation's. */
  readonly words?: (type: string, detail: Detail, provider: string) => string;
  /** The status that it had when it was stored; left out: as an operation. */
  readonly first?: string;
}) {
  const { words = eventWords, first = "created" } = of;
  const statuses = of.events.map(({ detail }) => detail["status"]);
  const entries = [
    ...of.callbacks.map((callback) => callbackEntry(callback, of.provider)),
    ...of.events.map((event, index) => {
      const says = words(event.type, event.detail, of.provider);
      return eventEntry(event, says, statuses[index - 1] ?? first);
    }),
  ];
  return entries
    .sort((one, other) => one.at - other.at)
    .map(({ at, ...entry }) => ({ at: showTime(at), ...entry, detail: { ...entry.detail } }));
}

function callbackEntry({ attempt, received_at, verdict, cause }: KeptCallback, provider: string): Entry {
  return {
    at: received_at,
    kind: "callback",
    type: verdict,
    says: callbackWords(verdict, cause, provider),
    version: null,
    detail: { attempt, verdict, cause },
  };
}

function eventEntry(event: StoredEvent, words: string, was: unknown): Entry {
  const { seq, type, at, detail } = event;
  const says = [words, consequence(event, was)].filter((part) => part !== "");
  return { at, kind: "event", type, says: says.join(" "), version: seq, detail };
}

function consequence({ detail }: StoredEvent, was: unknown): string {
  if (detail["verdict"] === "ignored") return `It changed nothing. ${detail["because"] ?? ""}`.trim();
  const status = detail["status"];
  const now = typeof status === "string" && status !== was ? `It is now ${status}.` : "";
  return `${now} ${detail["because"] ?? ""}`.trim();
}
