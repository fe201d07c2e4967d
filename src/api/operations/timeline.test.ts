import { describe, expect, test } from "vitest";
import { timelineOf } from "./timeline.ts";
import { callbackWords, eventWords } from "./timeline-words.ts";

const found = {
  attempt: 1,
  evidence: "callback",
  about: "operation",
  strength: "proof",
  rule: "kilima/result/1032",
  reason: "cancelled_by_payer",
  finality: "final",
  money: "not_moved",
  provider: { code: "1032", label: null, message: "Request cancelled by user", http_status: null },
  verdict: "applied",
  because: null,
  status: "failed",
};

test("a callback stands before the event that it caused, and a new status is told", () => {
  const timeline = timelineOf({
    events: [
      { seq: 1, type: "created", at: 1_000, detail: {} },
      {
        seq: 2,
        type: "attempt_began",
        at: 1_010,
        detail: { verdict: "applied", because: null, status: "processing" },
      },
      { seq: 3, type: "found", at: 5_000, detail: found },
      {
        seq: 4,
        type: "found",
        at: 6_000,
        detail: { ...found, verdict: "ignored", because: "It has ended.", status: "failed" },
      },
    ],
    callbacks: [
      { attempt: 1, received_at: 5_000, verdict: "applied", cause: null },
      { attempt: 1, received_at: 5_500, verdict: "refused", cause: "The signature is wrong." },
    ],
    provider: "Kilima Money",
  });
  expect(timeline.map(({ kind, version, says }) => [kind, version, says])).toEqual([
    ["event", 1, "It was stored. Nothing was sent yet."],
    ["event", 2, "The call to Kilima Money was written down, and then made. It is now processing."],
    ["callback", null, "A callback of Kilima Money came in. It was read."],
    [
      "event",
      3,
      'A callback of Kilima Money said 1032, "Request cancelled by user". That reads as cancelled_by_payer, final: no money moved. It is now failed.',
    ],
    [
      "callback",
      null,
      "A callback of Kilima Money came in. It does not verify, so nothing of it was used. The signature is wrong.",
    ],
    [
      "event",
      4,
      'A callback of Kilima Money said 1032, "Request cancelled by user". That reads as cancelled_by_payer, final: no money moved. It changed nothing. It has ended.',
    ],
  ]);
});

describe("every event has its words", () => {
  test.each([
    [
      "attempt_not_sent",
      { cause: "ECONNREFUSED" },
      "Not one byte of the call left (ECONNREFUSED), so it can be made again.",
    ],
    [
      "attempt_silent",
      { cause: "TIMEOUT" },
      "No answer of Kilima Money came (TIMEOUT): nobody knows yet whether the money moved.",
    ],
    [
      "inquiry_silent",
      { cause: "There is nothing to ask with." },
      "The inquiry brought no answer (There is nothing to ask with).",
    ],
    [
      "held",
      { held_because: "phone_locked", until: "2026-11-21T10:05:00.000Z" },
      "The phone is busy with another prompt; the call waits until 2026-11-21T10:05:00.000Z.",
    ],
    [
      "held",
      { held_because: "provider_busy", until: "2026-11-21T10:05:00.000Z" },
      "Kilima Money takes no calls just now; the call waits until 2026-11-21T10:05:00.000Z.",
    ],
    [
      "held",
      { held_because: "payment_in_question", until: "2026-11-21T10:05:00.000Z" },
      "It is not certain any more that the payment took the money which this gives back; the call waits until 2026-11-21T10:05:00.000Z.",
    ],
    ["deadline_passed", {}, "The time for asking is used up."],
    [
      "person_decided",
      { by: "Amina", decision: "moved", why: "The statement shows it." },
      'Amina decided "moved", because: The statement shows it.',
    ],
    [
      "found",
      { ...found, about: "call", evidence: "inquiry", reason: "rate_limited" },
      'Asked about it, Kilima Money said 1032, "Request cancelled by user". That is about our question (rate_limited) and says nothing of the money.',
    ],
    [
      "found",
      { ...found, strength: "hint", provider: { code: null, label: null, message: null, http_status: 502 } },
      "A callback of Kilima Money said HTTP 502. That reads as cancelled_by_payer, final: no money moved. It is a hint and proves nothing by itself.",
    ],
    ["an event of a later version", {}, "an event of a later version"],
  ])("%s", (type, detail, words) => {
    expect(eventWords(type, detail, "Kilima Money")).toBe(words);
  });

  test("and so has every fate of a callback", () => {
    expect(callbackWords("unmatched", null, "Kilima Money")).toBe(
      "A callback of Kilima Money came in. It names nothing that is known here.",
    );
  });
});
