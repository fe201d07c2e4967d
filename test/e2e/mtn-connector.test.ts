import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCode } from "../../src/catalogue/read-code.ts";
import type { Call } from "../../src/catalogue/row.ts";
import type { Known } from "../../src/connector/connector.ts";
import type { Finding } from "../../src/core/outcome.ts";
import { codes } from "../../src/providers/mtn/codes.ts";
import { correlatorIdOf } from "../../src/providers/mtn/connector/correlator-id.ts";
import { type Ended, newOrder, openTalk, refundOf, type Talk } from "../support/mtn-talk.ts";
import { MINUTE, SECOND } from "../support/operations.ts";

let talk: Talk;
beforeAll(async () => {
  talk = await openTalk();
});
afterAll(() => talk[Symbol.asyncDispose]());

/** The limits have tests of their own. */
const unlimited = { app_calls_per_second: null, customer_calls_per_minute: null };
beforeEach(async () => {
  talk.set(unlimited);
  await talk.fill();
});

/** The page's codes with the HTTP status that ends the call, and what each says of a call that moves money. */
const page: Readonly<Record<string, readonly [status: number, says: "refused" | "pending" | "in doubt"]>> = {
  "1000": [404, "refused"],
  "1001": [400, "refused"],
  "1002": [400, "in doubt"],
  "1003": [400, "in doubt"],
  "1004": [202, "pending"],
  "1005": [500, "in doubt"],
  "1007": [500, "in doubt"],
  "1012": [408, "in doubt"],
  "1013": [429, "refused"],
  "2000": [400, "in doubt"],
  "3000": [503, "in doubt"],
  "3001": [500, "in doubt"],
  "3003": [408, "in doubt"],
  "3006": [429, "refused"],
  "4000": [401, "refused"],
  "4001": [405, "refused"],
  "5000": [400, "refused"],
  "5001": [400, "refused"],
  "6000": [403, "in doubt"],
  "6001": [403, "refused"],
};
const errors = Object.keys(page);

const airtime = { provider_options: { method: "airtime" } };
const token = (content_token: string) => ({ provider_options: { method: "content_token", content_token } });
const byToken = token("HAKIKA-TOKEN-AIRTIME-0001");

/** Every call that moves money, by the name under which the simulator takes it. */
const ways: readonly (readonly [operation: string, call: Call, order: () => Promise<Known>])[] = [
  ["pay", "submit", async () => newOrder()],
  ["pay", "submit", async () => newOrder(airtime)],
  ["debit", "submit", async () => newOrder(byToken)],
  ["refill", "submit", async () => newOrder({ kind: "topup" })],
  ["pay", "refund", () => paidAndToRefund(airtime)],
  ["refund_debit", "refund", () => paidAndToRefund(byToken)],
];

async function paidAndToRefund(change: Partial<Known>): Promise<Known> {
  const paid = newOrder({ ...change, amount: { minor: 100n, currency: "ZAR" } });
  return refundOf(paid, await talk.submit(paid));
}

describe.each(ways)("%s as a %s", (operation, call, orderFor) => {
  test.each(errors)("that is answered with %s reads by its row", async (code) => {
    const order = await orderFor();
    talk.set({ ...unlimited, answer_with: { [operation]: code } });
    const { provider, reading } = told(await talk.submit(order));
    const [http_status = 0, says] = page[code] ?? [];
    expect(provider).toMatchObject({ code, http_status });
    expect(reading.rule).toBe(
      readCode(codes, { surface: "api", call, http_status, code, message: null }).rule,
    );
    expect(saysOf({ reading })).toBe(says);
  });

  test("without a code in the error proves nothing but where no work can have begun", async () => {
    for (const code of errors.filter((each) => each !== "1004" && each !== "4000")) {
      const order = await orderFor();
      talk.set({ ...unlimited, error_body: "five_fields", answer_with: { [operation]: code } });
      const finding = told(await talk.submit(order));
      const [status = 0] = page[code] ?? [];
      expect(finding.provider).toMatchObject({ code: null, http_status: status });
      expect(saysOf(finding), code).toBe([405, 429].includes(status) ? "refused" : "in doubt");
    }
  });

  test("reads the same from every body that has the code", async () => {
    for (const error_body of ["canonical", "mixed"]) {
      const order = await orderFor();
      talk.set({ ...unlimited, error_body, answer_with: { [operation]: "6001" } });
      expect(told(await talk.submit(order)).provider).toMatchObject({ code: "6001", http_status: 403 });
    }
  });
});

