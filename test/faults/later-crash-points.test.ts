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
import { heldWallets, wallets } from "../support/systems/momo.ts";
import { prompts } from "../support/systems/mtn.ts";
import { phoneBills, texts } from "../support/systems/sla.ts";
import type { System } from "../support/systems.ts";

/** Given back whole or not at all. */
const whole = (system: System): System => ({ ...system, gives_back: system.gives_back?.slice(0, 1) ?? [] });

const paid: End = ["payment", "succeeded", 1];
/** Nobody knows whether the call left, so it is not made again, and a person has to say what became of it. */
const doubted: End = ["payment", "in_reconciliation", 0];

const points: readonly (readonly [
  name: string,
  system: System,
  who: CrashStory["who"],
  death: CrashStory["death"],
  ends: CrashStory["ends"],
])[] = [
  // Nobody else knows the PIN, so the payer is asked for it again.
  [
    "between a PIN that it took and the call that passes it on",
    phoneBills,
    KEPT,
    { when: "after", what: "remember_call_reference", time: 2 },
    [paid],
  ],
  // This provider cannot be asked about a charge whose answer was lost, so a person is.
  ["before a PIN leaves", phoneBills, KEPT, before("/v2.2/charge"), [doubted]],
  [
    "after a PIN was answered",
    phoneBills,
    KEPT,
    after("/v2.2/charge"),
    [["payment", "in_reconciliation", 1]],
  ],
  ["after a token was fetched, and nothing else", prompts, KEPT, after("/oauth"), [doubted]],
  // This provider knows a call again by its name, so it is sent again as soon as the money is found to be held.
  ["before a capture leaves", heldWallets, KEPT, before("/confirm"), [paid]],
  ["after a capture was answered", heldWallets, KEPT, after("/confirm"), [paid]],
  [
    "before a refund leaves",
    whole(wallets),
    TAKEN_BACK,
    before("/refund"),
    [paid, ["refund", "in_reconciliation", 0]],
  ],
  [
    "after a refund was answered",
    whole(wallets),
    TAKEN_BACK,
    after("/refund"),
    [paid, ["refund", "succeeded", 1]],
  ],
  [
    "after a refund was answered that cannot be asked about",
    whole(phoneBills),
    TAKEN_BACK,
    after("/v2.2/refund"),
    [paid, ["refund", "in_reconciliation", 1]],
  ],
  ["before a message leaves", texts, KEPT, before("/v2.2/sms"), [["message", "in_reconciliation", 0]]],
  // It was sent, and this provider cannot be asked about one whose answer was lost.
  ["after a message was answered", texts, KEPT, after("/v2.2/sms"), [["message", "in_reconciliation", 1]]],
];

test.concurrent.each(points)(
  "a node that dies %s leaves it to another",
  { timeout: 180_000 },
  (_name, system, who, death, ends) => happens({ system, who, death, ends }),
);
