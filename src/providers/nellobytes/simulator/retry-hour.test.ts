import { describe, expect, test } from "vitest";
import type { PhoneState } from "../../../connector/simulator.ts";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

function airtimeOf(client: RawClient, mobile_number: string): PhoneState["balance_minor"] | undefined {
  const phone_number = `+234${mobile_number.slice(1)}`;
  return client.world.phones().find((phone) => phone.phone_number === phone_number)?.balance_minor;
}

/** The codes in the order in which the receiver was told. */
function told(client: RawClient): readonly string[] {
  return client.receiver.received.map(({ fields }) => fields["statuscode"] ?? "");
}

describe("an operator that stays silent", () => {
  test("100, 300 after a second, 201 after sixty more, 501 after the hour, all in one advance", async () => {
    await using client = await openRawClient();
    client.set({ operator_answers: "silent", callback_at_every_change: true });
    const order_id = await client.order();
    await client.advance(75 * MINUTE_MS);
    expect(told(client)).toEqual(["100", "300", "201", "501"]);
    expect(await client.codeOf(order_id)).toBe("501");
    expect(client.world.books().map(({ kind }) => kind)).toEqual(["charge", "reversal"]);
    expect(await client.balance()).toBe("10,000,000.00");
  });

  test("thirteen tries: the first, and twelve five minutes apart from the moment of 201", async () => {
    await using client = await openRawClient();
    client.set({ operator_answers: "silent" });
    await client.order();
    await client.advance(75 * MINUTE_MS);
    const [first = 0, ...retries] = triesOf(client);
    const silence = first + 60 * SECOND_MS;
    expect(retries.map((at) => (at - silence) / MINUTE_MS)).toEqual([
      5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60,
    ]);
  });

  test.each([
    ["a millisecond before sixty seconds", SECOND_MS + MINUTE_MS - 1, "300"],
    ["sixty seconds after it was sent", SECOND_MS + MINUTE_MS, "201"],
    ["before the last retry has been silent for a minute", SECOND_MS + 62 * MINUTE_MS - 1, "201"],
    ["after that", SECOND_MS + 62 * MINUTE_MS, "501"],
  ])("%s", async (_case, after_ms, code) => {
    await using client = await openRawClient();
    client.set({ operator_answers: "silent" });
    const order_id = await client.order();
    await client.advance(after_ms);
    expect(await client.codeOf(order_id)).toBe(code);
  });

  test("an operator that is back in time is asked again, and the order is completed", async () => {
    await using client = await openRawClient();
    client.set({ operator_answers: { "01": "silent" } });
    const [mtn, glo] = [
      await client.order(),
      await client.order({ MobileNetwork: "02", MobileNumber: "08050000001" }),
    ];
    await client.advance(20 * MINUTE_MS);
    expect([await client.codeOf(mtn), await client.codeOf(glo)]).toEqual(["201", "200"]);
    client.set({});
    await client.advance(5 * MINUTE_MS);
    expect(await client.codeOf(mtn)).toBe("200");
    expect(airtimeOf(client, "08030000001")).toBe("10000");
  });
});

