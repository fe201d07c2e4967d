import { expect, test } from "vitest";
import { codes } from "../codes.ts";
import { answered } from "../testing/orders.ts";
import { calls, named, START_MS, shop, subscription } from "../testing/subscription-orders.ts";
import { standings } from "./standings.ts";

const UUID = named.provider_reference;

const charged = (id: string, at: string, more: object = {}) => ({
  status: "CHARGED",
  bill_id: `bill-${id}`,
  timestamp: at,
  transaction_id: id,
  ...more,
});
const described = (fields: object) =>
  answered({
    uuid: UUID,
    status: "ACTIVE",
    service: shop.subscription_campaign,
    msisdn: "2348090001234",
    frequency: "daily",
    amount: "100.0",
    currency: "NGN",
    next_payment_timestamp: "2026-03-02T08:30:00Z",
    transactions: [charged("700000123", "2026-03-01T08:30:00Z")],
    ...fields,
  });

test.each(Object.entries(standings))("%s is read as the table says", (state, { standing }) => {
  expect(calls.readInquiry(described({ status: state }), named).standing).toBe(standing);
});

test("every state that they document is in the registry, and no other word is", () => {
  const rows = codes.rows.filter(({ surface }) => surface === "notification").map(({ code }) => code);
  const documented = Object.keys(standings).filter((word) => word !== "EXPIRED" && word !== "WAITING");
  expect(rows.toSorted()).toEqual(documented.toSorted());
});

test.each(["MIGRATED", "toString", "__proto__", ""])("%s is no state that anybody knows", (state) => {
  expect(calls.readInquiry(described({ status: state }), named)).toMatchObject({
    standing: null,
    reading: { finality: "unresolved" },
  });
});

test("charges come oldest first, and none of those that were made is settled by the list", () => {
  const transactions = [
    charged("3", "2026-03-03 08:30:00 +0000", { bill_id: "b" }),
    charged("1", "2026-03-01T08:30:00Z"),
    charged("2", "2026-03-02 08:30:00 UTC", { bill_id: "b", status: "INSUFFICIENT_FUNDS" }),
  ];
  const { charges } = calls.readInquiry(described({ transactions }), named);
  const price = { minor: 10_000n, currency: "NGN" };
  expect(charges).toMatchObject([
    { provider_reference: "1", period: "bill-1", amount: null, price, reading: { finality: "interim" } },
    { provider_reference: "2", period: "b", amount: null, price, reading: { money: "not_moved" } },
    { provider_reference: "3", period: "b", amount: null, price, reading: { money: "unknown" } },
  ]);
});

const refused = (id: string, at: string, bill_id: string) =>
  charged(id, at, { bill_id, status: "INSUFFICIENT_FUNDS" });

test("what was taken for a part of a period is known by how soon the next charge comes", () => {
  const transactions = [
    charged("whole", "2026-01-01T08:30:00Z"),
    refused("no", "2026-02-01T08:30:00Z", "february"),
    charged("part", "2026-02-01T08:30:00Z", { bill_id: "february" }),
    refused("no again", "2026-02-08T08:30:00Z", "rest"),
    charged("retried", "2026-02-08T16:30:00Z", { bill_id: "rest" }),
    refused("no more", "2026-03-08T16:30:00Z", "march"),
    charged("last part", "2026-03-08T16:30:00Z", { bill_id: "march" }),
  ];
  const monthly = { transactions, frequency: "monthly", next_payment_timestamp: "2026-03-15T16:30:00Z" };
  const { charges } = calls.readInquiry(described(monthly), named);
  const prices = charges.map(({ provider_reference, price }) => [provider_reference, price?.minor]);
  expect(prices.filter(([id]) => !String(id).startsWith("no"))).toEqual([
    ["whole", 10_000n],
    ["part", 2_500n],
    ["retried", 10_000n],
    ["last part", 2_500n],
  ]);
});

test.each([
  ["ACTIVE", "wait"],
  ["GRACE", "wait"],
  ["SUSPENDED", "wait"],
  ["PROCESSING", "wait"],
  ["REMOVED", "retry_later"],
  ["DELETED", "retry_later"],
  ["CREATED", "retry_later"],
])(
  "what was declined for a subscription that is %s says %s: while it goes on, they try it again",
  (status, action) => {
    const transactions = [refused("2", "2026-03-02T08:30:00Z", "march")];
    const { charges } = calls.readInquiry(described({ status, transactions }), named);
    expect(charges).toMatchObject([
      { reading: { finality: "final", money: "not_moved", advice: { action } } },
    ]);
  },
);