describe.each([
  ["status", "inquiry", async () => newOrder()],
  ["debit_status", "inquiry", async () => newOrder(byToken)],
  ["status", "refund_inquiry", () => paidAndToRefund(airtime)],
  ["debit_status", "refund_inquiry", () => paidAndToRefund(byToken)],
] as const)("%s as a %s", (operation, call, orderFor) => {
  test.each(errors.filter((code) => code !== "1004"))(
    "that is answered with %s says nothing of the money",
    async (code) => {
      const order = await orderFor();
      await talk.submit(order);
      talk.set({ ...unlimited, answer_with: { [operation]: code } });
      const { about, provider, reading } = told(await talk.inquire(order));
      const [http_status = 0] = page[code] ?? [];
      expect(provider).toMatchObject({ code, http_status });
      expect(reading.rule).toBe(
        readCode(codes, { surface: "api", call, http_status, code, message: null }).rule,
      );
      expect([about, reading.finality, reading.money]).toEqual(["call", "unresolved", "none"]);
    },
  );

  test("that is answered with 1004 is about the money, and pending", async () => {
    const order = await orderFor();
    talk.set({ ...unlimited, answer_with: { [operation]: "1004" } });
    const finding = told(await talk.inquire(order));
    expect([finding.about, saysOf(finding)]).toEqual(["operation", "pending"]);
  });
});

describe("1004, which stands for HTTP 102", () => {
  test.each([["interim"], ["final200"]])("sent as %s is an answer like any other", async (pending_style) => {
    talk.set({ ...unlimited, pending_style, auto_approve_after_ms: null });
    const order = newOrder({ phone_number: "+27832000101" });
    await talk.submit(order);
    expect(told(await talk.inquire(order)).reading).toMatchObject({ finality: "interim", actor: "payer" });
    expect(told(await talk.submit(order)).provider.code).toBe("1004");
    await talk.advance(2 * MINUTE);
  });

  test.each([["bare102"], ["illegal102"]])("sent as %s ends as silence", async (pending_style) => {
    talk.set({ ...unlimited, pending_style, answer_with: "1004" });
    expect(await talk.submit(newOrder(), 1_000)).toMatchObject({ end: "no_answer" });
    expect(await talk.inquire(newOrder(), 1_000)).toMatchObject({ end: "no_answer" });
    talk.set(unlimited);
    expect(saysOf(told(await talk.submit(newOrder(airtime))))).toBe("paid");
  });
});

describe("a payment from a wallet", () => {
  const phone_number = "+27832000102";

  test("waits for the payer, is paid, and is known by our own name for it", async () => {
    const order = newOrder({ phone_number });
    const first = told(await talk.submit(order));
    expect(first.reading).toMatchObject({ rule: "mtn/result/pending", actor: "payer", money: "unknown" });
    const { outcome_url = "" } = first;
    expect(outcome_url).toContain(
      `/v1/payments/${correlatorIdOf(order.attempt_reference)}/transactionStatus`,
    );
    expect(told(await talk.inquire({ ...order, outcome_url })).reading.actor).toBe("payer");
    await talk.advance(3 * SECOND);
    const last = told(await talk.inquire({ ...order, outcome_url }));
    expect(last).toMatchObject({ amount_minor: 1_000n, receipt: expect.stringMatching(/^\d+$/) });
    expect(saysOf(last)).toBe("paid");
    const { provider_reference, attempt } = bookedFor(order)[0] ?? {};
    expect([provider_reference, attempt]).toEqual([
      last.provider_reference,
      correlatorIdOf(order.attempt_reference),
    ]);
  });

  test.each(["SUCCESSFULL", "Succesful", "Completed"])(
    "is paid where the platform spells it %s",
    async (success_word) => {
      const order = newOrder({ phone_number });
      await talk.submit(order);
      await talk.advance(3 * SECOND);
      talk.set({ ...unlimited, success_word });
      expect(saysOf(told(await talk.inquire(order)))).toBe("paid");
    },
  );

  test("that is declined says so with 200", async () => {
    const order = newOrder({ phone_number: "+27832000063" });
    await talk.submit(order);
    await talk.advance(3 * SECOND);
    expect(told(await talk.inquire(order)).reading).toMatchObject({
      rule: "mtn/result/rejected",
      category: "payer_declined",
      money: "not_moved",
    });
  });

  test("whose goods do not come is paid, with a problem", async () => {
    const order = newOrder({ phone_number: "+27832000068", ...airtime });
    for (const finding of [await talk.submit(order), await talk.inquire(order)])
      expect(told(finding).reading).toMatchObject({ rule: "mtn/result/paid_not_fulfilled", money: "moved" });
  });

  test("is given back in parts, and never more than was paid", async () => {
    const order = newOrder({ phone_number });
    await talk.submit(order);
    await talk.advance(3 * SECOND);
    const paid = told(await talk.inquire(order));
    const refund = refundOf(order, paid, 400n);
    expect(saysOf(told(await talk.submit(refund)))).toBe("paid");
    expect(saysOf(told(await talk.inquire(refund)))).toBe("paid");
    expect(told(await talk.submit(refundOf(order, paid, 601n))).provider.code).toBe("5001");
    expect(saysOf(told(await talk.submit(refundOf(order, paid, 600n))))).toBe("paid");
    expect(bookedFor(refund).map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
      ["reversal", "400"],
    ]);
  });
});

test("a payment whose answer never comes is found all the same", async () => {
  const order = newOrder({ phone_number: "+27832000082" });
  expect(await talk.submit(order, 500)).toMatchObject({ end: "no_answer" });
  await talk.advance(3 * SECOND);
  expect(saysOf(told(await talk.inquire(order)))).toBe("paid");
});