describe("stories of retries", () => {
  test.each([
    ["08030001201", ["100", "300", "201", "200"], "10000"],
    ["08030002201", ["100", "300", "201", "200"], "10000"],
    ["08030003201", ["100", "300", "201", "200"], "10000"],
    ["08030005201", ["100", "300", "201", "600", "200"], "10000"],
    ["08030001600", ["100", "300", "600", "200"], "10000"],
    ["08030002600", ["100", "300", "600", "201", "200"], "10000"],
    ["08030001602", ["100", "300", "602", "200"], "10000"],
    ["08030000600", ["100", "300", "600", "507"], undefined],
    ["08030004201", ["100", "300", "201", "501"], "10000"],
    ["08030001501", ["100", "300", "201", "501"], "10000"],
    ["08030001519", ["100", "300", "201", "200"], "10000"],
    ["08030000299", ["100", "300", "299"], "10000"],
    ["08030000399", ["100", "300", "399"], undefined],
  ])("%s goes through %j, and the recipient has %s kobo", async (MobileNumber, codes, airtime) => {
    await using client = await openRawClient();
    client.set({ callback_at_every_change: true });
    await client.order({ MobileNumber });
    await client.advance(75 * MINUTE_MS);
    expect(told(client)).toEqual(codes);
    expect(airtimeOf(client, MobileNumber)).toBe(airtime);
  });

  test("08030003201: the yes to the first try comes half a minute after 201", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNumber: "08030003201" });
    await client.advance(SECOND_MS + 90 * SECOND_MS - 1);
    expect(await client.codeOf(order_id)).toBe("201");
    await client.advance(1);
    expect(await client.codeOf(order_id)).toBe("200");
  });

  test("08030004201: cancelled and paid back, although the recipient has had it since the first try", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNumber: "08030004201" });
    await client.advance(SECOND_MS);
    expect(airtimeOf(client, "08030004201")).toBe("10000");
    await client.advance(75 * MINUTE_MS);
    expect(await client.codeOf(order_id)).toBe("501");
    expect(await client.balance()).toBe("10,000,000.00");
  });

  test("08030002201: it is the third retry that succeeds", async () => {
    await using client = await openRawClient();
    const order_id = await client.order({ MobileNumber: "08030002201" });
    await client.advance(SECOND_MS + 16 * MINUTE_MS + 1_999);
    expect(await client.codeOf(order_id)).toBe("201");
    await client.advance(1);
    expect(await client.codeOf(order_id)).toBe("200");
  });

  test("a change from 201 to 600 does not start the hour again", async () => {
    await using client = await openRawClient();
    client.set({ operator_answers: "silent" });
    const order_id = await client.order();
    await client.advance(31 * MINUTE_MS);
    client.set({ operator_answers: "600" });
    await client.advance(30 * MINUTE_MS + SECOND_MS + 1_999);
    expect(await client.codeOf(order_id)).toBe("600");
    await client.advance(1);
    expect(await client.codeOf(order_id)).toBe("507");
  });

  test("an operator that needs more than a minute makes every order pass through 201", async () => {
    await using client = await openRawClient();
    client.set({ answer_after_ms: 400_000, callback_at_every_change: true });
    await client.order();
    await client.advance(75 * MINUTE_MS);
    expect(told(client)).toEqual(["100", "300", "201", "200"]);
    expect(airtimeOf(client, "08030000001"), "filled once, although a retry was under way").toBe("10000");
  });

  test("the hour can be made short", async () => {
    await using client = await openRawClient();
    client.set({
      operator_answers: "silent",
      operator_window_ms: 100,
      retry_every_ms: 500,
      retry_for_ms: 6_000,
    });
    const order_id = await client.order();
    await client.advance(1_000 + 100 + 6_000 + 100);
    expect(await client.codeOf(order_id)).toBe("501");
  });
});

describe("a data plan that waits to be activated", () => {
  test("a second one is 519 while the first one waits, and not a day later", async () => {
    await using client = await openRawClient();
    const codes: unknown[] = [];
    for (const wait_ms of [0, 24 * 60 * MINUTE_MS, 0]) {
      const { body } = await client.data({ DataPlan: "1000.01" });
      await client.advance(3 * SECOND_MS);
      codes.push(await client.codeOf(body["orderid"]));
      await client.advance(wait_ms);
    }
    expect(codes).toEqual(["200", "519", "200"]);
  });

  test("08030001519: the retry finds the plan that the first try has delivered", async () => {
    await using client = await openRawClient();
    const { body } = await client.data({ DataPlan: "1000.01", MobileNumber: "08030001519" });
    await client.advance(5 * MINUTE_MS);
    expect(await client.codeOf(body["orderid"])).toBe("201");
    await client.advance(2 * MINUTE_MS);
    expect(await client.query(body["orderid"])).toMatchObject({
      statuscode: "519",
      remark: "You already have a Data Plan yet to be activated.",
    });
  });
});

function triesOf(client: RawClient): readonly number[] {
  return client.world.journal(1_000).flatMap(({ at, cause }) => {
    const task = "task" in cause ? (cause["task"] as { readonly do: string }) : undefined;
    return task?.do === "try" ? [Date.parse(at)] : [];
  });
}
