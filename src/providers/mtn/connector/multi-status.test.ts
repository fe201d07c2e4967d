import { describe, expect, test } from "vitest";
import { everything, goldTune, readAlone, readProfile, states, system } from "./testing/customers.ts";

const partial = (changes: object) => readProfile({ ...everything, ...changes }, 207);
const timedOut = system("RBT", "Inactive", "Request timed out.");

describe("under 207", () => {
  test("what is there is there, and what was left out or is empty has failed", () => {
    const { plans, ...withoutPlans } = everything;
    const told = { location: { data: {}, _links: {} }, systems: [timedOut, system("CSM")] };
    const read = readProfile({ ...withoutPlans, ...told }, 207);
    expect(states(read)).toEqual({
      location: "failed",
      wallet: "present",
      plans: "failed",
      subscriptions: "failed",
    });
    expect(read["location"]).toMatchObject({
      because: "Only a part of the answer came, and this was not in it.",
      code: null,
    });
  });

  test.each<[string, object, string]>([
    ["a wallet that is null", { momo: null }, "wallet"],
    ["a wallet with null data", { momo: { data: null } }, "wallet"],
    ["a location of two nulls", { location: { data: { country: "null", operator: null } } }, "location"],
    ["plans that are null", { plans: null }, "plans"],
    ["a category of plans with null data", { plans: [{ category: "GSM", data: null }] }, "plans"],
    ["an empty list of subscriptions", { subscriptions: { data: [] } }, "subscriptions"],
    ["subscriptions that are null", { subscriptions: null }, "subscriptions"],
  ])("%s is no absence", (_what, changes, part) => {
    expect(partial(changes)[part]).toEqual({
      state: "unknown",
      because: "Only a part of the answer came, and a null there does not say that there is none.",
      code: null,
    });
  });

  test("a list is whole only where every system is said to have answered", () => {
    expect(partial({})["subscriptions"]?.state).toBe("present");
    expect(partial({ systems: undefined })["subscriptions"]?.state).toBe("unknown");
  });

  test("plans of one category do not make up for those of another", () => {
    const [gsm] = everything.plans;
    expect(partial({ plans: [gsm, { category: "FIXED", data: null }] })["plans"]?.state).toBe("unknown");
    expect(partial({ plans: [gsm, { category: "FIXED", data: {} }] })["plans"]?.state).toBe("failed");
    const complete = readProfile({ ...everything, plans: [gsm, { category: "FIXED", data: null }] });
    expect(complete["plans"]?.state).toBe("present");
  });
});

test("what the systems that answered have is told beside the failure of another", () => {
  const read = partial({ systems: [system("CSM"), timedOut] })["subscriptions"];
  expect(read).toMatchObject({ state: "failed", told: [{ subscription_id: "RBT-GOLD" }] });
});

describe("the older list of subscriptions", () => {
  const read = (systems: unknown, subscriptionList: unknown, status: number) =>
    readAlone("subscriptions", { systems, subscriptionList }, status)?.state;

  test.each<[string, unknown, unknown, number, string]>([
    ["all answered, and one is there", [system("RBT")], [goldTune], 200, "present"],
    ["all answered, and none is there", [system("RBT")], [], 200, "absent"],
    ["none is there, as null", [system("RBT")], null, 200, "absent"],
    ["one timed out", [timedOut, system("CSM")], [goldTune], 207, "failed"],
    ["none answered, and only some are listed", [timedOut], [], 207, "failed"],
    ["one is silent under 200", [timedOut], [], 200, "failed"],
    ["who failed is not said", [system("CSM")], [goldTune], 207, "unknown"],
    ["who failed is not said, and nothing is there", [system("CSM")], [], 207, "unknown"],
    ["there is no list", [system("RBT")], undefined, 200, "unknown"],
  ])("%s", (_what, systems, list, status, state) => {
    expect(read(systems, list, status)).toBe(state);
  });
});

describe("the newer map of services", () => {
  const tune = { ...goldTune, systemId: undefined, subscriptionProviderId: "RBT" };
  const read = (services: unknown, status = 200) => readAlone("subscriptions", { services }, status);

  test.each<[string, unknown]>([
    ["an object with the list", { subscriptions: [tune] }],
    ["a list", [tune]],
    ["a single one", tune],
  ])("has its data as %s", (_what, data) => {
    const found = read({ vas_hlr: { statusCode: "0000", data }, csm: { statusCode: "OK", data: [] } });
    expect(found).toMatchObject({ value: [{ subscription_id: "RBT-GOLD", subscription_provider: "RBT" }] });
  });

  test("may say 2000 beside data, and then it is there", () => {
    expect(read({ vas_hlr: { statusCode: "2000", data: tune } })?.state).toBe("present");
  });

  test("has failed where it says 2000 and has none", () => {
    expect(read({ rbt: { statusCode: "2000", data: null }, csm: { data: [tune] } })).toEqual({
      state: "failed",
      because: "rbt could not tell its subscriptions.",
      code: "2000",
      told: [expect.objectContaining({ subscription_id: "RBT-GOLD" })],
    });
  });

  test.each<[string, unknown, number, string]>([
    ["no service has any", { rbt: { statusCode: "0000", data: null }, csm: { data: [] } }, 200, "absent"],
    ["there is no service", {}, 200, "absent"],
    ["a service has links alone", { rbt: { _links: {} } }, 200, "unknown"],
    ["one was left out", { csm: { data: [tune] } }, 207, "unknown"],
    ["one was left out, and the other has none", { csm: { data: [] } }, 207, "unknown"],
  ])("%s", (_what, services, status, state) => {
    expect(read(services, status)?.state).toBe(state);
  });
});
