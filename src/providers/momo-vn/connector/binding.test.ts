import { describe, expect, test } from "vitest";
import type { RawCallback } from "../../../connector/connector.ts";
import type { SubscriptionFinding } from "../../../core/subscription.ts";
import { connector } from "../connector.ts";
import { binding } from "./binding.ts";
import { isSignedBy } from "./signatures.ts";
import {
  answerOf,
  bodyOf,
  link,
  notificationOf,
  readJson,
  redirectOf,
  requestOf,
  secret,
  settings,
  signed,
} from "./testing/orders.ts";

const AES_TOKEN =
  "m2bgCrjDA0ROa0kMSlWJunDynAEB0x9eBAQGxIfwf4BF3HqAzxxOdSNoMStMAU8oPwGygHhb2R1HdqLagNomVEduyiXSRnhKyR4cSpQAdri7mqr4hih/M6CwFMEdC1wn";
const CALLBACK_TOKEN = "Cb0Token0For0Hakika0Sandbox0User42";

const { confirm, cancel } = binding.changes;
if (confirm === undefined || cancel === undefined) throw new Error("A link is confirmed and given up.");

const linked = {
  partnerCode: "HAKIKAVN0001",
  orderId: link.attempt_reference,
  requestId: "8f14e45f-ceea-4a7b-9c3d-000000000003",
  amount: 0,
  orderInfo: "Link wallet",
  orderType: "momo_wallet",
  transId: 1_763_712_034_561,
  resultCode: 0,
  message: "Successful.",
  payType: "qr",
  responseTime: 1_763_712_034_567,
  extraData: "",
  partnerClientId: "user-42",
  callbackToken: CALLBACK_TOKEN,
};

describe("a link", () => {
  test("is opened by an order for nothing, under the merchant's name for the customer", () => {
    const request = binding.create(link, settings);
    const message = bodyOf(request);
    expect(requestOf(request).url).toBe("http://127.0.0.1:4020/v2/gateway/api/create");
    expect(message).toMatchObject({ amount: 0, requestType: "linkWallet", partnerClientId: "user-42" });
    expect(isSignedBy("create_link", { ...message, amount: "0" }, settings)).toBe(true);
  });

  test("of a customer without a name is under ours", () => {
    const message = bodyOf(binding.create({ ...link, provider_options: {} }, settings));
    expect(message.partnerClientId).toBe(link.attempt_reference);
  });

  test("with a plan tells the customer its terms, and takes the plan's own paths", () => {
    const plan = {
      name: "Monthly tickets",
      every: "month",
      amount: "60000",
      first_charge_on: "2026-12-01",
      ends_on: "2027-12-01",
    };
    const planned = { ...link, secret, provider_options: { customer: "user-42", plan } };
    expect(bodyOf(binding.create(planned, settings))).toMatchObject({
      amount: 0,
      requestType: "subscription",
      subscriptionInfo: {
        partnerSubsId: link.attempt_reference,
        subsOwner: "user-42",
        name: "Monthly tickets",
        type: "FIXED",
        recurringAmount: 60_000,
        nextPaymentDate: "2026-12-01",
        expiryDate: "2027-12-01",
        frequency: "MONTHLY",
      },
    });
    const calls = [
      binding.inquire({ ...planned, secret: null }, settings),
      confirm.request(planned, settings),
      cancel.request(planned, settings),
    ];
    expect(calls.map((call) => new URL(requestOf(call).url).pathname.split("/").slice(-2))).toEqual([
      ["subscription", "cbQuery"],
      ["subscription", "create"],
      ["subscription", "manage"],
    ]);
    expect(bodyOf(calls[2] ?? "cannot_ask")).toMatchObject({ action: "cancel" });
    const { amount: _, ...varying } = plan;
    const { subscriptionInfo } = bodyOf(
      binding.create({ ...link, provider_options: { plan: varying } }, settings),
    );
    expect(subscriptionInfo).toMatchObject({ type: "VARIABLE", recurringAmount: 0 });
  });

  test("that was opened tells the page, and nobody has agreed yet", () => {
    const bindingUrl = "https://test-payment.momo.vn/v2/gateway/binding?t=1";
    const finding = binding.readCreate(answerOf({ ...linked, bindingUrl }), link);
    expect(finding).toMatchObject({ standing: "pending", payer_url: bindingUrl, strength: "proof" });
    expect(finding.reading).toMatchObject({ finality: "interim", actor: "payer" });
  });

  test.each([10, 11, 13, 20, 47, 2019])("that is refused with %i was never begun", (resultCode) => {
    const { reading, standing } = binding.readCreate(answerOf({ resultCode, message: "" }, 400), link);
    expect({ standing, ...reading }).toMatchObject({ standing: null, finality: "final", money: "not_moved" });
  });

  test.each([40, 41, 42, 43, 99])("%i leaves open whether there is one", (resultCode) => {
    const { reading, standing } = binding.readCreate(answerOf({ resultCode, message: "" }), link);
    expect(standing).toBeNull();
    expect(reading.finality).not.toBe("final");
  });
});

