import { expect, test } from "vitest";
import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newReceipt } from "./ids.ts";
import { openRawClient } from "./testing/raw-client.ts";

test("a push gets ids of the real shapes; the checkout id has East Africa Time and the end of the number", async () => {
  await using client = await openRawClient();
  const { body } = await client.initiate();
  expect(body).toEqual({
    MerchantRequestID: expect.stringMatching(/^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}[0-9]{7}$/),
    CheckoutRequestID: "ws_CO_15072026121225318708374149",
    ResponseCode: "0",
    ResponseDescription: "Success. Request accepted for processing",
    CustomerMessage: "Success. Request accepted for processing",
    request_id: expect.stringMatching(/^REQ_[0-9a-f]{12}$/),
  });
});

test("pushes that come to one phone at once each have an id of their own", async () => {
  await using client = await openRawClient();
  client.set({ check_callback: false });
  const answers = await Promise.all([client.initiate(), client.initiate(), client.initiate()]);
  expect(new Set(answers.map(({ body }) => body["CheckoutRequestID"])).size).toBe(3);
});

test.each([
  ["2023-12-10T09:00:00Z", "RLA"],
  ["2017-07-27T09:00:00Z", "LGR"],
  ["2019-12-19T09:00:00Z", "NLJ"],
  ["2026-07-15T09:00:00Z", "UGF"],
  ["2026-07-31T20:59:59Z", "UGV"],
  ["2026-07-31T21:00:00Z", "UH1"],
])("a receipt of %s begins with %s", (at, start) => {
  const nothing = { get: () => undefined, put: () => {}, remove: () => {}, all: () => [] };
  const host = {
    now: () => Date.parse(at),
    random: () => 7,
    records: nothing,
  } as Partial<SimulatorHost> as SimulatorHost;
  expect(newReceipt(host)).toMatch(new RegExp(`^${start}[A-Z0-9]{7}$`));
});
