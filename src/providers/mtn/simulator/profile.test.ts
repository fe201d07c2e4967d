import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

const full = (client: RawClient, msisdn: string) =>
  client.call("GET", `/v2/customers/${msisdn}?propset=full`);

function fixture(name: string): unknown {
  const text = readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8");
  return JSON.parse((JSON.parse(text) as { readonly body: string }).body);
}

const active = (systemId: string) => ({ systemId, status: "Active", statusCode: 200, message: "OK" });

test("everything about a customer who has everything", async () => {
  await using client = await openRawClient();
  const { status, body } = await full(client, "27832000046");
  const href = (path: string) => ({ self: { href: `${client.base}${path}` } });
  expect(status).toBe(200);
  expect(body).toEqual({
    transactionId: expect.any(String),
    statusCode: "0000",
    statusMessage: "Success",
    customerId: "27832000046",
    location: {
      data: { country: "South Africa", homeNetwork: "South Africa", operator: "MTN" },
      _links: href("/v1/customers/27832000046/locations"),
    },
    momo: {
      data: { accountholderStatus: "ACTIVE", currency: "ZAR" },
      _links: href("/v1/customers/27832000046/momo"),
    },
    plans: [
      {
        category: "GSM",
        data: [
          {
            type: "Prepaid",
            status: "Active",
            startDate: "2021-05-03T09:12:44.120Z",
            endDate: null,
            balance: [
              {
                data: {
                  balanceType: "AIRTIME",
                  amount: "4250",
                  currency: "ZAR",
                  expiryDate: "2027-03-14T08:15:33.710Z",
                },
              },
            ],
          },
        ],
        _links: href("/v2/customers/27832000046/plans"),
      },
    ],
    subscriptions: {
      data: [
        expect.objectContaining({
          subscriptionId: "RBT-GOLD",
          systemId: "RBT",
          subscriptionStatus: "Active",
        }),
      ],
      _links: href("/v1/customers/27832000046/subscriptions"),
    },
    systems: [active("RBT"), active("CSM")],
    _links: href("/v2/customers/27832000046"),
  });
});

test("what a customer has none of is null under 200, beside a link to nowhere", async () => {
  await using client = await openRawClient();
  const { status, body } = await full(client, "27832000047");
  expect(status).toBe(200);
  expect(body).toMatchObject({
    location: { data: { country: "null", operator: "null" } },
    momo: null,
    plans: null,
    subscriptions: { data: [] },
    _links: { self: { href: "" } },
  });
  client.set({ null_style: "json", empty_href: false });
  expect((await full(client, "27832000047")).body).toMatchObject({
    location: { data: { country: null, operator: null } },
    _links: { self: { href: `${client.base}/v2/customers/27832000047` } },
  });
});

test("the page's own examples of nulls come as they stand there", async () => {
  await using client = await openRawClient();
  const wallet = await client.call("GET", "/v1/customers/27832000047/momo");
  expect(wallet).toMatchObject({ status: 200, body: fixture("profile-no-wallet") });
  const location = await client.call("GET", "/v1/customers/27832000047/locations");
  expect([location.status, location.body["data"]]).toEqual([
    200,
    (fixture("profile-no-location") as { readonly data: unknown }).data,
  ]);
  const failed = await client.call("GET", "/v1/customers/27832000048/locations");
  expect([failed.status, failed.body["data"]]).toEqual([
    207,
    (fixture("profile-location-failed") as { readonly data: unknown }).data,
  ]);
  const { body } = await client.call("GET", "/v1/customers/27832000049/subscriptions");
  expect(body["systems"]).toEqual([fixture("profile-system-timed-out")]);
});

test("27832000048: what failed is empty or left out, and a silent system is Inactive and says 200", async () => {
  await using client = await openRawClient();
  const { status, body } = await full(client, "27832000048");
  expect(status).toBe(207);
  expect(body).toMatchObject({
    statusCode: "0000",
    statusMessage: "Partial result",
    location: { data: {}, _links: {} },
    momo: { data: { accountholderStatus: "ACTIVE" } },
    subscriptions: { data: [{ subscriptionId: "CSM-NEWS" }] },
    systems: [
      { systemId: "RBT", status: "Inactive", statusCode: 200, message: "Request timed out." },
      active("CSM"),
    ],
  });
  expect(body).not.toHaveProperty("plans");
  expect((body["location"] as { readonly data: object }).data).toEqual({});
});

test("27832000050: a part that failed can stand there with null", async () => {
  await using client = await openRawClient();
  const { status, body } = await full(client, "27832000050");
  expect([status, body["plans"]]).toMatchObject([207, [{ category: "GSM", data: null }]]);
});

const parts = [
  ["HLR", "location"],
  ["ECW", "momo"],
  ["AIR", "plans"],
] as const;

test.each(parts)("a %s that is down fails the %s of everybody, in each style", async (system, part) => {
  await using client = await openRawClient();
  const shapes = [];
  for (const failed_part_style of ["empty_data", "omit", "null_data"]) {
    client.set({ systems: { [system]: "refuse" }, failed_part_style });
    const { status, body } = await full(client, "27832000046");
    expect(status).toBe(207);
    shapes.push(part in body ? [body[part]].flat()[0] : "left out");
  }
  const empty = part === "plans" ? "left out" : { data: {} };
  expect(shapes).toMatchObject([empty, "left out", { data: null }]);
});

test.each(parts.map(([, part]) => part))("a setting makes the %s fail by itself", async (part) => {
  await using client = await openRawClient();
  client.set({ part_fails: { [part]: "omit" } });
  const { status, body } = await full(client, "27832000046");
  expect([status, part in body]).toEqual([207, false]);
});

