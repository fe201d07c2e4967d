import { expect, test } from "vitest";
import { says } from "../../../test/support/messages.ts";
import { born, MINUTE, SECOND } from "../../../test/support/operations.ts";
import {
  asks,
  began,
  deadline,
  reachSubscription,
  silent,
  standingSays,
  stands,
  subscriptionSituations,
  tells,
  timed,
  type Untimed,
  unsent,
} from "../../../test/support/subscription-histories.ts";
import { subscriptionChanges, subscriptionStatuses } from "../subscription.ts";
import type { SubscriptionEffect } from "../subscription-event.ts";
import type { Subscription, SubscriptionStep } from "../subscription-life.ts";
import { decideSubscription } from "./decide-subscription.ts";
import type { SubscriptionDecided } from "./decision.ts";

/** When the event comes: later than every situation's history, and before its deadline. */
const NOW = born + MINUTE;

/** The table is the state diagram: a change to `decideSubscription` shows as changed lines of it. Read every one of them. */
test("every status meets every event", async () => {
  const blocks = subscriptionSituations.map((situation) => {
    const subscription = reachSubscription(situation);
    const lines = events.map(([name, event]) =>
      line(subscription, name, decideSubscription(subscription, timed(subscription, event, NOW))),
    );
    return [`\n# ${situation[0]}: ${standing(subscription)}`, ...lines].join("\n");
  });
  const heading = row(["status", "event", "status then, what is special", "next", "effects", "verdict"]);
  await expect(`${heading}\n${blocks.join("\n")}\n`).toMatchFileSnapshot("./every-event.txt");
});

test("the situations are what their names say, and no status is forgotten", () => {
  for (const situation of subscriptionSituations)
    expect(situation[0].split(",")[0]).toBe(reachSubscription(situation).status);
  const reached = subscriptionSituations.map((situation) => reachSubscription(situation).status);
  expect(new Set(reached)).toEqual(new Set(subscriptionStatuses));
});

const person = { type: "person_decided", by: "asha", why: "the statement" } as const;
const hint = { strength: "hint" } as const;

const events: readonly (readonly [string, Untimed])[] = [
  ["attempt began", began],
  ["attempt not sent", unsent],
  ["attempt not sent, of an earlier call", { ...unsent, attempt: 0 } as Untimed],
  ["attempt silent", silent],
  ["attempt silent, of an earlier call", { ...silent, attempt: 0 } as Untimed],
  ["page named", { type: "page_named", payer_url: "https://kilima.invalid/page" }],
  ["payer's answer is gone", { type: "payer_answer_gone" }],
  ["held", { type: "held", until: NOW + 90 * SECOND }],
  ["answer: completed, standing unknown", tells("answer", says.completed)],
  ["answer: active", stands("answer", "active")],
  ["answer: ended", stands("answer", "ended")],
  ["answer: PIN sent", stands("answer", "pending")],
  ["answer: working", tells("answer", says.working)],
  ["answer: declined", tells("answer", says.declined)],
  ["answer: declined, about the call", tells("answer", says.declined, { about: "call" })],
  ["answer: throttled", tells("answer", standingSays.throttled)],
  ["answer: provider down", tells("answer", says.down)],
  ["answer: already subscribed", tells("answer", standingSays.already_subscribed)],
  ["answer: already unsubscribed", tells("answer", standingSays.already_unsubscribed)],
  ["answer: unmapped", tells("answer", says.unmapped)],
  ["answer: unreadable", tells("answer", says.unmapped, hint)],
  ["answer: declined, of an earlier call", { ...tells("answer", says.declined), attempt: 0 } as Untimed],
  ["callback: active", stands("callback", "active")],
  ["callback: active, unsigned", stands("callback", "active", hint)],
  ["callback: trial", stands("callback", "trial")],
  ["callback: grace", stands("callback", "grace")],
  ["callback: paused", stands("callback", "paused")],
  ["callback: pending", stands("callback", "pending")],
  ["callback: ended", stands("callback", "ended")],
  ["callback: ended, unsigned", stands("callback", "ended", hint)],
  [
    "callback: ended, to be confirmed",
    stands("callback", "ended", { reading: { ...standingSays.over, confirm_by_inquiry: true } }),
  ],
  ["callback: declined", tells("callback", says.declined)],
  ["callback: a page's token", tells("redirect", says.prompt, { ...hint, payer_answer: "token-1" })],
  ["inquiry: active", stands("inquiry", "active")],
  ["inquiry: trial", stands("inquiry", "trial")],
  ["inquiry: grace", stands("inquiry", "grace")],
  ["inquiry: paused", stands("inquiry", "paused")],
  ["inquiry: removed", stands("inquiry", "paused", { reading: standingSays.removed })],
  ["inquiry: pending", stands("inquiry", "pending")],
  ["inquiry: ended", stands("inquiry", "ended")],
  [
    "inquiry: ended, may change",
    stands("inquiry", "ended", { reading: { ...standingSays.over, finality: "provisional" } }),
  ],
  ["inquiry: declined", tells("inquiry", says.declined)],
  ["inquiry: not found", tells("inquiry", says.not_found)],
  ["inquiry: unmapped", tells("inquiry", says.unmapped)],
  ["inquiry: about the call alone", tells("inquiry", says.down, { about: "call" })],
  ["inquiry silent", { type: "inquiry_silent", cause: "timed out" }],
  ["cannot ask", { type: "cannot_ask" }],
  ["deadline passed", deadline],
  ...subscriptionChanges.map((change) => [`${change} asked`, asks(change)] as const),
  ["sync asked", { type: "sync_asked" }],
  ["person: active", { ...person, decision: "active" }],
  ["person: paused", { ...person, decision: "paused" }],
  ["person: ended", { ...person, decision: "ended" }],
  ["person: keep asking", { ...person, decision: "keep_asking" }],
];

const columns = [8, 35, 42, 18, 52];

function line(before: Subscription, event: string, decided: SubscriptionDecided): string {
  const { subscription, effects, verdict, because } = decided;
  return row([
    before.status,
    event,
    special(subscription),
    next(subscription.memory.next),
    effects.map(describe).join(", ") || "-",
    because === null ? verdict : `${verdict}: ${because}`,
  ]);
}

function standing(subscription: Subscription): string {
  const { attempts, next: step } = subscription.memory;
  const made = attempts.map(({ kind, state }) => `${kind} ${state}`).join(", ") || "no call";
  return `${special(subscription)}; ${made}; ${next(step)}`;
}

function special({ status, outcome, memory }: Subscription): string {
  const words = [
    memory.opened_at === null ? null : "in doubt",
    memory.awaiting_payer ? "customer awaited" : null,
    memory.cancel_asked ? "cancelling" : null,
    memory.payer_answer === null ? null : "token kept",
    outcome.safe_to_charge_again ? "safe" : null,
  ].filter((word) => word !== null);
  const last = memory.attempts.at(-1);
  const call = last === undefined ? [] : [`${last.kind} ${last.state}`];
  return [`${status}`, ...words, ...call].join(", ");
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(columns[index] ?? 0))
    .join(" | ")
    .trimEnd();
}

function next(step: SubscriptionStep | null): string {
  if (step === null) return "-";
  const seconds = (step.at - NOW) / SECOND;
  return `${step.do.replace("_", " ")} ${seconds > 0 ? `in ${seconds} s` : "now"}`;
}

function describe(effect: SubscriptionEffect): string {
  switch (effect.do) {
    case "announce":
      return `announce ${effect.what}`;
    case "open_review":
      return `open review (${effect.cause})`;
    case "close_review":
      return `close review (${effect.how})`;
  }
}
