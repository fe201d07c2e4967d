import { describe, expect, test } from "vitest";
import { connector } from "../connector.ts";
import { correlatorIdOf } from "./correlator-id.ts";
import {
  bodyOf,
  byToken,
  correlatorId,
  known,
  paid,
  read,
  refund,
  sent,
  settings,
  TOKEN,
} from "./testing/orders.ts";

describe("a refund", () => {
  const refunds = connector.kinds?.refund;

  test("names the payment by the platform's own name, and goes back the way it came", () => {
    const airtime = { ...refund, refunded: { ...paid, provider_options: { method: "airtime" } } };
    for (const [order, type] of [
      [refund, "Mobile Money"],
      [airtime, "Airtime"],
    ] as const) {
      expect(bodyOf(sent(refunds?.submit(order, settings)))).toMatchObject({
        transactionType: "Refund",
        correlatorId,
        authorizationCode: "FT26073A81C2",
        paymentMethod: { type },
      });
    }
  });

  test("of a payment whose name nobody told us says ours", () => {
    const order = { ...refund, refunded: { ...paid, provider_reference: null } };
    expect(bodyOf(sent(refunds?.submit(order, settings)))).toMatchObject({
      authorizationCode: correlatorIdOf(paid.attempt_reference),
    });
  });

  test.each([
    [12_550n, "Full"],
    [12_549n, "Partial"],
  ])("of %s cents that were billed by token is %s", (minor, refundType) => {
    const refunded = {
      ...paid,
      provider_options: byToken.provider_options,
      provider_reference: "5115314911298406",
    };
    const request = sent(
      refunds?.submit({ ...refund, refunded, amount: { minor, currency: "ZAR" } }, settings),
    );
    expect(request.url).toBe("http://127.0.0.1:4020/mtn/v1/customer/bill/refund?targetSystem=Pantheon");
    expect(bodyOf(request)).toEqual({
      transactionId: known.attempt_reference,
      contractingPartnerId: "911844857",
      platformPartnerId: "911844858",
      contentToken: TOKEN,
      refundType,
      originalPaymentRef: "5115314911298406",
      originalDateTime: "2026-03-14T08:16:31Z",
      totalAmount: Number(minor),
      currency: "RANDS",
    });
  });

  test("waits for nobody's approval", () => {
    const { reading } = read({ body: { statusCode: "1004", data: { status: "Pending" } }, order: refund });
    expect(reading).toMatchObject({ finality: "interim", actor: "provider" });
  });

  test("that was refunded is done, and one that was reversed is for a person", () => {
    const told = (status: string) => read({ body: { statusCode: "0000", data: { status } }, order: refund });
    expect(told("Refunded").reading).toMatchObject({ category: "completed", money: "moved" });
    expect(told("Reversed").reading).toMatchObject({ finality: "unresolved", money: "unknown" });
    const payment = read({ body: { statusCode: "0000", data: { status: "Refunded" } } });
    expect(payment.reading).toMatchObject({ category: "cancelled", money: "returned" });
  });
});
