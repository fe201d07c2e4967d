import { describe, expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import { seedRow } from "../../../../test/support/seed-codes.ts";
import type { Json, Simulator } from "../../../connector/simulator.ts";
import { simulator } from "./index.ts";
import { magicNumbers } from "./magic.ts";
import { credentials } from "./seed-world.ts";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

const reached = codeLedger("reached");

/** Longer than any prompt, slow core or late answer; shorter than the second attempt of a webhook would be late. */
const EVERYTHING_MS = 150_000;

const textOf: Readonly<Record<string, string>> = {
  "0": "The service request is processed successfully.",
  "1": "The balance is insufficient for the transaction.",
  "17": "Rule limited",
  "1025": "Error Occurred while sending push request.",
  "1032": "Request cancelled by user",
  "1037": "DS timeout user cannot be reached",
  "2001": "The initiator information is invalid.",
  "9999": "Internal error occurred while executing the transaction.",
};

async function push(
  client: RawClient,
  fields: Readonly<Record<string, unknown>> = {},
  linkid?: string,
): Promise<unknown> {
  const answer = await client.initiate(
    fields,
    linkid === undefined ? undefined : { apikey: credentials.api_key, linkid },
  );
  expect(answer).toMatchObject({ status: 200, body: { ResponseCode: "0" } });
  return answer.body["CheckoutRequestID"];
}

/** The result as the webhook and as a query tell it, which must agree; and whether money moved. */
async function resultOf(client: RawClient, id: unknown): Promise<unknown> {
  const { body } = await client.query(id);
  const webhooks = client.webhooks().filter((webhook) => webhook["checkout_request_id"] === id);
  const nested = body["Body"] as { readonly stkCallback: Readonly<Record<string, unknown>> } | undefined;
  const code = String(nested?.stkCallback["ResultCode"] ?? body["ResultCode"]);
  expect(webhooks).toMatchObject([{ result_code: code, status: code === "0" ? "completed" : "failed" }]);
  if (code in textOf) expect(webhooks[0]?.["result_desc"]).toBe(textOf[code]);
  expect(client.world.books().filter((entry) => entry.provider_reference === id)).toHaveLength(
    code === "0" ? 1 : 0,
  );
  return code;
}

describe("each result by its cause", () => {
  test("0: an ordinary payer approves by themselves after three seconds", async () => {
    await using client = await openRawClient();
    const id = await push(client);
    await client.advance(2_999);
    expect(client.webhooks()).toEqual([]);
    await client.advance(1);
    expect(await resultOf(client, id)).toBe("0");
    const phone = client.world.phones().find(({ phone_number }) => phone_number === "+254708374149");
    expect(phone).toMatchObject({ balance_minor: "6850000", prompt: null });
  });

  test("1: the amount is more than an ordinary payer has", async () => {
    await using client = await openRawClient();
    const id = await push(client, { amount: 70_001 });
    await client.advance(EVERYTHING_MS);
    expect(await resultOf(client, id)).toBe("1");
  });

  test.each([250_001, 300_000])("17: the aggregator takes %i, M-Pesa does not", async (amount) => {
    await using client = await openRawClient();
    const id = await push(client, { amount });
    await client.advance(EVERYTHING_MS);
    expect(await resultOf(client, id)).toBe("17");
  });

  test("17: with the setting for it, the same payment again within two minutes, and not after them", async () => {
    await using client = await openRawClient();
    client.set({ same_payment_window_ms: 120_000 });
    const results: unknown[] = [];
    for (const wait_ms of [60_000, 60_001, 0]) {
      const id = await push(client);
      await client.advance(3_000);
      results.push(await resultOf(client, id));
      await client.advance(wait_ms);
    }
    expect(results).toEqual(["0", "17", "0"]);
  });

  test("1001: a second push while a prompt stands; the first one lives on", async () => {
    await using client = await openRawClient();
    client.set({ auto_approve_after_ms: null });
    const first = await push(client);
    const second = await push(client, { amount: 20 });
    await client.advance(1_000);
    expect(await resultOf(client, second)).toBe("1001");
    await client.world.act("+254708374149", "approve");
    await client.advance(0);
    expect(await resultOf(client, first)).toBe("0");
  });

  test("1025: the prompt of the shortcode is too long for a phone", async () => {
    await using client = await openRawClient();
    const linkid = `sc_${"4".padStart(28, "0")}`;
    const id = await push(client, {}, linkid);
    await client.advance(EVERYTHING_MS);
    expect(client.webhooks()).toMatchObject([
      { checkout_request_id: id, result_code: "1025", result_desc: textOf["1025"] },
    ]);
    expect(client.world.phones().every((phone) => phone.prompt === null)).toBe(true);
  });

  test("1032: the payer presses cancel", async () => {
    await using client = await openRawClient();
    client.set({ auto_approve_after_ms: null });
    const id = await push(client);
    await client.world.act("+254708374149", "refuse");
    await client.advance(0);
    expect(await resultOf(client, id)).toBe("1032");
  });

  test.each(["ignore", "switch_off"] as const)("1037: no answer within 60 seconds (%s)", async (act) => {
    await using client = await openRawClient();
    const id = await push(client);
    await client.world.act("+254708374149", act);
    await client.advance(59_999);
    expect(client.webhooks()).toEqual([]);
    await client.advance(1);
    expect(await resultOf(client, id)).toBe("1037");
  });

  test("2001: a wrong PIN three times", async () => {
    await using client = await openRawClient();
    client.set({ auto_approve_after_ms: null });
    const id = await push(client);
    for (const tries of [1, 2]) {
      expect((await client.world.act("+254708374149", "wrong_pin"))?.prompt, `after ${tries}`).not.toBeNull();
    }
    expect((await client.world.act("+254708374149", "wrong_pin"))?.prompt).toBeNull();
    await client.advance(0);
    expect(await resultOf(client, id)).toBe("2001");
  });

  test.each<[string, Readonly<Record<string, Json>>]>([
    ["1019", { dialogue_expires: true, auto_approve_after_ms: null }],
    ["1025", { prompt_not_sent: true }],
    ["1036", { answer_lost: true }],
    ["9999", { core_fails: true }],
    ["0", { slow_core: true }],
  ])("%s by a fault of M-Pesa's for everybody: %o", async (code, settings) => {
    await using client = await openRawClient();
    client.set(settings);
    const id = await push(client, { msisdn: "254712345678" });
    await client.advance(EVERYTHING_MS);
    expect(await resultOf(client, id)).toBe(code);
  });

  test("a phone that is switched on in time shows the prompt after all", async () => {
    await using client = await openRawClient();
    client.set({ auto_approve_after_ms: null });
    await client.world.act("+254708374149", "switch_off");
    const id = await push(client);
    expect(await client.world.act("+254708374149", "approve")).toBeNull();
    expect((await client.world.act("+254708374149", "switch_on"))?.prompt?.provider_reference).toBe(id);
    await client.world.act("+254708374149", "approve");
    await client.advance(0);
    expect(await resultOf(client, id)).toBe("0");
  });
});

describe("each magic number leads to its result, even where ordinary payers wait to be told", () => {
  test.each([
    ["254700000000", "0"],
    ["254110000000", "0"],
    ["254700000001", "1"],
    ["254700000017", "17"],
    ["254700001001", "1001"],
    ["254700001019", "1019"],
    ["254700001025", "1025"],
    ["254700001032", "1032"],
    ["254700001036", "1036"],
    ["254700001037", "1037"],
    ["254700002001", "2001"],
    ["254700004999", "0"],
    ["254700009999", "9999"],
  ])("%s: %s, twice in a row", async (msisdn, code) => {
    await using client = await openRawClient();
    client.set({ auto_approve_after_ms: null });
    for (const amount of [10, 20]) {
      const id = await push(client, { msisdn, amount });
      await client.advance(EVERYTHING_MS);
      expect(await resultOf(client, id)).toBe(code);
    }
    if (seedRow(`mpesa-ke/result/${code}`) !== undefined) reached.note("mpesa-ke", code);
  });

  test("254700004999: 4999 for another half minute after the PIN, then 0", async () => {
    await using client = await openRawClient();
    const id = await push(client, { msisdn: "254700004999" });
    await client.advance(32_999);
    expect((await client.query(id)).body).toMatchObject({ ResultCode: "4999" });
    await client.advance(1);
    expect(await resultOf(client, id)).toBe("0");
  });
});

test("a core that is still busy when the prompt expires has its say in the end", async () => {
  await using client = await openRawClient();
  client.set({ slow_core: true, auto_approve_after_ms: 40_000 });
  const id = await push(client);
  await client.advance(EVERYTHING_MS);
  expect(await resultOf(client, id)).toBe("0");
});

test.each(magicNumbers.map(({ value }) => value))(
  "%s: a task that is performed twice after a crash charges once",
  async (msisdn) => {
    const charges = async (simulatorToTry: Simulator): Promise<number> => {
      await using client = await openRawClient(simulatorToTry);
      client.set({ same_payment_window_ms: 0 });
      await client.settle(client.initiate({ msisdn, amount: 10 }));
      await client.advance(EVERYTHING_MS);
      return client.world.books().length;
    };
    const twice: Simulator = {
      ...simulator,
      perform: async (host, task) => {
        await simulator.perform(host, task);
        await simulator.perform(host, task);
      },
    };
    expect(await charges(twice)).toBe(await charges(simulator));
  },
);

describe("a second push to a phone with an open prompt", () => {
  test("can be refused at once", async () => {
    await using client = await openRawClient();
    client.set({ second_push: "refused_at_once" });
    const first = await push(client);
    expect(await client.initiate({ amount: 20 })).toMatchObject({
      status: 500,
      body: { error_code: "STK_PUSH_FAILED", mpesa: { errorCode: "500.001.1001" } },
    });
    await client.advance(3_000);
    expect(await resultOf(client, first)).toBe("0");
  });

  test("can kill the first, although that is answered with the right PIN", async () => {
    await using client = await openRawClient();
    client.set({ second_push: "kills_first" });
    const first = await push(client);
    const second = await push(client, { amount: 20 });
    await client.advance(EVERYTHING_MS);
    expect(await resultOf(client, first)).toBe("1037");
    expect(await resultOf(client, second)).toBe("1001");
  });
});

test("late success: 1037 first, then 0 for the same push", async () => {
  await using client = await openRawClient();
  const id = await push(client, { msisdn: "254700006037" });
  await client.advance(60_000);
  expect(await resultOf(client, id)).toBe("1037");
  await client.advance(30_000);
  expect(client.webhooks()).toMatchObject([
    { checkout_request_id: id, result_code: "1037" },
    { checkout_request_id: id, result_code: "0", status: "completed" },
  ]);
  expect(client.world.books()).toHaveLength(1);
  expect((await client.query(id)).body).toMatchObject({ Body: { stkCallback: { ResultCode: 0 } } });
});

test("the books, the balances and the receipts told in webhooks agree", async () => {
  await using client = await openRawClient();
  for (const [index, msisdn] of ["254712000001", "254712000002", "254112000003"].entries()) {
    await push(client, { msisdn, amount: 100 + index });
  }
  await client.advance(EVERYTHING_MS);
  const told = client.webhooks().map((webhook) => [webhook["mpesa_receipt_number"], webhook["amount"]]);
  const booked = client.world.books().map((entry) => [entry.receipt, Number(entry.amount_minor) / 100]);
  expect(told).toEqual(booked);
  const balances = client.world.phones().map((phone) => BigInt(phone.balance_minor));
  const missing = balances.reduce((sum, balance) => sum + 7_000_000n - balance, 0n);
  expect(missing).toBe(30_300n);
});

reached.keep();
