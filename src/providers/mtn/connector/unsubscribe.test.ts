import { describe, expect, test } from "vitest";
import { markVerified } from "../../../connector/connector.ts";
import { answerOf, BASE, bodyOf, bytesOf, settings } from "./testing/orders.ts";
import { notices, unsubscribe } from "./unsubscribe.ts";

const asked = {
  phone_number: "+27832000046",
  provider_options: { subscription_provider: "CSM" },
  call_reference: "07HAKIKACALL00000002",
  callback_url: "https://hakika.example.test/hooks/abc",
};

const call = unsubscribe.call(asked, settings);

test("a drop of everything names the provider whose subscriptions end, and where each end is told", () => {
  const { request } = call;
  expect(request).toMatchObject({
    method: "DELETE",
    url: `${BASE}/v2/customers/27832000046/subscriptions?subscriptionProviderId=CSM`,
    headers: { transactionid: asked.call_reference, "x-api-key": settings.client_id },
  });
  expect(bodyOf(request)).toEqual({ callbackUrl: asked.callback_url, description: expect.any(String) });
});

test("what ends are the subscriptions of that provider alone", () => {
  const subscription = { subscription_id: "CSM-NEWS", subscription_provider: "CSM" };
  expect(unsubscribe.includes(subscription, { subscription_provider: "CSM" })).toBe(true);
  expect(unsubscribe.includes(subscription, { subscription_provider: "RBT" })).toBe(false);
});

describe("an answer", () => {
  const error = (statusCode: string, status: number, statusMessage = "") => ({
    statusCode,
    status,
    statusMessage,
  });

  test.each<[string, unknown, number, string]>([
    ["accepts", { statusCode: "0000", status: "Pending" }, 202, "accepted"],
    ["accepts with the code of what is pending", { statusCode: "1004" }, 202, "accepted"],
    ["has done it at once", { statusCode: "0000", status: "Unsubscribe successful" }, 200, "accepted"],
    ["accepts without a body", "", 204, "accepted"],
    ["has nothing to end", error("1003", 400), 400, "none"],
    ["fails under 200", { statusCode: "0000", status: "Unsubscribe unsuccessful" }, 200, "not_done"],
    ["knows no such customer", error("1000", 404), 404, "not_done"],
    ["is about a customer with whom nothing can be done", error("1001", 400), 400, "not_done"],
    ["finds a field wrong", error("5000", 400), 400, "not_done"],
    ["comes from a limit", error("3006", 429), 429, "not_done"],
    ["timed out", error("3003", 408), 408, "unknown"],
    ["could not connect", error("2000", 400), 400, "unknown"],
    ["is a fault of theirs", error("3001", 500), 500, "unknown"],
    ["claims under 200 what it refuses by its code", error("3001", 200), 200, "unknown"],
    ["claims success under a status that refuses", error("0000", 500), 500, "unknown"],
    ["has the code of an end under another status", error("1003", 500), 500, "unknown"],
    ["is no JSON", "<html>", 502, "unknown"],
  ])("that %s", (_what, body, status, state) => {
    const told = call.read(answerOf(body, status));
    expect(told.state).toBe(state);
    expect(told.because === null).toBe(state === "accepted" || state === "none");
  });

  test("is passed on with its code and words, and without numbers", () => {
    const told = call.read(answerOf(error("1001", 400, "Barred: 27832000046"), 400));
    expect(told).toMatchObject({ code: "1001", because: expect.stringContaining("They say: Barred") });
    expect(told.because).not.toContain("27832000046");
  });
});

test("the ends that are told of one by one name nobody, so that nothing follows from them", () => {
  const about = (body: unknown) => {
    const raw = { method: "POST", headers: {}, query: {}, body: bytesOf(body) };
    return notices.read(markVerified(raw, "unsigned"));
  };
  const end = { subscriptionId: "CSM-NEWS", status: "Unsubscribe successful" };
  expect(about(end)).toMatchObject({ about: "nothing", because: expect.stringContaining("ended") });
  expect(about({ status: 1 })).toMatchObject({
    about: "nothing",
    because: expect.stringContaining("no message"),
  });
});
