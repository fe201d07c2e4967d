import { describe, expect, test } from "vitest";
import { lookup } from "./lookup.ts";
import {
  customer,
  everything,
  goldTune,
  readAlone,
  readProfile,
  states,
  system,
} from "./testing/customers.ts";
import { BASE, settings } from "./testing/orders.ts";

const { plans, subscriptions, systems, ...rest } = everything;
const allPresent = { location: "present", wallet: "present", plans: "present", subscriptions: "present" };

describe("a look-up", () => {
  test("asks for the whole profile once, with the key and under our name for the call", () => {
    const { request } = lookup.whole(customer, lookup.parts, settings);
    expect(request).toMatchObject({
      method: "GET",
      url: `${BASE}/v2/customers/27832000046?propset=full`,
      headers: { "x-api-key": settings.client_id, transactionid: customer.call_reference },
      body: null,
    });
  });

  test.each([
    ["location", "/v1/customers/27832000046/locations"],
    ["wallet", "/v1/customers/27832000046/momo"],
    ["plans", "/v2/customers/27832000046/plans"],
    ["subscriptions", "/v1/customers/27832000046/subscriptions"],
    ["subscription_providers", "/v2/customers/27832000046/subscriptions-providers"],
  ])("of %s alone asks its own resource, whether it was wanted alone or is asked again", (part, path) => {
    expect(lookup.part(customer, part, settings)?.request.url).toBe(BASE + path);
    expect(lookup.whole(customer, [part], settings).request.url).toBe(BASE + path);
  });

  test("asks for the profile only where it tells more than one of the parts", () => {
    const wanted = (...parts: string[]) => lookup.whole(customer, parts, settings).request.url;
    expect(wanted("subscription_providers", "wallet")).toBe(`${BASE}/v1/customers/27832000046/momo`);
    expect(wanted("wallet", "plans")).toContain("propset=full");
  });

  test("asks for no part that does not exist", () => {
    expect(lookup.part(customer, "shoe_size", settings)).toBeNull();
  });
});

describe("a complete answer", () => {
  test("tells every part in words of ours, and amounts as they were written", () => {
    expect(readProfile(everything)).toEqual({
      location: {
        state: "present",
        value: { country: "South Africa", operator: "MTN", home_network: "South Africa" },
      },
      wallet: { state: "present", value: { status: "active", currency: "ZAR" } },
      plans: {
        state: "present",
        value: [
          {
            category: "GSM",
            type: "prepaid",
            status: "active",
            starts_at: "2021-05-03T09:12:44.120Z",
            ends_at: null,
            balances: [
              { type: "airtime", amount: "4250", currency: "ZAR", expires_at: "2027-01-31T00:00:00Z" },
            ],
          },
        ],
      },
      subscriptions: {
        state: "present",
        value: [
          {
            subscription_id: "RBT-GOLD",
            subscription_provider: "RBT",
            name: "Caller tune gold",
            status: "active",
            type: null,
            starts_on: null,
            ends_on: null,
          },
        ],
      },
    });
  });

  test("is read in the other spelling of its names, with any form of links, and without a code", () => {
    const { location, statusCode, ...others } = everything;
    const other = { ...others, locations: { data: location.data, _link: {} }, plan: plans, plans: undefined };
    expect(states(readProfile({ ...other, links: [{ rel: "self", href: "" }] }))).toEqual(allPresent);
  });

  test("says with nulls, with the text null and with empty lists what somebody has not", () => {
    const nothing = {
      location: { data: { country: "null", operator: "null" } },
      momo: null,
      plans: null,
      subscriptions: { data: [] },
      systems,
    };
    const absent = { location: "absent", wallet: "absent", plans: "absent", subscriptions: "absent" };
    expect(states(readProfile({ ...rest, ...nothing }))).toEqual(absent);
    const written = { country: null, operator: "NULL" };
    expect(states(readProfile({ ...rest, ...nothing, location: { data: written } }))).toEqual(absent);
    expect(states(readProfile({ ...rest, ...nothing, momo: { data: null }, plans: [] }))).toEqual(absent);
  });

  test("leaves unknown what it does not mention, or of which it shows links alone", () => {
    const mentioned = { ...rest, plans: [{ category: "GSM" }], subscriptions: { _links: {} }, location: {} };
    expect(states(readProfile({ ...mentioned, momo: undefined }))).toEqual({
      location: "unknown",
      wallet: "unknown",
      plans: "unknown",
      subscriptions: "unknown",
    });
  });

  test("with another code than success proves no absence", () => {
    expect(readProfile({ ...everything, statusCode: "3001", momo: null })["wallet"]).toEqual({
      state: "unknown",
      because: expect.stringContaining("Success"),
      code: "3001",
    });
  });

  test("shows no phone number that stands in a text", () => {
    const subscription = { ...goldTune, subscriptionName: "A gift of 27832000199" };
    const read = readProfile({ ...everything, subscriptions: { data: [subscription] } });
    expect(JSON.stringify(read)).not.toContain("27832000199");
  });

  test.each(["4,250", "1e3", "", "12.3.4", null, {}])("states no amount where it reads %j", (amount) => {
    const [{ data = [] } = {}] = plans;
    const balance = [{ data: { balanceType: "AIRTIME", amount } }];
    const read = readProfile({
      ...everything,
      plans: [{ data: data.map((plan) => ({ ...plan, balance })) }],
    });
    expect(read["plans"]).toMatchObject({ value: [{ balances: [{ amount: null }] }] });
  });
});

