import { describe, expect, test } from "vitest";
import { subscriptions } from "./subscriptions.ts";
import { BASE, bodyOf, sent, settings } from "./testing/orders.ts";
import { kept, PATH, PLACE, STATUS_PLACE, subscriber } from "./testing/subscriptions.ts";

describe("requests", () => {
  test("a subscribe says what is wanted, under our name for the call", () => {
    const request = sent(subscriptions.create(subscriber, settings));
    expect(request).toMatchObject({ method: "POST", url: BASE + PATH });
    expect(request.headers).toMatchObject({ transactionid: "07HAKIKAATTEMPT00001" });
    expect(bodyOf(request)).toEqual({
      subscriptionId: "CSM-NEWS",
      subscriptionProviderId: "CSM",
      subscriptionName: "CSM-NEWS",
      subscriptionType: "Adhoc",
      subscriptionPaymentSource: "Airtime",
      sendSMSNotification: true,
      "auto-renew": false,
    });
  });

  test("every option has its own field on the wire", () => {
    const provider_options = {
      ...subscriber.provider_options,
      name: "Daily news",
      type: "recurring",
      length: "30",
      auto_renew: true,
      payment_source: "wallet",
      channel: "SMS",
      notify: false,
    };
    expect(bodyOf(sent(subscriptions.create({ ...subscriber, provider_options }, settings)))).toEqual({
      subscriptionId: "CSM-NEWS",
      subscriptionProviderId: "CSM",
      subscriptionName: "Daily news",
      subscriptionType: "Recurring",
      subscriptionLength: "30",
      registrationChannel: "SMS",
      subscriptionPaymentSource: "MoMo",
      sendSMSNotification: false,
      "auto-renew": true,
    });
  });

  test("an unsubscribe names the system that provides it", () => {
    expect(subscriptions.changes.cancel?.request(subscriber, settings)).toMatchObject({
      method: "DELETE",
      url: `${PLACE}?subscriptionProviderId=CSM`,
      body: null,
    });
  });
});

describe("an inquiry", () => {
  const askedAt = (outcome_url: string | null) =>
    sent(subscriptions.inquire({ ...subscriber, outcome_url }, settings)).url;

  test("asks for the subscription where no place was named", () => {
    expect(askedAt(null)).toBe(PLACE);
  });

  test("follows the place that was named, at the configured host alone", () => {
    const elsewhere = STATUS_PLACE.replace(BASE, "https://elsewhere.example.test/mtn");
    for (const place of [STATUS_PLACE, elsewhere]) expect(askedAt(kept(place))).toBe(STATUS_PLACE);
  });

  test("about one that runs asks for all that its customer has of the same provider", () => {
    expect(askedAt(kept(PLACE))).toBe(`${BASE}${PATH}?subscriptionProviderId=CSM`);
  });

  test.each([
    "https://elsewhere.example.test/status/07HAKIKAATTEMPT00001",
    `${BASE}/v2/customers/27832000099/subscriptions/CSM-NEWS/status/1`,
    `${BASE}${PATH}/RBT-GOLD/status/1`,
    `${PLACE}/status/../../../27832000099/subscriptions/CSM-NEWS/status/1`,
    `${PLACE}/status/1/more`,
    `${PLACE}?x=/status/1`,
    "no URL",
  ])("does not follow %s", (place) => {
    expect(askedAt(place)).toBe(PLACE);
  });
});
