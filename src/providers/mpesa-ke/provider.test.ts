import { Value } from "typebox/value";
import { expect, test } from "vitest";
import { findProvider, providers } from "../index.ts";
import { config } from "./config.ts";
import { mpesaKe } from "./index.ts";

test("the list finds the provider by its id, and nothing for a strange one", () => {
  expect(findProvider("mpesa-ke")).toBe(mpesaKe);
  expect(findProvider("nobody")).toBeUndefined();
  expect(providers).toContain(mpesaKe);
});

test("the sandbox's credentials are settings that the schema takes", () => {
  const settings = mpesaKe.config.forSandbox("http://127.0.0.1:4010/mpesa-ke", mpesaKe.simulator.credentials);
  expect(Value.Check(config.schema, settings)).toBe(true);
});

test("settings without a key, or with a stray slash, are refused", () => {
  const credentials = { api_key: "pk_1", link_id: "sc_1" };
  expect(() => config.forSandbox("http://127.0.0.1:4010", { link_id: "sc_1" })).toThrow();
  expect(() => config.forSandbox("http://127.0.0.1:4010/", credentials)).toThrow();
  expect(config.forSandbox("http://127.0.0.1:4010", credentials).callbacks).toBe("signed");
});

test("the example is within the limits that are declared", () => {
  expect(mpesaKe.limits.phone_number?.pattern.test(String(mpesaKe.example["phone_number"]))).toBe(true);
  expect(mpesaKe.example["provider"]).toBe(mpesaKe.id);
});

test("2547 and 2541 numbers are taken, and no others", () => {
  const takes = (number: string) => mpesaKe.limits.phone_number?.pattern.test(number);
  expect(["+254712345678", "+254110000000"].map(takes)).toEqual([true, true]);
  expect(["+254212345678", "254712345678", "+25471234567", "+256712345678"].map(takes)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("the ladder asks every 15 seconds while a prompt can be answered, then rarely, up to the deadline", () => {
  const { inquiry_at, deadline } = mpesaKe.timing;
  expect(inquiry_at.slice(0, 3)).toEqual([30, 45, 60]);
  expect(inquiry_at.slice(-8)).toEqual([240, 360, 600, 1_200, 2_400, 3_600, 5_400, 7_200]);
  expect(inquiry_at).toEqual([...inquiry_at].sort((a, b) => a - b));
  expect(deadline).toBe(7_500);
});