describe("a customer who has agreed", () => {
  const message = notificationOf(signed("link_outcome", linked));

  function heard(callback: RawCallback): SubscriptionFinding {
    const verification = connector.verifyCallback(callback, settings, 0);
    if (verification.verdict === "refused") throw new Error(verification.cause);
    return binding.readCallback?.(verification.callback, link, 0) ?? expect.fail("It is read.");
  }

  test("is notified of with the callback token, under a signature that covers it", () => {
    expect(JSON.parse(new TextDecoder().decode(message.body)).signature).toBe(
      JSON.parse(readJson("fixtures/notification-linked.json").body).signature,
    );
    expect(heard(message)).toMatchObject({
      standing: "pending",
      payer_answer: CALLBACK_TOKEN,
      strength: "proof",
      provider_reference: link.attempt_reference,
      reading: { finality: "interim", reason: "accepted" },
    });
  });

  test.each(["callbackToken", "partnerClientId", "orderId"])("is not believed with another %s", (name) => {
    const changed = notificationOf({ ...signed("link_outcome", linked), [name]: "another" });
    expect(connector.verifyCallback(changed, settings, 0).verdict).toBe("refused");
  });

  test("cannot be made of a payment's notification by adding a token", () => {
    const { callbackToken, partnerClientId, ...payment } = linked;
    const forged = { ...signed("outcome", payment), callbackToken, partnerClientId };
    expect(connector.verifyCallback(notificationOf(forged), settings, 0).verdict).toBe("refused");
  });

  test("may be told with 9000, too, and without a token there is nothing to confirm", () => {
    const authorised = notificationOf(signed("link_outcome", { ...linked, resultCode: 9000 }));
    expect(heard(authorised)).toMatchObject({ standing: "pending", payer_answer: CALLBACK_TOKEN });
    const { callbackToken: _, ...without } = linked;
    expect(heard(notificationOf(signed("outcome", without)))).not.toHaveProperty("payer_answer");
  });

  test("comes back by the browser with the same token, as a hint", () => {
    const request = redirectOf(signed("link_outcome", linked));
    const verification = connector.returns?.verify(request, settings, 0);
    if (verification?.verdict !== "verified") throw new Error("The signature is right.");
    expect(binding.readReturn?.(verification.callback, link, 0)).toMatchObject({
      evidence: "redirect",
      strength: "hint",
      payer_answer: CALLBACK_TOKEN,
    });
  });

  test.each([1005, 1006, 1007, 1017, 4001, 4100])("did not, if the code is %i", (resultCode) => {
    const { callbackToken: _, partnerClientId: __, ...refused } = linked;
    const finding = heard(notificationOf(signed("outcome", { ...refused, resultCode })));
    expect(finding).toMatchObject({ standing: "ended", reading: { finality: "final", money: "none" } });
    expect(finding).not.toHaveProperty("payer_answer");
  });

  test("did not, by whichever of the two signatures a message without a token has", () => {
    const refused = { ...linked, resultCode: 1006, callbackToken: "" };
    expect(heard(notificationOf(signed("link_outcome", refused)))).toMatchObject({ standing: "ended" });
    const changed = { ...signed("link_outcome", refused), resultCode: 0 };
    expect(connector.verifyCallback(notificationOf(changed), settings, 0).verdict).toBe("refused");
  });

  test("is asked about where the notification was lost, until the wallet is linked", () => {
    const message = bodyOf(binding.inquire({ ...link, call_reference: "q-1" }, settings));
    expect(message).toMatchObject({ orderId: link.attempt_reference, partnerClientId: "user-42" });
    expect(isSignedBy("link_query", message, settings)).toBe(true);
    const answer = answerOf({
      resultCode: 0,
      callbackToken: CALLBACK_TOKEN,
      orderId: link.attempt_reference,
    });
    expect(binding.readInquiry(answer, link)).toMatchObject({
      standing: "pending",
      payer_answer: CALLBACK_TOKEN,
    });
    expect(binding.inquire({ ...link, secret }, settings)).toBe("cannot_ask");
  });

  test.each([
    [1000, "pending"],
    [7000, "pending"],
    [1005, "ended"],
    [99, null],
    [42, null],
    [13, null],
  ])("an inquiry that says %i finds the link %s", (resultCode, standing) => {
    expect(binding.readInquiry(answerOf({ resultCode, message: "" }), link).standing).toBe(standing);
  });

  test("of another order says nothing of this one", () => {
    const foreign = notificationOf(signed("link_outcome", { ...linked, orderId: "HK-ANOTHER" }));
    expect(heard(foreign)).toMatchObject({ strength: "hint", standing: null });
    expect(heard(foreign)).not.toHaveProperty("payer_answer");
  });
});

