import { describe, expect, test } from "vitest";
import { says } from "../../../test/support/messages.ts";
import { HOUR, MINUTE, SECOND } from "../../../test/support/operations.ts";
import {
  asks,
  began,
  beganAsking,
  DAY,
  deadline,
  decidedUpon,
  lives,
  newSubscription,
  silent,
  standingSays,
  stands,
  tells,
  type Untimed,
  unsent,
} from "../../../test/support/subscription-histories.ts";
import type { Subscription } from "../subscription-life.ts";

const prompted = stands("answer", "pending");
const running = [began, prompted, asks("confirm"), began, stands("answer", "active")];
const active = (...and: Parameters<typeof lives>[1][]) => lives(newSubscription(), ...running, ...and);
const throttled = tells("answer", standingSays.throttled);

function made(subscription: Subscription): readonly string[] {
  return subscription.memory.attempts.map(({ kind, state }) => `${kind} ${state}`);
}

describe("a call that another node has given up", () => {
  const confirming = lives(newSubscription(), beganAsking, silent, asks("confirm"), began);

  test.each<readonly [string, Untimed]>([
    ["that it never left", unsent],
    ["that its answer is missing", silent],
    ["that it was refused", tells("answer", says.declined)],
    ["that it came too often", throttled],
  ])("and whose node tells late %s, says nothing of the call that was made since", (_what, late) => {
    const { memory } = lives(confirming, { ...late, attempt: 1 } as Untimed);
    expect(memory.attempts.at(-1)).toMatchObject({ number: 2, kind: "confirm", state: "sending" });
  });
});

describe("a create that started nothing", () => {
  test("is made again by the provider's waits, and ends the subscription when they are used up", () => {
    const again = lives(newSubscription(), began, unsent, began, unsent);
    expect(again.memory.next?.do).toBe("attempt");
    const over = lives(again, began, unsent);
    expect([over.status, over.outcome.safe_to_charge_again]).toEqual(["ended", true]);
    expect(made(over)).toEqual(["create not_started", "create not_started", "create not_started"]);
  });

  test("for it came too often, goes on being made when they are used up, as long as the answer says", () => {
    const patient = {
      ...standingSays.throttled,
      advice: { ...says.down.advice, after_seconds: 90 },
    } as const;
    const tries = [began, throttled, began, throttled, began, tells("answer", patient)];
    const subscription = lives(newSubscription(), ...tries);
    const answered_at = subscription.created_at + tries.length * SECOND;
    expect(subscription).toMatchObject({
      status: "pending",
      memory: { next: { do: "attempt", at: answered_at + 90 * SECOND } },
    });
  });

  test("is given up where its next turn would come after all patience", () => {
    const patient = {
      ...standingSays.throttled,
      advice: { ...says.down.advice, after_seconds: 4_000 },
    } as const;
    expect(lives(newSubscription(), began, tells("answer", patient)).status).toBe("ended");
  });
});

describe("a message that there is one already", () => {
  test("stops a create that is planned, so that no second one begins", () => {
    const stopped = lives(newSubscription(), began, throttled, stands("callback", "active"));
    expect(made(stopped)).toEqual(["create not_started", "create not_started"]);
    expect(stopped).toMatchObject({ status: "pending", memory: { next: { do: "inquire" } } });
    expect(lives(stopped, stands("inquiry", "active")).status).toBe("active");
  });

  test("of an end says nothing of a create whose answer was lost", () => {
    const lost = lives(newSubscription(), began, silent, stands("inquiry", "ended"));
    expect(lost).toMatchObject({ status: "pending", memory: { provider_reference: null } });
    const ours = { ...stands("inquiry", "ended"), repeats_our_name: true } as Untimed;
    expect(lives(lost, ours).status).toBe("ended");
  });
});

describe("what a page hands over", () => {
  const token = (evidence: "redirect" | "callback") =>
    tells(evidence, says.prompt, { strength: "hint", payer_answer: "token-1" });
  const terms = { challenge: "redirect", check_every: null } as const;
  const page = { type: "page_named", payer_url: "https://kilima.invalid/page" } as const;

  test("is confirmed with once, however many messages bring it, and forgotten then", () => {
    const planned = lives(newSubscription(terms), began, page, token("redirect"), token("callback"));
    expect(made(planned)).toEqual(["create open", "confirm planned"]);
    expect(planned.memory).toMatchObject({ payer_answer: "token-1", next: { do: "attempt" } });
    const confirmed = lives(
      planned,
      began,
      stands("answer", "active", { secret: "wallet-1" }),
      token("callback"),
    );
    expect(made(confirmed)).toEqual(["create ended", "confirm ended"]);
    expect(confirmed).toMatchObject({
      status: "active",
      memory: { payer_answer: null, secret: "wallet-1", awaiting_payer: false },
    });
  });

  test("is not sent a second time after a silence", () => {
    const lost = lives(newSubscription(terms), began, page, token("redirect"), began, silent);
    expect(made(lives(lost, token("callback")))).toEqual(["create open", "confirm silent"]);
  });
});

