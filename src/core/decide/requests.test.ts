import { describe, expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import {
  AMOUNT_MINOR,
  afterwards,
  born,
  HOUR,
  newOperation,
  SECOND,
  type Untimed,
} from "../../../test/support/operations.ts";
import type { Event } from "../event.ts";
import { decide } from "./decide.ts";

const began: Untimed = { type: "attempt_began" };
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const notSent: Untimed = { type: "attempt_not_sent", cause: "connection refused" };
const capture: Untimed = { type: "capture_asked" };
const confirm: Untimed = { type: "confirm_asked" };
const cancel: Untimed = { type: "cancel_asked" };

describe("a capture", () => {
  const reserved = afterwards(
    newOperation({ capture: "manual", can_cancel: true }),
    began,
    found("callback", says.reserved),
  );
  const capturing = afterwards(reserved, capture, began);

  test.each([
    ["is lost", silent],
    ["is answered with an unknown code", found("answer", says.unmapped, { attempt: 2 })],
    ["is accepted, and worked on", found("answer", says.working, { attempt: 2 })],
  ])("that %s is asked about, and not made again meanwhile", (_, end) => {
    const doubtful = afterwards(capturing, end);
    expect(doubtful).toMatchObject({ status: "processing", memory: { next: { do: "inquire" } } });
    const stillReserved = afterwards(doubtful, found("inquiry", says.reserved));
    expect(stillReserved.status).toBe("processing");
    expect(decide(stillReserved, { ...capture, at: born } as Event).verdict).toBe("refused");
  });

  test("that never left leaves the funds reserved, however long they have been", () => {
    const later = { ...capturing, memory: { ...capturing.memory, opened_at: born - 48 * HOUR } };
    expect(afterwards(later, notSent)).toMatchObject({
      status: "reserved",
      memory: { next: null, review: null },
    });
  });

  test("that is lost begins the ladder anew, for reserved funds may have waited for days", () => {
    const later = { ...capturing, memory: { ...capturing.memory, opened_at: born - 48 * HOUR } };
    expect(afterwards(later, silent).memory.next).toEqual({ do: "inquire", at: born + 6 * SECOND });
  });

  test("that is refused makes us ask, for the hold may have ended", () => {
    const refused = afterwards(capturing, found("answer", says.declined, { attempt: 2 }));
    expect(refused).toMatchObject({ status: "reserved", memory: { next: { do: "inquire" } } });
    expect(afterwards(refused, found("inquiry", says.reserved))).toMatchObject({
      status: "reserved",
      memory: { next: null },
    });
    expect(afterwards(refused, found("inquiry", says.withdrawn)).status).toBe("failed");
  });
});

describe("a PIN", () => {
  const asked = afterwards(newOperation({ challenge: "pin" }), began, found("answer", says.prompt));

  test("that is lost is not asked for again, for a second one could charge a second time", () => {
    const doubtful = afterwards(asked, confirm, began, silent, found("inquiry", says.prompt));
    expect(doubtful.status).toBe("processing");
    expect(decide(doubtful, { ...confirm, at: born } as Event).verdict).toBe("refused");
  });

  test("that is refused may be given again", () => {
    const refused = afterwards(asked, confirm, began, found("answer", says.declined, { attempt: 2 }));
    expect(afterwards(refused, confirm).memory.attempts.at(-1)).toMatchObject({
      kind: "confirm",
      state: "planned",
    });
  });

  test("under way, charging again is not called safe, whatever a callback says", () => {
    const failed = afterwards(asked, confirm, began, found("callback", says.declined));
    expect(failed).toMatchObject({ status: "failed", outcome: { safe_to_charge_again: false } });
  });
});

describe("a cancel", () => {
  const prompted = afterwards(newOperation({ can_cancel: true }), began, found("answer", says.prompt));
  const cancelling = afterwards(prompted, cancel, began);

  test("never makes money that moved look cancelled", () => {
    for (const attempt of [1, 2]) {
      expect(afterwards(cancelling, silent, found("inquiry", says.completed, { attempt })).status).toBe(
        "succeeded",
      );
      expect(afterwards(cancelling, found("callback", says.completed, { attempt })).status).toBe("succeeded");
    }
  });

  test("that took effect is the end, and so is the provider's word that it did", () => {
    expect(afterwards(cancelling, found("answer", says.withdrawn, { attempt: 2 })).status).toBe("cancelled");
    expect(afterwards(cancelling, silent, found("inquiry", says.withdrawn)).status).toBe("cancelled");
  });

  test("that was refused is forgotten: a later withdrawal was not ours", () => {
    const refused = afterwards(cancelling, found("answer", says.declined, { attempt: 2 }));
    expect(afterwards(refused, found("callback", says.withdrawn)).status).toBe("failed");
  });

  test.each([
    ["is lost", silent, "silent"],
    ["never left", notSent, "not_started"],
    ["is answered", found("answer", says.declined, { attempt: 2 }), "open"],
    ["is answered in words that prove nothing", found("answer", says.unmapped, { attempt: 2 }), "open"],
  ])("that %s after the end is under way no longer, and changes nothing else", (_, end, state) => {
    const ended = afterwards(cancelling, found("callback", says.completed));
    const after = afterwards(ended, end);
    expect(after.memory.attempts.at(-1)).toMatchObject({ kind: "cancel", state });
    expect(after).toMatchObject({ status: "succeeded", outcome: ended.outcome, memory: { next: null } });
  });

  test("planned is still made when a callback comes before it", () => {
    const planned = afterwards(prompted, cancel, found("callback", says.working));
    expect(planned.memory.next).toMatchObject({ do: "attempt" });
    expect(afterwards(planned, began).memory.attempts).toMatchObject([
      {},
      { kind: "cancel", state: "sending" },
    ]);
  });
});

describe("a person", () => {
  const person = { type: "person_decided", by: "asha", why: "the statement" } as const;
  const moved: Untimed = { ...person, decision: "moved" };
  const notMoved: Untimed = { ...person, decision: "not_moved" };
  const differs = found("callback", says.completed, { amount_minor: AMOUNT_MINOR + 1n });

  test("decides alone where the amounts differ", () => {
    const differing = afterwards(newOperation(), began, differs);
    expect(afterwards(differing, found("callback", says.completed)).status).toBe("in_reconciliation");
    expect(afterwards(differing, notSent)).toMatchObject({
      status: "in_reconciliation",
      memory: { attempts: [{}] },
    });
    expect(afterwards(differing, moved).status).toBe("succeeded");
  });

  test("decides alone too where the amounts came to differ after the ladder was used up", () => {
    const late = afterwards(
      newOperation({ inquiry_at: [] }),
      began,
      silent,
      { type: "deadline_passed" },
      differs,
    );
    expect(afterwards(late, found("callback", says.completed)).status).toBe("in_reconciliation");
  });

  test("who agrees with what stands changes nothing, and charging again is as safe as before", () => {
    const cancelling = afterwards(
      newOperation({ can_cancel: true }),
      began,
      found("answer", says.prompt),
      cancel,
      began,
    );
    const cancelled = afterwards(cancelling, found("answer", says.withdrawn, { attempt: 2 }));
    expect(afterwards(cancelled, found("callback", says.completed), notMoved)).toMatchObject({
      status: "cancelled",
      outcome: { ...cancelled.outcome, safe_to_charge_again: true },
      memory: { review: null },
    });
  });

  test("who says that it moved is not doubted by the proof that comes later", () => {
    const decided = afterwards(
      newOperation({ inquiry: "never" }),
      began,
      silent,
      { type: "deadline_passed" },
      moved,
    );
    expect(afterwards(decided, found("callback", says.completed)).memory.review).toBeNull();
  });
});
