import { expect, test } from "vitest";
import type { Customer, LookupCall } from "../../../connector/lookup.ts";
import { campaign, openRawClient, type RawClient } from "../simulator/testing/raw-client.ts";
import { answered } from "../testing/orders.ts";
import { shop } from "../testing/subscription-orders.ts";
import { lookup } from "./lookup.ts";

const customer: Customer = {
  phone_number: "+97330001234",
  provider_options: {},
  call_reference: "HKLOOKUP000000000001",
};

test.each([
  ["+97330001234", { eligible: true, customer_type: "prepaid", operator: null }],
  ["+97330009104", { eligible: false, customer_type: "prepaid", operator: null }],
  ["+97330009105", { eligible: false, customer_type: "unknown", operator: null }],
  ["+60130001234", { eligible: true, customer_type: "prepaid", operator: "CEL-MY" }],
])("%s is looked up", async (phone_number, value) => {
  await using client = await openRawClient();
  expect(await ask(client, lookup.whole({ ...customer, phone_number }, lookup.parts, shop))).toEqual({
    eligibility: { state: "present", value },
  });
});

test.each([
  ["0000", { ...customer, phone_number: "+2348090001234" }, "Operation not supported by 9mobile Nigeria"],
  ["2025", { ...customer, phone_number: "+97330009131" }, "Account not found"],
  ["2024", { ...customer, phone_number: "+1234567" }, null],
  ["6005", { ...customer, provider_options: { campaign: campaign("inactive") } }, null],
])("where they refuse with %s it has failed", async (code, who, because) => {
  await using client = await openRawClient();
  const { eligibility } = await ask(client, lookup.whole(who, lookup.parts, shop));
  expect(eligibility).toMatchObject({ state: "failed", code });
  if (because !== null) expect(eligibility).toMatchObject({ because });
});

test("an operator that cannot be reached has told nothing", async () => {
  await using client = await openRawClient();
  client.set({ operator_down: true });
  expect(await ask(client, lookup.whole(customer, lookup.parts, shop))).toMatchObject({
    eligibility: { state: "failed", code: "No resources" },
  });
});

test("numbers in their words are masked", () => {
  const error = {
    category: "Request Validation",
    code: "2003",
    message: "Unknown operator for MSISDN 12025550123",
  };
  expect(lookup.whole(customer, lookup.parts, shop).read(answered({ error }))["eligibility"]).toEqual({
    state: "failed",
    code: "2003",
    because: "Unknown operator for MSISDN 1202*****23",
  });
});

test("too many calls are told from what they refuse for another reason, and from an answer", async () => {
  const { refusal } = lookup.whole(customer, lookup.parts, shop);
  const error = { category: "Authorization", code: "1003", message: "Rate limit exceeded" };
  expect(refusal(answered({ error }))).toMatchObject({
    category: "throttled",
    advice: { after_seconds: 60 },
  });
  expect(refusal(answered({ error: { ...error, code: "1001" } }))).toMatchObject({
    category: "merchant_setup",
  });
  expect(refusal(answered("no error"))).toBeNull();
});

test.each(["", "<html>", "{}", '{"success":{"a":1}}'])("%j proves nothing", (body) => {
  expect(lookup.whole(customer, lookup.parts, shop).read(answered(body))).toMatchObject({
    eligibility: { state: "unknown", code: null },
  });
});

test("the one part can be asked for alone, and nothing else can", () => {
  expect(lookup.part(customer, "eligibility", shop)?.request).toEqual(
    lookup.whole(customer, lookup.parts, shop).request,
  );
  expect(lookup.part(customer, "balance", shop)).toBeNull();
});

test("a reference names the customer, whatever number the merchant knows", () => {
  const acr = `telenor-TLN-MM:${"a".repeat(48)}`;
  const { request } = lookup.whole({ ...customer, provider_options: { acr } }, lookup.parts, shop);
  expect(new URL(request.url).searchParams.get("msisdn")).toBe(acr);
});

async function ask(client: RawClient, { request, read }: LookupCall) {
  const { pathname, searchParams } = new URL(request.url);
  const authorization = request.headers["authorization"] ?? "";
  const { text, status } = await client.call(pathname, Object.fromEntries(searchParams), { authorization });
  return read(answered(text, status));
}