describe("a call that only sends a PIN", () => {
  test("may have sent it although its answer was lost, and nothing has begun without the confirm", () => {
    const lost = lives(newSubscription(), beganAsking, silent);
    expect(lost).toMatchObject({ status: "pending", memory: { awaiting_payer: true } });
    expect(lives(lost, asks("confirm"), began, stands("answer", "active")).status).toBe("active");
  });

  test("comes to nothing at the deadline, and the same may be bought again", () => {
    const over = lives(newSubscription({ inquiry_at: [] }), beganAsking, silent, deadline);
    expect(over).toMatchObject({
      status: "ended",
      outcome: { reason: "expired", safe_to_charge_again: true },
      memory: { review: null },
    });
  });

  test("leaves nothing at the provider that a cancel would have to end", () => {
    const withdrawn = lives(newSubscription(), beganAsking, prompted, asks("cancel"));
    expect(made(withdrawn)).toEqual(["create open"]);
    expect(withdrawn).toMatchObject({ status: "ended", outcome: { safe_to_charge_again: true } });
  });

  test("does not end it while the answer to a confirm is missing", () => {
    const lost = [beganAsking, silent, asks("confirm"), began, silent];
    const reviewed = lives(newSubscription({ inquiry_at: [] }), ...lost, deadline);
    expect(reviewed).toMatchObject({ status: "pending", memory: { review: { cause: "ladder_used_up" } } });
  });
});

describe("at the deadline", () => {
  test("a customer who never sent a PIN is waited for, and nobody is troubled", () => {
    const waiting = lives(newSubscription({ inquiry_at: [] }), began, prompted, deadline);
    expect(waiting.memory).toMatchObject({ review: null, opened_at: null, awaiting_payer: true });
    expect(lives(waiting, asks("confirm")).memory.next?.do).toBe("attempt");
  });

  test("a page that was opened but never heard of again goes to a person", () => {
    const terms = { challenge: "redirect", check_every: null, inquiry_at: [] } as const;
    const page = { type: "page_named", payer_url: "https://kilima.invalid/page" } as const;
    const { subscription } = decidedUpon(newSubscription(terms), began, page, deadline);
    expect(subscription.memory.review?.cause).toBe("ladder_used_up");
  });

  test("what goes on being asked about settles its review", () => {
    const reviewed = lives(newSubscription({ inquiry_at: [] }), began, silent, deadline);
    expect(reviewed.memory.next).toMatchObject({ do: "inquire" });
    const settled = decidedUpon(reviewed, stands("inquiry", "active"));
    expect(settled.effects).toEqual([
      { do: "close_review", how: "settled" },
      { do: "announce", what: "active" },
    ]);
  });
});