test.each([
  ["refuse", 400, "2000"],
  ["maintenance", 503, "3000"],
  ["timeout", 408, "3003"],
  ["stall", 500, "1007"],
  ["garbage", 500, "3001"],
])("a part asked for by itself gives the code of its system: %s", async (state, status, statusCode) => {
  await using client = await openRawClient();
  client.set({ systems: { HLR: state, ECW: state, AIR: state } });
  for (const path of [
    "/v1/customers/27832000046/locations",
    "/v1/customers/27832000046/momo",
    "/v2/customers/27832000046/plans",
  ]) {
    expect(await client.call("GET", path)).toMatchObject({ status, body: { statusCode } });
  }
});

test.each(parts)("by itself a %s has a part that failed in each style, and 207", async (_system, part) => {
  await using client = await openRawClient();
  const { path, name } = {
    location: { path: "/v1/customers/27832000046/locations", name: "data" },
    momo: { path: "/v1/customers/27832000046/momo", name: "momo" },
    plans: { path: "/v2/customers/27832000046/plans", name: "data" },
  }[part];
  const shapes = [];
  for (const style of ["empty_data", "omit", "null_data"]) {
    client.set({ part_fails: { [part]: style } });
    const { status, body } = await client.call("GET", path);
    expect([status, body["_links"]]).toMatchObject([207, { self: { href: client.base + path } }]);
    shapes.push(name in body ? body[name] : "left out");
  }
  expect(shapes).toEqual([{}, "left out", null]);
});

test("a 207 can come without a code", async () => {
  await using client = await openRawClient();
  client.set({ code_in_207: false });
  expect((await full(client, "27832000048")).body).not.toHaveProperty("statusCode");
  expect((await full(client, "27832000046")).body).toHaveProperty("statusCode", "0000");
});

test("basic is structure and links, whatever is down", async () => {
  await using client = await openRawClient();
  client.set({ systems: { HLR: "refuse", RBT: "timeout" } });
  for (const path of ["/v1/customers/27832000048", "/v2/customers/27832000048?propset=basic"]) {
    const { status, body } = await client.call("GET", path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ location: { _links: {} }, momo: {}, plans: {}, subscriptions: {} });
    expect(JSON.stringify(body)).not.toContain('"data"');
  }
  expect((await client.call("GET", "/v1/customers/27832000048?scope=some")).body["statusCode"]).toBe("5000");
});

test("the wallet's balance comes with the plans where it is asked for", async () => {
  await using client = await openRawClient();
  const path = "/v2/customers/27832000046/plans";
  expect((await client.call("GET", `${path}?momo=true`)).body).toMatchObject({
    momo: { balance: { amount: "1000.00", units: "ZAR" } },
  });
  expect((await client.call("GET", path)).body).not.toHaveProperty("momo");
  expect((await client.call("GET", "/v2/customers/27832000047/plans?momo=true")).body).toMatchObject({
    data: null,
    momo: null,
  });
});

/** What is named by answers to calls that begin something. */
async function linksOfBeginnings(client: RawClient, link_style: string): Promise<readonly string[]> {
  const news = { subscriptionId: "CSM-NEWS", subscriptionProviderId: "CSM" };
  const answers = [
    await client.pay(),
    await client.refill("27832000102"),
    await client.call("POST", "/v2/customers/27832000100/subscriptions", { body: news }),
  ];
  client.set({ link_style, provision_later: true });
  answers.push(await client.call("POST", "/v2/customers/27832000101/subscriptions", { body: news }));
  return answers.flatMap(({ text, headers: { location } }) => [
    ...hrefsIn(text),
    ...(typeof location === "string" ? [location] : []),
  ]);
}

function hrefsIn(text: string): readonly string[] {
  return [...text.matchAll(/"href":"([^"]+)"/g)].map(([, href = ""]) => href);
}

test.each(["_links", "_link"])(
  "every link leads somewhere, written as %s, in any world",
  async (link_style) => {
    await using client = await openRawClient();
    client.set({ link_style });
    const seen = new Set<string>();
    const open = [
      `${client.base}/v2/customers/27832000048?propset=full`,
      `${client.base}/v2/customers/27832000046/subscriptions`,
      `${client.base}/v2/customers/27832000046/subscriptions-providers`,
      ...(await linksOfBeginnings(client, link_style)),
    ];
    for (let url = open.pop(); url !== undefined; url = open.pop()) {
      if (seen.has(url)) continue;
      seen.add(url);
      const { status, text } = await client.call("GET", url.slice(client.base.length));
      expect([url, status < 300]).toEqual([url, true]);
      expect(text).toContain(`"${link_style}"`);
      open.push(...hrefsIn(text));
    }
    expect(seen.size).toBeGreaterThanOrEqual(13);
  },
);

test("links can be a list", async () => {
  await using client = await openRawClient();
  client.set({ link_style: "links" });
  expect((await full(client, "27832000046")).body).toMatchObject({
    links: [{ rel: "self", href: `${client.base}/v2/customers/27832000046`, type: "GET" }],
  });
});

test("links of another world lead back into it", async () => {
  await using client = await openRawClient();
  const base = client.base.replace("/mtn", "/_worlds/two/mtn");
  const headers = { "x-api-key": "hakikaSandboxConsumerKey00000000" };
  const answer = await fetch(`${base}/v1/customers/27832000046`, { headers });
  expect(await answer.json()).toMatchObject({
    _links: { self: { href: `${base}/v1/customers/27832000046` } },
  });
});
