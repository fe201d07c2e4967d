import { Value } from "typebox/value";
import { describe, expect, test } from "vitest";
import { config } from "./config.ts";
import { options } from "./connector/options.ts";
import { nellobytes } from "./index.ts";

test("the sandbox's credentials are settings that the schema takes", () => {
  const { credentials } = nellobytes.simulator;
  const settings = nellobytes.config.forSandbox("http://127.0.0.1:4010/nellobytes", credentials);
  expect(Value.Check(config.schema, settings)).toBe(true);
});

describe("settings", () => {
  const credentials = { user_id: "CK100000001", api_key: "K" };
  const base = "http://127.0.0.1:4010";

  test("need an account and its key, and no more", () => {
    expect(config.forSandbox(base, credentials)).toMatchObject({
      query_path: "/APIQueryV1.asp",
      networks: { mtn: "01", glo: "02", "9mobile": "03", airtel: "04" },
      callback_url: "send",
    });
    expect(() => config.forSandbox(base, { user_id: "CK100000001" })).toThrow();
  });

  test("refuse a stray slash, a query and a network's code without its zero", () => {
    expect(() => config.forSandbox(`${base}/`, credentials)).toThrow();
    expect(() => config.forSandbox(`${base}/x?y=1`, credentials)).toThrow();
    const { networks, ...settings } = config.forSandbox(base, credentials);
    expect(Value.Check(config.schema, { ...settings, networks })).toBe(true);
    expect(Value.Check(config.schema, { ...settings, networks: { ...networks, mtn: "1" } })).toBe(false);
  });

  test("one network's code can be changed alone", () => {
    const written = { ...credentials, base_url: base, networks: { glo: "05" } };
    expect(Value.Default(config.schema, written)).toMatchObject({ networks: { mtn: "01", glo: "05" } });
  });

  test("the key is never shown again", () => {
    expect(config.secrets).toEqual(["api_key"]);
  });
});

describe("provider_options", () => {
  test.each([
    [{}],
    [{ network: "mtn" }],
    [{ network: "9mobile", product: "airtime" }],
    [{ network: "airtel", product: "data", data_plan: "1000.00" }],
  ])("%o are taken", (given) => {
    expect(Value.Check(options, given)).toBe(true);
  });

  test.each([
    [{ network: "01" }],
    [{ network: "mtn", product: "data" }],
    [{ network: "mtn", data_plan: "1000" }],
    [{ network: "mtn", product: "airtime", data_plan: "1000" }],
    [{ network: "mtn", product: "data", data_plan: "" }],
    [{ network: "mtn", product: "data", data_plan: 1000 }],
    [{ network: "mtn", product: "data", data_plan: "1000&Amount=1" + " " }],
    [{ network: "mtn", colour: "red" }],
  ])("%o are not", (given) => {
    expect(Value.Check(options, given)).toBe(false);
  });
});

test("the example is within what is declared", () => {
  const { example, limits } = nellobytes;
  expect(limits.phone_number?.pattern.test(String(example["phone_number"]))).toBe(true);
  expect(Value.Check(options, example["provider_options"])).toBe(true);
  expect(example["provider"]).toBe(nellobytes.id);
});

test("Nigerian mobile numbers are taken in full form only", () => {
  const takes = (number: string) => nellobytes.limits.phone_number?.pattern.test(number);
  expect(["+2348030000001", "+2347010000001", "+2349160000001"].map(takes)).toEqual([true, true, true]);
  expect(
    ["08030000001", "+23408030000001", "+234803000000", "+2341234567890", "+254712345678"].map(takes),
  ).toEqual([false, false, false, false, false]);
});

describe("the ladder", () => {
  const { inquiry_at, deadline } = nellobytes.timing;

  test("asks once between any two retries of the provider, whenever the first one comes", () => {
    const gaps = inquiry_at.slice(1).map((at, index) => at - (inquiry_at[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(300);
    expect(inquiry_at).toEqual([...inquiry_at].sort((a, b) => a - b));
    for (let retry = 1; retry <= 12; retry++) expect(inquiry_at).toContain(60 + retry * 300 + 20);
  });

  test("goes on after the hour of retries, and leaves the rest to a person after 75 minutes", () => {
    expect(inquiry_at.filter((at) => at > 3_660 + 60)).toEqual([3_740, 3_900, 4_200]);
    expect(deadline).toBe(4_500);
  });
});