describe("a content token", () => {
  test("is billed at once, which the status call confirms", async () => {
    const order = newOrder(byToken);
    const first = told(await talk.submit(order));
    expect(saysOf(first)).toBe("pending");
    expect(first.provider_reference).toMatch(/^\d{16}$/);
    expect(saysOf(told(await talk.inquire(order)))).toBe("paid");
    const [entry] = talk.books().filter(({ attempt }) => attempt === order.attempt_reference);
    expect(entry).toMatchObject({ kind: "charge", amount_minor: "1000" });
  });

  test.each([
    ["HAKIKA-TOKEN-PENDING-0003", "1005", 485, "pending"],
    ["HAKIKA-TOKEN-CANCELLED-0004", "1003", 515, "refused"],
    ["HAKIKA-TOKEN-UNKNOWN-0009", "1000", 464, "refused"],
    ["HAKIKA-TOKEN-NOMONEY-0006", "6001", 403, "refused"],
  ])(
    "%s is answered with %s under %i, in the product's own meaning",
    async (content_token, code, status, says) => {
      const finding = told(await talk.submit(newOrder(token(content_token))));
      expect(finding.provider).toMatchObject({ code, http_status: status });
      expect(saysOf(finding)).toBe(says);
    },
  );

  test("is paid back in part and in full by the number of its debit", async () => {
    const order = newOrder(byToken);
    const paid = await talk.submit(order);
    const part = refundOf(order, paid, 250n);
    expect(saysOf(told(await talk.submit(part)))).toBe("pending");
    expect(saysOf(told(await talk.inquire(part)))).toBe("paid");
    const whole = newOrder(byToken);
    const all = refundOf(whole, await talk.submit(whole));
    await talk.submit(all);
    expect(saysOf(told(await talk.inquire(all)))).toBe("paid");
    const returned = talk
      .books()
      .filter(({ attempt }) => [part.attempt_reference, all.attempt_reference].includes(attempt));
    expect(returned.map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
      ["reversal", "250"],
      ["reversal", "1000"],
    ]);
  });
});

describe("a refill", () => {
  const topup = (phone_number: string) => newOrder({ kind: "topup", phone_number });

  test("is done with its answer", async () => {
    const finding = told(await talk.submit(topup("+27832000103")));
    expect(saysOf(finding)).toBe("paid");
    expect(finding).toMatchObject({
      amount_minor: 1_000n,
      provider_reference: expect.stringMatching(/^\d{20}$/),
    });
  });

  test("is done twice if it is sent twice, so that it never may be", async () => {
    const order = topup("+27832000104");
    await talk.submit(order);
    await talk.submit(order);
    expect(talk.books().filter(({ phone_number }) => phone_number === "+27832000104")).toHaveLength(2);
  });

  test.each([
    ["+27832000081", "no_answer"],
    ["+27832000083", "pending"],
    ["+27832000084", "in doubt"],
  ])("of %s that was done leaves open what its answer does not tell: %s", async (phone_number, says) => {
    const ended = await talk.submit(topup(phone_number));
    expect("end" in ended ? ended.end : saysOf(ended)).toBe(says);
    expect(talk.books().filter((entry) => entry.phone_number === phone_number)).toHaveLength(1);
  });
});

describe("limits", () => {
  test("of one customer and of the whole app are told apart, and say how long to wait", async () => {
    talk.set({ retry_after_s: 7 });
    const phone_number = "+27832000105";
    const codesHeard: (string | null)[] = [];
    for (let calls = 0; calls < 6; calls++) {
      const finding = told(
        await talk.submit(newOrder({ phone_number, ...airtime, amount: { minor: 100n, currency: "ZAR" } })),
      );
      codesHeard.push(finding.provider.code);
      if (calls === 5)
        expect(finding.reading.advice).toMatchObject({ action: "retry_later", after_seconds: 7 });
    }
    expect(codesHeard.at(-1)).toBe("1013");
    talk.set({ retry_after_s: 7, app_calls_at_once: 0, app_calls_per_second: 0 });
    const { provider, reading } = told(await talk.inquire(newOrder({ phone_number })));
    expect([provider.code, reading.category, reading.advice.action]).toEqual(["3006", "throttled", "verify"]);
  });
});

function told(ended: Ended): Finding {
  if ("end" in ended) throw new Error(`There was no answer: ${ended.end}.`);
  expect(ended.strength).toBe("proof");
  return ended;
}

function saysOf({ reading }: Pick<Finding, "reading">): "paid" | "refused" | "pending" | "in doubt" {
  const { category, finality, money } = reading;
  if (category === "completed" && money === "moved") return "paid";
  if (finality === "final" && money === "not_moved") return "refused";
  expect(money).toBe("unknown");
  return finality === "interim" ? "pending" : "in doubt";
}

function bookedFor({ attempt_reference }: Known) {
  return talk.books().filter(({ attempt }) => attempt === correlatorIdOf(attempt_reference));
}
