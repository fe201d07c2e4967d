import { expect, test } from "vitest";
import { type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const WHO = "27832000046";
const PATH = `/v2/customers/${WHO}/subscriptions`;
const NEWS = { subscriptionId: "CSM-NEWS", subscriptionProviderId: "CSM" };

const subscribe = (client: RawClient, fields: Fields = {}, transactionid = "HK000000000000000060") =>
  client.call("POST", PATH, { headers: { transactionid }, body: { ...NEWS, ...fields } });

const unsubscribe = (client: RawClient, id = "CSM-NEWS", provider = "CSM") =>
  client.call("DELETE", `${PATH}/${id}?subscriptionProviderId=${provider}`);

const status = (client: RawClient, id = "HK000000000000000060") =>
  client.call("GET", `${PATH}/CSM-NEWS/status/${id}`);

test("a subscription is taken, paid from airtime, told of and ended", async () => {
  await using client = await openRawClient();
  const taken = await subscribe(client, { subscriptionType: "Recurring", "auto-renew": true });
  const href = `${client.base}${PATH}/CSM-NEWS`;
  expect(taken).toMatchObject({ status: 201, headers: { location: href } });
  const shown = {
    subscriptionId: "CSM-NEWS",
    subscriptionProviderId: "CSM",
    subscriptionName: "Daily news",
    subscriptionStatus: "Active",
    subscriptionType: "Recurring",
    subscriptionPaymentSource: "Airtime",
    "auto-renew": true,
    startDate: "2026-03-14",
    endDate: "2026-04-13",
    _links: { self: { href } },
  };
  expect(taken.body).toEqual(shown);
  expect((await client.call("GET", `${PATH}/CSM-NEWS`)).body).toEqual(shown);
  expect(client.world.books()).toMatchObject([{ kind: "charge", amount_minor: "300" }]);
  expect(client.world.phones()[0]?.messages?.at(-1)?.text).toBe("You have subscribed to Daily news.");
  expect(await unsubscribe(client)).toMatchObject({
    status: 200,
    body: { ...NEWS, statusCode: "0000", status: "Unsubscribe successful" },
  });
  expect((await client.call("GET", `${PATH}/CSM-NEWS`)).body).toMatchObject({
    subscriptionStatus: "Inactive",
  });
});

test("twice is once: 1002, in the page's words, and 1003", async () => {
  await using client = await openRawClient();
  await subscribe(client);
  expect(await subscribe(client, {}, "HK000000000000000061")).toMatchObject({
    status: 400,
    body: {
      status: 400,
      error: "Bad Request",
      message: "Already subscribed",
      path: `/customers/${WHO}/subscriptions`,
      statusCode: "1002",
      supportMessage: "CSM: duplicate activation",
      transactionId: "HK000000000000000061",
    },
  });
  await unsubscribe(client);
  expect((await unsubscribe(client)).body).toMatchObject({
    statusCode: "1003",
    message: "Already un-subscribed",
  });
  expect(client.world.books()).toHaveLength(1);
});

/** By the key alone, which outlives any token. */
const byKey = (client: RawClient, method: string, path: string) =>
  client.call(method, path, { headers: { authorization: undefined } });

const DAY_MS = 24 * 60 * 60 * 1000;
const listed = async (client: RawClient) =>
  (await byKey(client, "GET", `${PATH}?subscriptionProviderId=CSM`)).body["services"];

test("what has ended is listed until its paid time is over, and what runs out is gone then as well", async () => {
  await using client = await openRawClient();
  for (const ends of [true, false]) {
    await client.call("POST", PATH, { headers: { authorization: undefined }, body: NEWS });
    if (ends) await unsubscribe(client);
    await client.advance(29 * DAY_MS);
    const subscriptionStatus = ends ? "Inactive" : "Active";
    expect(await listed(client)).toMatchObject({
      csm: { data: { subscriptions: [{ subscriptionStatus }] } },
    });
    await client.advance(DAY_MS);
    expect(await listed(client)).toMatchObject({ csm: { statusCode: "0000", data: { subscriptions: [] } } });
    expect(await byKey(client, "GET", `${PATH}/CSM-NEWS`)).toMatchObject({ status: 404 });
    expect(
      (await byKey(client, "DELETE", `${PATH}/CSM-NEWS?subscriptionProviderId=CSM`)).body["statusCode"],
    ).toBe("1003");
  }
});

test("what renews itself goes on, period after period", async () => {
  await using client = await openRawClient();
  await subscribe(client, { "auto-renew": true });
  await client.advance(65 * DAY_MS);
  expect((await byKey(client, "GET", `${PATH}/CSM-NEWS`)).body).toMatchObject({
    subscriptionStatus: "Active",
    startDate: "2026-03-14",
    endDate: "2026-06-12",
  });
});

test("what is provisioned later is Pending, and asked about by the call's own id", async () => {
  await using client = await openRawClient();
  client.set({ provision_later: true });
  const taken = await subscribe(client);
  expect(taken).toMatchObject({
    status: 202,
    headers: { location: `${client.base}${PATH}/CSM-NEWS/status/HK000000000000000060` },
    body: { ...NEWS, statusCode: "1004", status: "Pending" },
  });
  expect(await status(client)).toMatchObject({ before: [102], status: 202, body: { statusCode: "1004" } });
  expect((await subscribe(client)).body["statusCode"]).toBe("1004");
  expect((await unsubscribe(client)).body["statusCode"]).toBe("1004");
  await client.advance(5_000);
  expect(await status(client)).toMatchObject({ status: 200, body: { statusCode: "0000", status: "Active" } });
  expect((await status(client, "HK000000000000000061")).body["statusCode"]).toBe("1000");
});

test.each([
  ["later", "Pending", "Active", 1],
  ["yes", "Active", "Active", 1],
  ["no", "Inactive", "Inactive", 0],
  ["lost", "Inactive", "Inactive", 0],
])("a subscribe that timed out, applied %s: %s, then %s", async (applied, first, last, charges) => {
  await using client = await openRawClient();
  client.set({ applied, systems: { AIR: "timeout" } });
  expect((await subscribe(client)).body["statusCode"]).toBe("3003");
  client.set({});
  expect((await status(client)).body["status"]).toBe(first);
  await client.advance(20_000);
  expect((await status(client)).body["status"]).toBe(last);
  expect(client.world.books()).toHaveLength(charges);
});

test.each([
  ["no offer", { subscriptionId: "CSM-NOTHING" }, "5001"],
  ["an offer of another provider", { subscriptionId: "RBT-GOLD" }, "5001"],
  ["no provider", { subscriptionProviderId: "XYZ" }, "5000"],
  ["no id", { subscriptionId: undefined }, "5000"],
  ["an odd type", { subscriptionType: "Weekly" }, "5000"],
  ["an odd source", { subscriptionPaymentSource: "Cash" }, "5000"],
  ["too high a price", { subscriptionId: "CSM-GAMES" }, "6001"],
])("a subscribe with %s is refused", async (_what, fields, code) => {
  await using client = await openRawClient();
  expect((await subscribe(client, fields)).body["statusCode"]).toBe(code);
  expect((await client.call("GET", `${PATH}/CSM-GAMES`)).body["statusCode"]).toBe("1000");
});

test("the wallet can pay, and somebody else can be given it", async () => {
  await using client = await openRawClient();
  const wish = {
    subscriptionId: "CSM-GAMES",
    subscriptionPaymentSource: "MoMo",
    beneficiaryId: "27832000100",
  };
  await subscribe(client, wish);
  expect(client.world.books()).toMatchObject([{ amount_minor: "5000", phone_number: `+${WHO}` }]);
  const given = await client.call("GET", "/v2/customers/27832000100/subscriptions/CSM-GAMES");
  expect(given.body).toMatchObject({ subscriptionStatus: "Active" });
});

test("a name is demanded where that is set, and not else", async () => {
  await using client = await openRawClient();
  client.set({ strict_subscribe: true });
  expect((await subscribe(client)).body["statusCode"]).toBe("5000");
  expect((await subscribe(client, { subscriptionName: "My news" })).body).toMatchObject({
    subscriptionName: "My news",
  });
});

test("an unsubscribe can fail under 200, and needs its provider", async () => {
  await using client = await openRawClient();
  client.set({ unsubscribe_fails: true });
  expect(await unsubscribe(client, "RBT-GOLD", "RBT")).toMatchObject({
    status: 200,
    body: { statusCode: "0000", status: "Unsubscribe unsuccessful" },
  });
  expect((await client.call("GET", `${PATH}/RBT-GOLD`)).body).toMatchObject({ subscriptionStatus: "Active" });
  expect((await client.call("DELETE", `${PATH}/RBT-GOLD`)).body["statusCode"]).toBe("5000");
  expect((await unsubscribe(client, "CSM-NOTHING")).body["statusCode"]).toBe("5001");
});

test("all of a provider's end one by one, each told of at the callback URL", async () => {
  await using client = await openRawClient();
  await subscribe(client, { subscriptionId: "RBT-SILVER", subscriptionProviderId: "RBT" });
  const end = () =>
    client.call("DELETE", `${PATH}?subscriptionProviderId=RBT`, {
      body: { callbackUrl: `${client.receiver.url}/ended` },
    });
  expect((await end()).status).toBe(202);
  await client.advance(1);
  expect(client.receiver.received.map(({ body }) => [body["subscriptionId"], body["status"]]).sort()).toEqual(
    [
      ["RBT-GOLD", "Unsubscribe successful"],
      ["RBT-SILVER", "Unsubscribe successful"],
    ],
  );
  expect((await end()).body["statusCode"]).toBe("1003");
});

test("the older list has systems, under either path; where none answers it has one of them, and 207", async () => {
  await using client = await openRawClient();
  for (const path of [`/v1/customers/${WHO}/subscriptions`, `/api/v1/customers/${WHO}/subscriptions`]) {
    expect(await client.call("GET", path)).toMatchObject({
      status: 200,
      body: {
        systems: [
          { systemId: "RBT", status: "Active" },
          { systemId: "CSM", status: "Active" },
        ],
        subscriptionList: [{ subscriptionId: "RBT-GOLD", systemId: "RBT", subscriptionType: "Recurring" }],
      },
    });
  }
  const none = await client.call("GET", "/v1/customers/27832000049/subscriptions");
  expect(none.status).toBe(207);
  expect(none.body).toMatchObject({ subscriptionList: [] });
  expect(none.body["systems"]).toHaveLength(1);
  client.set({ systems: { CSM: "timeout" } });
  const some = await client.call("GET", `/v1/customers/${WHO}/subscriptions`);
  expect(some).toMatchObject({
    status: 207,
    body: { systems: [{ status: "Active" }, { status: "Inactive" }], subscriptionList: [{}] },
  });
});

test("the newer list is a map, from which a service that failed is left out", async () => {
  await using client = await openRawClient();
  expect(await client.call("GET", PATH)).toMatchObject({
    status: 200,
    body: {
      customerId: WHO,
      services: {
        rbt: { statusCode: "0000", data: { subscriptions: [{ subscriptionId: "RBT-GOLD" }] } },
        csm: { statusCode: "0000", data: { subscriptions: [] } },
      },
    },
  });
  const partial = await client.call("GET", "/v2/customers/27832000048/subscriptions");
  expect([partial.status, Object.keys(partial.body["services"] as object)]).toEqual([207, ["csm"]]);
  const one = await client.call("GET", `${PATH}?subscriptionProviderId=CSM`);
  expect([one.status, Object.keys(one.body["services"] as object)]).toEqual([200, ["csm"]]);
  expect((await client.call("GET", `${PATH}?subscriptionProviderId=X`)).body["statusCode"]).toBe("5000");
});

test("the providers of a customer are those that answer", async () => {
  await using client = await openRawClient();
  const path = (msisdn: string) => `/v2/customers/${msisdn}/subscriptions-providers`;
  expect(await client.call("GET", path(WHO))).toMatchObject({
    status: 200,
    body: { services: { RBT: { subscriptionProviderName: "Caller tunes" }, CSM: {} } },
  });
  const partial = await client.call("GET", path("27832000048"));
  expect([partial.status, Object.keys(partial.body["services"] as object)]).toEqual([207, ["CSM"]]);
});

test.each([
  ["refuse", "2000"],
  ["maintenance", "3000"],
  ["timeout", "3003"],
])("a subscription engine that is at %s: %s", async (state, code) => {
  await using client = await openRawClient();
  await subscribe(client);
  client.set({ systems: { CSM: state } });
  expect((await unsubscribe(client)).body["statusCode"]).toBe(code);
  expect((await status(client)).body["statusCode"]).toBe(code);
  const games = { subscriptionId: "CSM-GAMES", subscriptionPaymentSource: "MoMo" };
  expect((await subscribe(client, games)).body["statusCode"]).toBe(code);
  expect((await subscribe(client)).body["statusCode"]).toBe("1002");
  expect(client.world.books()).toHaveLength(1);
});