describe("the confirm", () => {
  const agreed = { ...link, call_reference: "8f14e45f-0010", payer_answer: CALLBACK_TOKEN };
  const { callbackToken: _, ...bound } = { ...linked, aesToken: AES_TOKEN };

  test("exchanges the callback token", () => {
    const message = bodyOf(confirm.request(agreed, settings));
    expect(message).toMatchObject({ callbackToken: CALLBACK_TOKEN, orderId: link.attempt_reference });
    expect(isSignedBy("bind", message, settings)).toBe(true);
  });

  test("brings the token, decrypted, with the name under which it charges", () => {
    const finding = confirm.read(answerOf(bound), agreed, settings);
    expect(finding).toMatchObject({ standing: "active", reading: { category: "completed", money: "none" } });
    expect(JSON.parse(finding.secret ?? "")).toEqual(JSON.parse(secret));
  });

  test("of a plan brings the name of the order that each charge has to state", () => {
    const plan = { name: "Tickets", every: "month", first_charge_on: "2026-12-01", ends_on: "2027-12-01" };
    const finding = confirm.read(answerOf(bound), { ...agreed, provider_options: { plan } }, settings);
    const { kind, partnerClientId, token } = JSON.parse(finding.secret ?? "");
    expect({ kind, partnerClientId }).toEqual({ kind: "plan", partnerClientId: link.attempt_reference });
    expect(token).toEqual({ ...JSON.parse(secret).token, initialOrderId: link.attempt_reference });
  });

  test.each([
    ["none", undefined],
    ["one that is none", "AAAA"],
    ["one under another key", AES_TOKEN.replace("m2bg", "m2bh")],
  ])("links nothing with %s for a token", (_what, aesToken) => {
    const finding = confirm.read(answerOf({ ...bound, aesToken }), agreed, settings);
    expect(finding).toMatchObject({ standing: null, strength: "hint", reading: { finality: "unresolved" } });
    expect(finding).not.toHaveProperty("secret");
  });

  test.each([2001, 20, 7000, 99])("links nothing with %i", (resultCode) => {
    const finding = confirm.read(answerOf({ ...bound, resultCode }), agreed, settings);
    expect(finding.standing).toBeNull();
    expect(finding).not.toHaveProperty("secret");
  });
});
