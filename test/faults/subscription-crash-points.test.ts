import { test } from "vitest";
import {
  after,
  before,
  type CrashStory,
  type End,
  happens,
  KEPT,
  TAKEN_BACK,
} from "../support/crash-story.ts";
import type { Death } from "../support/sudden-death.ts";
import { linkedWallets } from "../support/systems/momo.ts";
import { newsletters } from "../support/systems/mtn.ts";
import { dailyNews } from "../support/systems/sla.ts";
import type { System } from "../support/systems.ts";

const runs: End = ["subscription", "active", 1];
const cancelled: End = ["subscription", "ended", 1];
/** Nobody knows whether the call left, so it is not made again, and a person has to say what became of it. */
const doubted: End = ["subscription", "pending", 0];

/** Of what is written about the subscription: the create begins, is answered, a PIN comes, the confirm begins. */
const PIN_TAKEN: Death = { when: "after", what: "apply_subscription", time: 3 };
/** The only operation here is what was charged. */
const CHARGE_TAKEN: Death = { when: "after", what: "accept", time: 1 };

const points: readonly (readonly [
  name: string,
  system: System,
  who: CrashStory["who"],
  death: Death,
  ends: CrashStory["ends"],
])[] = [
  // It charged nobody, and so it is made again: the reader gets another PIN.
  ["after a PIN was sent to a reader", dailyNews, KEPT, after("/v2.2/pin"), [runs]],
  // Nobody else knows the PIN, so the reader is asked for it again.
  ["between a PIN that it took and the call that passes it on", dailyNews, KEPT, PIN_TAKEN, [runs]],
  [
    "before the call leaves that charges a reader",
    dailyNews,
    KEPT,
    before("/subscription/create"),
    [doubted],
  ],
  [
    "after the call that charged a reader was answered",
    dailyNews,
    KEPT,
    after("/subscription/create"),
    [runs],
  ],
  [
    "after a charge became a payment, and before its subscription runs",
    dailyNews,
    KEPT,
    CHARGE_TAKEN,
    [runs],
  ],
  // An inquiry says that it still runs, and so the cancel is made once more.
  ["before a cancel leaves", dailyNews, TAKEN_BACK, before("/subscription/delete"), [cancelled]],
  ["after a cancel was answered", dailyNews, TAKEN_BACK, after("/subscription/delete"), [cancelled]],
  ["after a subscription was taken that costs at once", newsletters, KEPT, after("/subscriptions"), [runs]],
  // It charges nobody, and so it is made again.
  [
    "after a wallet was linked",
    linkedWallets,
    KEPT,
    after("/bind"),
    [
      ["subscription", "active", 1],
      ["payment", "succeeded", 1],
    ],
  ],
];

test.concurrent.each(points)(
  "a node that dies %s leaves it to another",
  { timeout: 180_000 },
  (_name, system, who, death, ends) => happens({ system, who, death, ends }),
);