describe("a cancel", () => {
  test("that was lost is made again when an inquiry says that it still runs, and not for ever", () => {
    const lost = [asks("cancel"), began, silent];
    const again = [stands("inquiry", "active"), began, silent];
    expect(made(active(...lost, stands("inquiry", "active"))).at(-1)).toBe("cancel planned");
    const gaveUp = active(...lost, ...again, ...again, stands("inquiry", "active"));
    expect(made(gaveUp).filter((call) => call.startsWith("cancel"))).toHaveLength(3);
    expect(gaveUp).toMatchObject({ status: "active", memory: { cancel_asked: false } });
  });

  test("is not made again because of a notice, which may be older than it", () => {
    const lost = active(asks("cancel"), began, silent, stands("callback", "active"));
    expect(made(lost).at(-1)).toBe("cancel silent");
  });

  test("of what is said to be unsubscribed already is the end as soon as an inquiry says so", () => {
    const answer = tells("answer", standingSays.already_unsubscribed);
    const told = active(asks("cancel"), began, answer);
    expect(told).toMatchObject({ status: "active", memory: { next: { do: "inquire" } } });
    expect(lives(told, stands("inquiry", "ended")).status).toBe("ended");
  });

  test("that was taken may take its time, and where it comes to nothing a person hears of it", () => {
    const taken = active(asks("cancel"), began, tells("answer", says.working), stands("inquiry", "active"));
    expect(taken).toMatchObject({ status: "active", memory: { next: { do: "inquire" } } });
    expect(taken.memory.opened_at).not.toBeNull();
    expect(lives(taken, stands("inquiry", "ended")).status).toBe("ended");
  });

  test.each([
    ["taken", tells("answer", says.working)],
    ["lost", silent],
    ["doubted", tells("answer", standingSays.already_unsubscribed)],
  ])("that is asked for again and again, each time %s, does not put off the deadline", (_, end) => {
    const cancel = [asks("cancel"), began, end];
    const { opened_at } = active(...cancel).memory;
    expect(active(...cancel, ...cancel, ...cancel).memory.opened_at).toBe(opened_at);
  });

  test("ends what the provider has removed by itself, and only a resume would wake", () => {
    const removed = stands("inquiry", "paused", { reading: standingSays.removed });
    const paused = active(removed);
    expect(paused.status).toBe("paused");
    const cancelled = lives(paused, asks("cancel"), began, tells("answer", says.working), removed);
    expect(cancelled).toMatchObject({ status: "ended", outcome: { reason: "expired" } });
    expect(decidedUpon(cancelled, removed).verdict).toBe("ignored");
  });

  test("does not end what was removed, while a resume of it may still charge", () => {
    const removed = stands("inquiry", "paused", { reading: standingSays.removed });
    const resumed = active(removed, asks("resume"), began, silent, asks("cancel"), began);
    expect(lives(resumed, tells("answer", says.working), removed).status).toBe("paused");
  });

  test("that was refused is forgotten, and the provider is asked", () => {
    const refused = active(asks("cancel"), began, tells("answer", says.declined));
    expect(refused).toMatchObject({
      status: "active",
      memory: { cancel_asked: false, next: { do: "inquire" } },
    });
  });
});

test("news by a notice are looked at again soon, for notices overtake each other", () => {
  const { memory } = active(stands("callback", "grace"));
  const heard_at = newSubscription().created_at + (running.length + 1) * SECOND;
  expect(active().memory.next?.at).toBeGreaterThan(heard_at + HOUR);
  expect((memory.next?.at ?? 0) - active().created_at).toBeLessThan(MINUTE);
  expect(active(stands("inquiry", "grace")).memory.next?.at).toBeGreaterThan(heard_at + DAY - HOUR);
});

describe("the daily look for what no notice told", () => {
  const daily = active(stands("inquiry", "active"));
  const nextOf = ({ memory }: Subscription) => (memory.next?.at ?? 0) - newSubscription().created_at;

  test("is not put off by a notice, however many come", () => {
    const notices = Array.from({ length: 9 }, () => stands("callback", "active"));
    const noticed = active(stands("inquiry", "active"), ...notices);
    expect(noticed.memory.next).toEqual(daily.memory.next);
  });

  test("is repeated as an open question is, where it brought nothing", () => {
    expect(nextOf(daily)).toBeGreaterThan(DAY);
    const due = { ...daily, memory: { ...daily.memory, next: { do: "inquire", at: 0 } } } as const;
    const unanswered = lives(due, { type: "inquiry_silent", cause: "timed out" });
    expect(nextOf(unanswered)).toBeLessThan(MINUTE);
    const again = lives(unanswered, stands("inquiry", "active"));
    expect(nextOf(again)).toBeGreaterThan(DAY);
  });
});

test("a free period whose answer was lost is not given again before the provider was asked", () => {
  const lost = active(asks("free_period"), began, silent);
  expect(decidedUpon(lost, asks("free_period")).verdict).toBe("refused");
  const asked = lives(lost, stands("inquiry", "active"));
  expect(decidedUpon(asked, asks("free_period")).verdict).toBe("applied");
});

test("a resume whose answer was lost stays in doubt while the provider says paused", () => {
  const lost = active(
    stands("callback", "paused"),
    asks("resume"),
    began,
    silent,
    stands("inquiry", "paused"),
  );
  expect(lost.memory.opened_at).not.toBeNull();
  expect(decidedUpon(lost, asks("resume")).verdict).toBe("refused");
});

test("who started one without us is asked about before anybody hears of it", () => {
  const theirs = newSubscription({}, "provider");
  expect(decidedUpon(theirs, stands("callback", "active")).subscription.status).toBe("pending");
  expect(decidedUpon(theirs, stands("inquiry", "active")).effects).toEqual([
    { do: "announce", what: "active" },
  ]);
});
