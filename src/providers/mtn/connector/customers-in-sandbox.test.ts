import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Json } from "../../../connector/simulator.ts";
import { lookup } from "./lookup.ts";
import { states } from "./testing/customers.ts";
import { openSandbox, type Sandbox } from "./testing/sandbox.ts";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});

beforeEach(() => sandbox.set({}));

afterAll(() => sandbox[Symbol.asyncDispose]());

describe("customers", () => {
  const person = (msisdn: string) => ({
    phone_number: `+${msisdn}`,
    provider_options: {},
    call_reference: "07HAKIKACALL00000002",
  });

  /** The whole profile, and then each part that it did not tell, where it said or else at its own resource. */
  async function tell(msisdn: string) {
    const whole = lookup.whole(person(msisdn), lookup.parts, sandbox.settings);
    const first = whole.read(await sandbox.carry(whole.request));
    const gaps = Object.keys(first).filter((part) => /unknown|failed/.test(first[part]?.state ?? ""));
    const again = await Promise.all(
      gaps.map(async (part) => {
        const { place } = { place: undefined, ...first[part] };
        const asking = { ...person(msisdn), ...(place !== undefined && { place }) };
        const call = lookup.part(asking, part, sandbox.settings);
        return call?.read(await sandbox.carry(call.request)) ?? {};
      }),
    );
    return [states(first), states(Object.assign({}, ...again))] as const;
  }

  const all = (state: string) => ({ location: state, wallet: state, plans: state, subscriptions: state });

  test.each<[msisdn: string, first: object, again: object]>([
    ["27832000046", all("present"), {}],
    ["27832000047", all("absent"), {}],
    [
      "27832000048",
      { ...all("failed"), wallet: "present" },
      { location: "failed", plans: "failed", subscriptions: "failed" },
    ],
    ["27832000049", { ...all("present"), subscriptions: "failed" }, { subscriptions: "failed" }],
    [
      "27832000050",
      { ...all("present"), plans: "unknown", subscriptions: "unknown" },
      { plans: "unknown", subscriptions: "absent" },
    ],
    [
      "27832000051",
      { ...all("present"), wallet: "failed", subscriptions: "unknown" },
      { wallet: "failed", subscriptions: "absent" },
    ],
    ["278320123456", all("failed"), all("failed")],
    ["27832000065", all("failed"), all("failed")],
  ])("%s", async (msisdn, first, again) => {
    const [whole, alone] = await tell(msisdn);
    expect(whole).toEqual(first);
    expect(alone).toEqual(again);
  });

  test.each(["empty_data", "omit", "null_data"])(
    "a system that is down fails its part alone, in the style %s",
    async (failed_part_style) => {
      sandbox.set({ systems: { HLR: "timeout", AIR: "refuse" }, failed_part_style, code_in_207: false });
      const [whole] = await tell("27832000046");
      const gap = failed_part_style === "null_data" ? "unknown" : "failed";
      expect(whole).toMatchObject({ location: gap, wallet: "present", subscriptions: "present" });
      expect(whole["plans"]).toBe(gap);
    },
  );

  test.each<[msisdn: string, state: string, told: readonly string[]]>([
    ["27832000046", "present", ["RBT", "CSM"]],
    ["27832000048", "unknown", ["CSM"]],
    ["27832000049", "unknown", []],
    ["278320123456", "failed", []],
  ])("%s has subscriptions from those who answer", async (msisdn, state, told) => {
    const call = lookup.whole(person(msisdn), ["subscription_providers"], sandbox.settings);
    const { subscription_providers: reading } = call.read(await sandbox.carry(call.request));
    const { value = [], told: some = value } = { ...reading } as { value?: Json; told?: Json };
    expect(reading?.state).toBe(state);
    expect(
      (some as readonly { subscription_provider: string }[]).map((one) => one.subscription_provider),
    ).toEqual(told);
  });

  test.each(["_links", "_link", "links"])("links in the form %s change nothing", async (link_style) => {
    sandbox.set({ link_style, null_style: "json", empty_href: false });
    expect((await tell("27832000046"))[0]).toEqual(all("present"));
    expect((await tell("27832000047"))[0]).toEqual(all("absent"));
  });

  const codes = [
    "1000",
    "1001",
    "1005",
    "1007",
    "1013",
    "2000",
    "3000",
    "3001",
    "3003",
    "3006",
    "4000",
    "4001",
  ];

  test.each([...codes, "5000"])("%s is told of every part", async (code) => {
    sandbox.set({ answer_with: code });
    const call = lookup.whole(person("27832000046"), lookup.parts, sandbox.settings);
    const read = call.read(await sandbox.carry(call.request));
    for (const reading of Object.values(read)) expect(reading).toMatchObject({ state: "failed", code });
  });
});
