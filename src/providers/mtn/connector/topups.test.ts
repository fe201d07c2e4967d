import { describe, expect, test } from "vitest";
import type { Finding } from "../../../core/outcome.ts";
import { connector } from "../connector.ts";
import { answerOf, bodyOf, sent, settings, topup } from "./testing/orders.ts";

describe("a top-up", () => {
  const topups = connector.kinds?.topup;
  const done = {
    statusCode: "0000",
    sequenceNo: "1239948893",
    data: { amount: "50.00", currencyCode: "ZAR", status: "Successful" },
  };

  test("is a PATCH in whole units", () => {
    const request = sent(topups?.submit(topup, settings));
    expect(request).toMatchObject({
      method: "PATCH",
      url: "http://127.0.0.1:4020/mtn/v2/customers/27832000046/plans/refill",
    });
    expect(bodyOf(request)).toEqual({
      refillType: "voucherless",
      refillProfileId: "1",
      transactionAmount: "50",
    });
  });

  test("can name another profile than the connection's", () => {
    const order = { ...topup, provider_options: { refill_profile_id: "P7" } };
    expect(bodyOf(sent(topups?.submit(order, settings)))).toMatchObject({ refillProfileId: "P7" });
  });

  test("cannot be asked about", () => {
    expect(topups?.inquire(topup, settings)).toBe("cannot_ask");
  });

  test("is done where its answer says so, for nothing else ever will", () => {
    expect(answered(done)).toMatchObject({
      strength: "proof",
      provider_reference: "1239948893",
      amount_minor: 5_000n,
      reading: { category: "completed", money: "moved", confirm_by_inquiry: false },
    });
  });

  test.each([
    ["in another currency", { ...done, data: { ...done.data, currencyCode: "NGN" } }, 200],
    ["under the status that does not exist", done, 999],
    ["under a status that refuses", done, 400],
  ])("%s is not believed", (_what, body, status) => {
    const finding = answered(body, status);
    expect(finding.strength === "hint" || finding.reading.finality === "unresolved").toBe(true);
  });

  const answered = (body: object, status = 200): Finding => {
    if (topups === undefined) throw new Error("There are top-ups.");
    return topups.readSubmit(answerOf(body, status), topup);
  };
});