test("a retry that failed is over, whatever comes after it", () => {
  const retried = charged("2", "2026-03-02T16:30:00Z", { status: "RETRY_FAILED" });
  expect(calls.readInquiry(described({ transactions: [retried] }), named)).toMatchObject({
    standing: "grace",
    charges: [{ reading: { reason: "declined_by_operator", finality: "final", money: "not_moved" } }],
  });
});

test("a part that was taken in the second of the refusal came after it, also where the newest come first", () => {
  const transactions = [
    charged("2", "2026-03-01T08:30:00Z", { bill_id: "march" }),
    refused("1", "2026-03-01T08:30:00Z", "march"),
  ];
  const monthly = { transactions, frequency: "monthly", next_payment_timestamp: "2026-03-08T08:30:00Z" };
  expect(calls.readInquiry(described(monthly), named)).toMatchObject({
    standing: "active",
    charges: [{ provider_reference: "1" }, { provider_reference: "2", price: { minor: 2_500n } }],
  });
});

test("no more than the newest hundred charges are told", () => {
  const transactions = Array.from({ length: 250 }, (_, index) =>
    charged(String(index), new Date(START_MS + index * 1000).toISOString()),
  );
  const { charges } = calls.readInquiry(described({ transactions }), named);
  expect(charges).toHaveLength(100);
  expect(charges.at(-1)?.provider_reference).toBe("249");
});

test("one that they call active with its last charge unpaid is in grace", () => {
  const unpaid = charged("2", "2026-03-02T08:30:00Z", { status: "INSUFFICIENT_FUNDS" });
  const paid = charged("1", "2026-03-01T08:30:00Z");
  const inGrace = described({ transactions: [unpaid, paid] });
  const paidAgain = described({
    transactions: [paid, unpaid, charged("3", "2026-03-02T16:30:00Z", { bill_id: "bill-2" })],
  });
  expect(calls.readInquiry(inGrace, named).standing).toBe("grace");
  expect(calls.readInquiry(paidAgain, named).standing).toBe("active");
});

test("a renewal whose end nobody knows takes nothing away", () => {
  const unclear = charged("2", "2026-03-02T08:30:00Z", { status: "SYSTEM_ERROR" });
  expect(calls.readInquiry(described({ transactions: [unclear] }), named).standing).toBe("active");
});

test("another subscription than the one asked about proves nothing", () => {
  expect(calls.readInquiry(described({ uuid: "another" }), named)).toMatchObject({
    strength: "hint",
    standing: null,
    provider_reference: null,
    charges: [],
  });
});

test.each([
  ["made after ours was asked for", "2026-03-01T08:30:10Z"],
  ["made by a clock that is a little slow", "2026-03-01T08:29:00Z"],
])("the customer's newest lives, %s: it is ours", (_what, at) => {
  const transactions = [charged("1", at)];
  expect(calls.readInquiry(described({ transactions }), subscription)).toMatchObject({
    strength: "proof",
    standing: "active",
    provider_reference: UUID,
  });
});

test("the customer's newest lived before ours was asked for: ours is refused, and its charges are not ours", () => {
  const transactions = [charged("1", "2026-02-28T08:30:00Z"), charged("2", "2026-03-01T08:30:30Z")];
  const finding = calls.readInquiry(described({ transactions }), subscription);
  expect(finding).toMatchObject({
    strength: "proof",
    standing: "ended",
    provider_reference: null,
    charges: [],
    reading: { category: "duplicate", reason: "already_subscribed", finality: "final", money: "not_moved" },
  });
});

test.each([
  [{ trial_days: 7 }, "proof"],
  [{ activation: "manual" }, "proof"],
  [{}, "hint"],
] as const)("one that was never charged can be ours where %o was asked for: %s", (differs, strength) => {
  const trial = described({ status: "TRIAL", transactions: [] });
  expect(calls.readInquiry(trial, { ...subscription, ...differs }).strength).toBe(strength);
});

test.each([
  ["before ours was asked for", "2026-03-01T08:29:59Z", "hint"],
  ["in the very second", "2026-03-01T08:30:00Z", "proof"],
  ["afterwards", "2026-03-01T08:31:00Z", "proof"],
])("the customer's newest has ended with a charge %s", (_when, at, strength) => {
  const ended = described({
    status: "CREATED",
    transactions: [charged("1", at, { status: "NOT_ELIGIBLE" })],
  });
  const order = { ...subscription, created_at: START_MS + 700 };
  expect(calls.readInquiry(ended, order)).toMatchObject({
    strength,
    standing: strength === "proof" ? "ended" : null,
  });
});

test("the customer's newest has ended, and nobody can tell when", () => {
  expect(calls.readInquiry(described({ status: "DELETED", transactions: [] }), subscription).strength).toBe(
    "hint",
  );
});