describe("a part that could not be told", () => {
  const link = (href: unknown) => ({ _links: { self: { href } } });
  const OWN = `${BASE}/v1/customers/27832000046/locations`;

  /** Where it is asked for again after a 207 that names this place. */
  function askedAgainAt(links: object): string | undefined {
    const whole = readProfile({ ...everything, location: { data: {}, ...links } }, 207);
    const place = whole["location"] !== undefined && "place" in whole["location"] && whole["location"].place;
    const asking = place === false || place === undefined ? customer : { ...customer, place };
    return lookup.part(asking, "location", settings)?.request.url;
  }

  test.each<[string, object]>([
    ["_links", link("https://api.mtn.com/mtn/v3/customers/27832000046/locations?fresh=yes")],
    [
      "_link",
      { _link: { self: { href: "http://api.mtn.com/mtn/v3/customers/27832000046/locations?fresh=yes" } } },
    ],
    [
      "links",
      { links: [{ rel: "self", href: "https://x.test/mtn/v3/customers/27832000046/locations?fresh=yes" }] },
    ],
  ])("is asked for where its link in the form %s leads, at the configured host", (_form, links) => {
    expect(askedAgainAt(links)).toBe(`${BASE}/v3/customers/27832000046/locations?fresh=yes`);
  });

  test.each<[string, unknown]>([
    ["nowhere", ""],
    ["to no URL", "locations"],
    ["beside the base URL", "https://api.mtn.com/v1/customers/27832000046/locations"],
    ["to no version", `${BASE}/customers/27832000046/locations`],
    ["to a misspelt resource", `${BASE}/v1/customers/27832000046/location`],
    ["to another part", `${BASE}/v2/customers/27832000046/plans`],
    ["to another customer", `${BASE}/v1/customers/27832000047/locations`],
    ["deeper", `${BASE}/v1/customers/27832000046/locations/1`],
  ])("is asked for at its own resource where the link leads %s", (_where, href) => {
    expect(askedAgainAt(link(href))).toBe(OWN);
  });

  test("in a list of categories has the link of the first that has one", () => {
    const place = `${BASE}/v2/customers/27832000046/plans`;
    const read = readProfile({ ...everything, plans: [{ data: null }, { data: null, ...link(place) }] }, 207);
    expect(read["plans"]).toMatchObject({ state: "unknown", place });
  });
});

describe("the resource of the subscription providers", () => {
  const csm = { subscriptionProviderName: "Content", subscriptionProviderDescription: "News by message." };
  const read = (body: unknown, status = 200) => readAlone("subscription_providers", body, status);
  const value = [{ subscription_provider: "CSM", name: "Content", description: "News by message." }];

  test("tells by what name each is asked for subscriptions", () => {
    expect(read({ services: { CSM: csm } })).toEqual({ state: "present", value });
  });

  test("may have left some out under 207", () => {
    expect(read({ services: { CSM: csm } }, 207)).toMatchObject({ state: "unknown", told: value });
  });

  test.each<[string, unknown, number, string]>([
    ["none", { services: {} }, 200, "absent"],
    ["null", { services: null }, 200, "absent"],
    ["none, and not all were asked", { services: {} }, 207, "unknown"],
    ["nothing", {}, 200, "unknown"],
    ["nothing under 207", {}, 207, "failed"],
    ["an error beside", { statusCode: "3001", services: {} }, 200, "unknown"],
  ])("with %s", (_what, body, status, state) => {
    expect(read(body, status)?.state).toBe(state);
  });

  test("does not know whom the platform does not know", () => {
    expect(read({ services: null }, 404)).toMatchObject({ state: "failed", code: "1000" });
  });
});

describe("a wallet's own resource", () => {
  test.each<[string, unknown, number, string]>([
    ["the wallet bare", { momo: { accountholderStatus: "BLOCKED" } }, 200, "present"],
    ["the wallet in data", { momo: { data: { currency: "ZAR" } } }, 200, "present"],
    ["the page's null", { momo: null, _links: { self: { href: "" } } }, 200, "absent"],
    ["links alone, as a part", { _links: { self: { href: "" } } }, 207, "failed"],
    ["links alone, as a whole", { _links: { self: { href: "" } } }, 200, "unknown"],
  ])("with %s", (_what, body, status, state) => {
    expect(readAlone("wallet", body, status)?.state).toBe(state);
  });
});

describe("the resource of the plans", () => {
  const [{ data: [plan] = [] } = {}] = plans;

  test.each<[string, unknown, string]>([
    ["one plan", plan, "present"],
    ["a list of them", [plan], "present"],
    ["null", null, "absent"],
    ["an object without anything", {}, "unknown"],
  ])("with %s as its data", (_what, data, state) => {
    expect(readAlone("plans", { statusCode: "0000", data, _links: {} })?.state).toBe(state);
  });
});

test("a system that did not answer is believed by its status, not by the 200 that it claims", () => {
  const timedOut = system("RBT", "Inactive", "Request timed out.");
  expect(readProfile({ ...everything, systems: [timedOut, system("CSM")] })["subscriptions"]).toEqual({
    state: "failed",
    because: "RBT did not answer. They say: Request timed out.",
    code: null,
    told: [expect.objectContaining({ name: "Caller tune gold" })],
  });
  expect(readProfile({ ...everything, systems: timedOut })["subscriptions"]?.state).toBe("failed");
});
