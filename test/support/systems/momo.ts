import { momoVn } from "../../../src/providers/momo-vn/index.ts";
import type { System } from "../systems.ts";

const currency = "VND";
const amount = { value: "150000", currency };

/** A wallet that is charged as soon as its owner agrees. */
export const wallets: System = {
  provider: momoVn,
  kind: "payment",
  phoneNumber: (count) => `+8491${String(1_000_000 + count)}`,
  wish: (phone_number) => ({ amount, phone_number }),
  starts: (path) => path.endsWith("/create"),
  quick: {
    auto_approve_after_ms: 100,
    processing_ms: 20,
    bank_ms: 40,
    order_lives_ms: 100_000,
  },
  mute: {},
  people: [null, null, null, null, "no_money", "declines", "notification_lost"],
  gives_back: [
    { value: "60000", currency },
    { value: "90000", currency },
  ],
};

/** One whose money is held first, and taken when the merchant says so. */
export const heldWallets: System = {
  ...wallets,
  phoneNumber: (count) => `+8493${String(1_000_000 + count)}`,
  wish: (phone_number) => ({ amount, phone_number, capture: "manual" }),
  next: { at: "reserved", ask: "capture" },
};

/** One that its owner links once, and that is charged without asking from then on. */
export const linkedWallets: System = {
  provider: momoVn,
  kind: "subscription",
  phoneNumber: (count) => `+8497${String(1_000_000 + count)}`,
  wish: (phone_number) => ({ phone_number }),
  starts: wallets.starts,
  quick: wallets.quick,
  mute: {},
  people: wallets.people,
  charged: { value: "30000", currency },
};
