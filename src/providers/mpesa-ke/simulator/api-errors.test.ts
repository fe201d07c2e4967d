import { once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import { credentials } from "./seed-world.ts";
import { openRawClient } from "./testing/raw-client.ts";

const reached = codeLedger("reached");

const { api_key: apikey, link_id: linkid } = credentials;
const trackingCode = (number: number): string => `sc_${String(number).padStart(28, "0")}`;

describe("who is calling", () => {
  test.each([
    ["no headers", {}, "MISSING_HEADERS"],
    ["no tracking code", { apikey }, "MISSING_HEADERS"],
    ["no key", { linkid }, "MISSING_HEADERS"],
    ["an empty key", { apikey: "", linkid }, "MISSING_HEADERS"],
    ["a key that nobody has", { apikey: "pk_unknown", linkid }, "INVALID_API_KEY"],
    ["the key of an inactive user", { apikey: `pk_${"3".padStart(40, "0")}`, linkid }, "INVALID_API_KEY"],
    ["a tracking code that does not exist", { apikey, linkid: "sc_unknown" }, "INVALID_LINK_ID"],
    ["another account's tracking code", { apikey, linkid: trackingCode(5) }, "INVALID_LINK_ID"],
    ["a shortcode that is switched off", { apikey, linkid: trackingCode(2) }, "INACTIVE_SHORTCODE"],
  ])("%s: 401 on every call, before the body is read", async (_case, headers, error_code) => {
    await using client = await openRawClient();
    for (const path of ["/api/v1/initiate", "/api/v1/query"]) {
      const answer = await client.call(path, "not json", headers);
      expect(answer).toMatchObject({ status: 401, body: { success: false, error_code } });
      expect(answer.body["message"]).toEqual(expect.any(String));
    }
    reached.note("mpesa-ke", error_code);
  });
});

describe("what is asked for", () => {
  test.each([
    ["a local number", { msisdn: "0712345678" }, "INVALID_MSISDN"],
    ["a number with a plus sign", { msisdn: "+254712345678" }, "INVALID_MSISDN"],
    ["eleven digits", { msisdn: "25471234567" }, "INVALID_MSISDN"],
    ["a landline", { msisdn: "254201234567" }, "INVALID_MSISDN"],
    ["no amount at all", { amount: 0 }, "INVALID_AMOUNT"],
    ["less than nothing", { amount: -1 }, "INVALID_AMOUNT"],
    ["one shilling too much", { amount: 300_001 }, "INVALID_AMOUNT"],
    ["a callback that is no URL", { callback: "hook" }, "INVALID_CALLBACK"],
    ["a callback of another kind", { callback: "ftp://example.com/" }, "INVALID_CALLBACK"],
    [
      "a callback that is too long",
      { callback: `http://127.0.0.1/${"a".repeat(2_048)}` },
      "INVALID_CALLBACK",
    ],
    ["an amount with cents", { amount: 10.5 }, "VALIDATION_ERROR"],
    ["an amount as a text", { amount: "100" }, "VALIDATION_ERROR"],
    ["a field that is missing", { msisdn: undefined }, "VALIDATION_ERROR"],
    ["no callback", { callback: undefined }, "VALIDATION_ERROR"],
    ["two bad fields", { msisdn: "0712345678", amount: 0 }, "VALIDATION_ERROR"],
  ])("%s: 422, naming the field", async (_case, fields, error_code) => {
    await using client = await openRawClient();
    const answer = await client.initiate(fields);
    expect(answer).toMatchObject({ status: 422, body: { success: false, error_code } });
    expect(Object.keys(answer.body["errors"] as object).sort()).toEqual(Object.keys(fields).sort());
    expect(client.receiver.received).toEqual([]);
    reached.note("mpesa-ke", error_code);
  });

  test.each(["not json", "[]", "null", '"text"', '{"msisdn":'])(
    "a body that is no object is refused: %s",
    async (body) => {
      await using client = await openRawClient();
      expect(await client.call("/api/v1/initiate", body)).toMatchObject({
        status: 422,
        body: { error_code: "VALIDATION_ERROR" },
      });
    },
  );

  test("numbers of both ranges are taken, as text and as a number", async () => {
    await using client = await openRawClient();
    for (const msisdn of ["254712345678", 254_112_345_678]) {
      expect(await client.initiate({ msisdn })).toMatchObject({ status: 200, body: { ResponseCode: "0" } });
    }
  });
});

describe("the check of the callback", () => {
  const refused = { status: 422, body: { error_code: "INVALID_CALLBACK" } };

  test("a callback that answers 500 is refused, one that answers 405 is not", async () => {
    await using client = await openRawClient();
    client.receiver.answerChecks(500);
    expect(await client.initiate()).toMatchObject(refused);
    client.receiver.answerChecks(405);
    expect(await client.initiate()).toMatchObject({ status: 200 });
  });

  test("a callback that nobody listens at is refused", async () => {
    await using client = await openRawClient();
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    server.close();
    await once(server, "close");
    expect(await client.initiate({ callback: `http://127.0.0.1:${port}/` })).toMatchObject(refused);
  });

  test("a callback that is too slow is refused", async () => {
    await using client = await openRawClient();
    client.set({ callback_check_timeout_ms: 50 });
    client.receiver.answerChecks("never");
    expect(await client.initiate()).toMatchObject(refused);
  });

  test("a callback on another machine is never called", async () => {
    await using client = await openRawClient();
    expect(await client.initiate({ callback: "http://192.0.2.1/hook" })).toMatchObject(refused);
    expect(JSON.stringify(client.world.journal(1))).toContain("192.0.2.1 is not this machine");
  });

  test("http is refused where https is required", async () => {
    await using client = await openRawClient();
    client.set({ require_https: true });
    expect(await client.initiate()).toMatchObject(refused);
  });

  test("everything else in the request is looked at first", async () => {
    await using client = await openRawClient();
    client.receiver.answerChecks(500);
    expect(await client.initiate({ amount: 0 })).toMatchObject({ body: { error_code: "INVALID_AMOUNT" } });
  });
});

describe("trouble inside", () => {
  test("a payer without M-Pesa: Daraja's refusal of the number stands inside", async () => {
    await using client = await openRawClient();
    expect(await client.initiate({ msisdn: "254700005001" })).toMatchObject({
      status: 500,
      body: { error_code: "STK_PUSH_FAILED", mpesa: { errorCode: "400.002.02" } },
    });
    reached.note("mpesa-ke", "STK_PUSH_FAILED");
  });

  test("a shortcode with broken credentials: Daraja's refusal of the merchant stands inside", async () => {
    await using client = await openRawClient();
    expect(await client.initiate({}, { apikey, linkid: trackingCode(3) })).toMatchObject({
      status: 500,
      body: {
        error_code: "STK_PUSH_FAILED",
        mpesa: { errorCode: "500.001.1001", errorMessage: "Wrong credentials" },
      },
    });
  });

  test("M-Pesa switched off", async () => {
    await using client = await openRawClient();
    client.set({ mpesa_down: true });
    expect(await client.initiate()).toMatchObject({ status: 500, body: { error_code: "MPESA_UNAVAILABLE" } });
    await client.advance(120_000);
    expect(client.world.books()).toEqual([]);
  });

  test("a number for which M-Pesa is down", async () => {
    await using client = await openRawClient();
    const answer = await client.initiate({ msisdn: "254700005002" });
    expect(answer).toMatchObject({ status: 500, body: { error_code: "MPESA_UNAVAILABLE" } });
    reached.note("mpesa-ke", "MPESA_UNAVAILABLE");
  });

  test.each([
    ["mpesa_late", "254700005003"],
    ["aggregator_fails_after_push", "254700005005"],
  ])("%s: an error that hides a prompt, which is paid and told at the callback", async (fault, msisdn) => {
    for (const [settings, payer] of [
      [{ [fault]: true }, "254711000001"],
      [{}, msisdn],
    ] as const) {
      await using client = await openRawClient();
      client.set(settings);
      const answer = await client.settle(client.initiate({ msisdn: payer }));
      const error_code = fault === "mpesa_late" ? "TIMEOUT_ERROR" : "INTERNAL_ERROR";
      expect(answer).toMatchObject({ status: 500, body: { success: false, error_code } });
      await client.advance(60_000);
      expect(client.webhooks()).toMatchObject([{ status: "completed", result_code: "0", msisdn: payer }]);
      expect(client.world.books()).toMatchObject([{ amount_minor: "150000", phone_number: `+${payer}` }]);
    }
  });

  test.each([
    ["mpesa_silent", "254700005004", "TIMEOUT_ERROR"],
    ["aggregator_fails_before_push", "254700005006", "INTERNAL_ERROR"],
  ])("%s: an error behind which nothing happens", async (fault, msisdn, error_code) => {
    for (const [settings, payer] of [
      [{ [fault]: true }, "254711000001"],
      [{}, msisdn],
    ] as const) {
      await using client = await openRawClient();
      client.set(settings);
      const answer = await client.settle(client.initiate({ msisdn: payer }));
      expect(answer).toMatchObject({ status: 500, body: { success: false, error_code } });
      await client.advance(300_000);
      expect(client.webhooks()).toEqual([]);
      expect(client.world.books()).toEqual([]);
    }
    reached.note("mpesa-ke", error_code);
  });

  test("M-Pesa is given 25 seconds", async () => {
    await using client = await openRawClient();
    await client.settle(client.initiate({ msisdn: "254700005004" }));
    const [entry] = client.world.journal(1);
    const waited_ms = client.sandbox.clock.now() - Date.parse(entry?.at ?? "");
    expect(waited_ms).toBeGreaterThanOrEqual(25_000);
    expect(waited_ms).toBeLessThan(30_000);
  });
});

test("paths and methods that the provider does not have", async () => {
  await using client = await openRawClient();
  expect((await client.call("/api/v1/refund", {})).status).toBe(404);
  const answer = await fetch(`${client.sandbox.url}/mpesa-ke/api/v1/initiate`);
  expect(answer.status).toBe(405);
});

reached.keep();
