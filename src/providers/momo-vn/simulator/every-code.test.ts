import { expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import { simulator } from "./index.ts";
import { type Fields, openRawClient, PAYER, type RawClient } from "./testing/raw-client.ts";

const reached = codeLedger("reached");

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The provider's list: each code, and whether it calls it final. */
const listed: Readonly<Record<string, boolean>> = {
  "0": true,
  "10": false,
  "11": false,
  "12": false,
  "13": false,
  "20": false,
  "21": false,
  "22": false,
  "40": false,
  "41": false,
  "42": false,
  "43": false,
  "45": false,
  "47": false,
  "98": true,
  "99": true,
  "1000": false,
  "1001": true,
  "1002": true,
  "1003": true,
  "1004": true,
  "1005": true,
  "1006": true,
  "1007": true,
  "1017": true,
  "1026": true,
  "1080": true,
  "1081": true,
  "1088": true,
  "2019": true,
  "4001": true,
  "4002": true,
  "4100": true,
  "7000": false,
  "7002": false,
  "9000": false,
};

/** Plays a cause through and answers with the code that was met. */
type Cause = (client: RawClient) => Promise<unknown>;

const answerTo =
  (fields: Fields): Cause =>
  async (client) =>
    (await client.create(fields)).body["resultCode"];

/** The code of an order after so long, with nobody acting but the payer's habit. */
const orderOf =
  (fields: Fields, after_ms = 10_000): Cause =>
  async (client) => {
    const { body } = await client.create(fields);
    await client.advance(after_ms);
    return client.codeOf(String(body["orderId"]));
  };

const byPayer = (phoneNumber: string, more: Fields = {}): Fields => ({ userInfo: { phoneNumber }, ...more });

const afterActs =
  (...acts: readonly ("approve" | "refuse" | "wrong_pin")[]): Cause =>
  async (client) => {
    client.set({ auto_approve_after_ms: null });
    const orderId = await client.open();
    for (const act of acts) await client.world.act(`+84${PAYER.slice(1)}`, act);
    await client.advance(5_000);
    return client.codeOf(orderId);
  };

const withCard =
  (card: string): Cause =>
  async (client) => {
    client.set({ auto_approve_after_ms: null });
    const { body } = await client.create({ requestType: "payWithMethod" });
    await client.decide(body["payUrl"], "approve", { card });
    await client.advance(5_000);
    return client.codeOf(String(body["orderId"]));
  };

const held = { autoCapture: false };

const causes: Readonly<Record<string, readonly Cause[]>> = {
  "0": [answerTo({}), orderOf({}), afterActs("approve"), withCard("9704 0000 0000 0018")],
  "10": [
    (client) => {
      client.set({ maintenance: true });
      return answerTo({})(client);
    },
  ],
  "11": [
    answerTo({ partnerCode: "HAKIKAVN0011" }),
    async (client) => (await client.refund(1, { partnerCode: "HAKIKAVN0002" })).body["resultCode"],
  ],
  "12": [answerTo({ partnerCode: "HAKIKAVN0012" })],
  "13": [answerTo({ partnerCode: "HAKIKAVN9999" })],
  "20": [answerTo({ orderInfo: undefined }), answerTo({ signature: "0".repeat(64) })],
  "21": [answerTo({ amount: 0 }), answerTo({ amount: -1_000 }), answerTo({ amount: "1000.5" })],
  "22": [
    answerTo({ amount: 999 }),
    answerTo({ amount: 50_000_001 }),
    answerTo({ amount: 9_999, requestType: "payWithATM" }),
    async (client) => {
      const orderId = await client.open(held);
      await client.advance(10_000);
      return (await client.confirm(orderId, "capture", { amount: 149_999 })).body["resultCode"];
    },
  ],
  "40": [
    async (client) => {
      await client.create({ requestId: "twice" });
      return answerTo({ requestId: "twice" })(client);
    },
    async (client) => {
      const same = { requestId: "twice", orderId: "one", amount: 1 };
      await client.create(same);
      return answerTo(same)(client);
    },
  ],
  "41": [
    async (client) => {
      const orderId = await client.open();
      return answerTo({ orderId })(client);
    },
  ],
  "42": [
    (client) => client.codeOf("nobody-knows-it"),
    answerTo({ orderId: "has:a-colon" }),
    async (client) => (await client.confirm("nobody-knows-it", "capture")).body["resultCode"],
  ],
  "43": [
    async (client) => {
      const same = byPayer("0900007000", { orderInfo: "The same purchase" });
      await client.open(same);
      await client.advance(5_000);
      return answerTo(same)(client);
    },
    async (client) => {
      const { transId } = await client.paid(byPayer("0900008080"));
      await client.refund(transId);
      return (await client.refund(transId)).body["resultCode"];
    },
  ],
  "45": [answerTo({ items: [{ id: "1" }, { id: "2" }, { id: "1" }] })],
  "47": [
    answerTo({ requestType: "payWithATM", ...held }),
    async (client) => {
      const { orderId } = await client.paid();
      return (await client.confirm(orderId, "capture")).body["resultCode"];
    },
  ],
  "98": [answerTo(byPayer("0900000098")), orderOf(byPayer("0900000098"))],
  "99": [orderOf(byPayer("0900000099"))],
  "1000": [orderOf({}, 0)],
  "1001": [
    async (client) => {
      await client.world.setBalance(`+84${PAYER.slice(1)}`, "149999");
      return orderOf({})(client);
    },
    orderOf(byPayer("0900001001", { requestType: "payWithATM" })),
    withCard("9704000000000034"),
  ],
  "1002": [withCard("9704000000000026"), withCard("5200000000001104"), withCard("1234")],
  "1003": [
    async (client) => {
      const orderId = await client.open(held);
      await client.advance(10_000);
      await client.confirm(orderId, "cancel");
      return client.codeOf(orderId);
    },
    orderOf(held, 25 * HOUR_MS),
  ],
  "1004": [
    async (client) => {
      await client.paid({ amount: 50_000_000 });
      await client.paid({ amount: 50_000_000 });
      return orderOf({ amount: 1_000 })(client);
    },
    withCard("9704000000000042"),
  ],
  "1005": [
    orderOf(byPayer("0900001005"), 101 * MINUTE_MS),
    orderOf(byPayer("0900001005", { orderExpireTime: 5 }), 5 * MINUTE_MS),
  ],
  "1006": [afterActs("refuse")],
  "1007": [orderOf(byPayer("0900001007"))],
  "1017": [
    async (client) => {
      const orderId = await client.open();
      expect((await client.confirm(orderId, "cancel")).body["resultCode"]).toBe(0);
      return client.codeOf(orderId);
    },
  ],
  "1026": [orderOf(byPayer("0900001026"))],
  "1080": [
    async (client) => (await client.refund(4_000_000_000)).body["resultCode"],
    async (client) => {
      const { transId } = await client.paid(byPayer("0900001080"));
      return (await client.refund(transId)).body["resultCode"];
    },
  ],
  "1081": [
    async (client) => {
      const { transId } = await client.paid();
      await client.refund(transId, { amount: 100_000 });
      return (await client.refund(transId, { amount: 50_001 })).body["resultCode"];
    },
  ],
  "1088": [
    async (client) => {
      const orderId = await client.open(held);
      await client.advance(10_000);
      const { transId } = await client.query(orderId);
      return (await client.refund(transId)).body["resultCode"];
    },
    async (client) => {
      const { transId } = await client.paid(byPayer("0900001088"));
      return (await client.refund(transId)).body["resultCode"];
    },
  ],
  "2019": [answerTo({ orderGroupId: 7 }), orderOf({ orderGroupId: "nobody-gave-it" })],
  "4001": [orderOf(byPayer("0900004001"))],
  "4002": [orderOf(byPayer("0900004002"))],
  "4100": [afterActs("wrong_pin", "wrong_pin", "wrong_pin")],
  "7000": [
    orderOf({}, 3_200),
    orderOf(byPayer("0900007000"), 5 * MINUTE_MS),
    async (client) => {
      client.set({ answer_after_ms: 1_000 });
      const same = { requestId: "in flight", orderId: "in-flight" };
      const first = client.create(same);
      await expect.poll(() => client.codeOf("in-flight"), { timeout: 10_000 }).toBe(1000);
      const again = await client.create(same);
      expect(again.status).toBe(422);
      await client.advance(1_000);
      expect((await first).body["resultCode"]).toBe(0);
      return again.body["resultCode"];
    },
  ],
  "7002": [
    orderOf({ requestType: "payWithATM" }, 4_000),
    async (client) => {
      const { transId } = await client.paid(byPayer("0900008080"));
      return (await client.refund(transId)).body["resultCode"];
    },
  ],
  "9000": [orderOf(held), orderOf(byPayer("0900009000"))],
};

test("the provider's list has 36 codes, and each is reached here", () => {
  expect(Object.keys(listed)).toHaveLength(36);
  expect(Object.keys(causes).sort()).toEqual(Object.keys(listed).sort());
});

const everyCause = Object.entries(causes).flatMap(([code, ways]) =>
  ways.map((cause, index) => [code, index + 1, cause] as const),
);

test.each(everyCause)("%s is reached by its cause, way %i", async (code, _way, cause) => {
  await using client = await openRawClient();
  expect(await cause(client)).toBe(Number(code));
  reached.note("momo-vn", code);
});

const requests = [10, 11, 12, 13, 20, 21, 22, 40, 41, 42, 43, 45, 47];

test.each(requests)("magic number for %i refuses an order and leaves none", async (code) => {
  await using client = await openRawClient();
  const phoneNumber = `09000000${code}`;
  expect((await client.create({ orderId: "first", ...byPayer(phoneNumber) })).body["resultCode"]).toBe(code);
  expect(await client.codeOf("first")).toBe(42);
  expect(await client.open({ orderId: "first" })).toBe("first");
});

test.each([
  ["0900000001", 0],
  ["0900000098", 98],
  ["0900000099", 99],
  ["0900001001", 1001],
  ["0900001002", 1002],
  ["0900001004", 1004],
  ["0900001005", 1005],
  ["0900001006", 1006],
  ["0900001007", 1007],
  ["0900001026", 1026],
  ["0900002019", 2019],
  ["0900004001", 4001],
  ["0900004002", 4002],
  ["0900004100", 4100],
  ["0900007000", 0],
  ["0900009000", 0],
])("magic number %s ends at %i, twice in a row", async (phoneNumber, code) => {
  await using client = await openRawClient();
  client.set({ auto_approve_after_ms: null });
  const reach = orderOf(byPayer(phoneNumber), 2 * HOUR_MS);
  expect(await reach(client)).toBe(code);
  expect(await reach(client)).toBe(code);
});

test("the code of every magic number stands in the list, and none twice", () => {
  const met = simulator.magic.flatMap(({ field, code }) =>
    field === "userInfo.phoneNumber" && code !== null ? [code] : [],
  );
  expect(new Set(met).size).toBe(met.length);
  for (const code of met) expect(Object.keys(listed)).toContain(code);
});

test("a final answer is given again for its requestId, every other is refused as a repetition", async () => {
  await using client = await openRawClient();
  const repeat = async (fields: Fields): Promise<readonly unknown[]> => {
    const first = await client.create(fields);
    const again = await client.create(fields);
    return [first.body["resultCode"], again.text === first.text ? "the same" : again.body["resultCode"]];
  };
  const asked = (name: string, fields: Fields): Fields => ({ requestId: name, orderId: name, ...fields });
  expect(await repeat(asked("a", {}))).toEqual([0, "the same"]);
  expect(await repeat(asked("b", byPayer("0900000098")))).toEqual([98, "the same"]);
  expect(await repeat(asked("c", { orderGroupId: "7" }))).toEqual([2019, "the same"]);
  for (const code of requests.filter((request) => request !== 13 && request !== 40))
    expect(await repeat(asked(`r${code}`, byPayer(`09000000${code}`)))).toEqual([code, 40]);
});

reached.keep();
