import { describe, expect, test } from "vitest";
import type { Finding } from "../../../core/outcome.ts";
import { connector } from "../connector.ts";
import { isSignedBy } from "./signatures.ts";
import { answerOf, bodyOf, refund, refunded, requestOf, settings } from "./testing/orders.ts";

const calls = connector.kinds?.refund ?? expect.fail("Refunds are made.");

describe("a refund", () => {
  test("is an order of its own that names the payment's transaction, in whole dong", () => {
    const request = calls.submit(refund, settings);
    const message = bodyOf(request);
    expect(requestOf(request).url).toBe("http://127.0.0.1:4020/v2/gateway/api/refund");
    expect(message).toMatchObject({
      orderId: refund.attempt_reference,
      requestId: refund.call_reference,
      amount: 20_000,
      transId: 4_610_849_895,
      description: "Hoàn một phần",
      lang: "vi",
    });
    const texts = { ...message, amount: "20000", transId: "4610849895" };
    expect(isSignedBy("refund", texts, settings)).toBe(true);
  });

  test("speaks the language of its payment", () => {
    const english = { ...refund, refunded: { ...refunded, provider_options: { language: "en" } } };
    expect(bodyOf(calls.submit(english, settings))).toMatchObject({ lang: "en" });
  });

  test("without a description is still signed right", () => {
    const message = bodyOf(calls.submit({ ...refund, description: null }, settings));
    expect(message).toMatchObject({ description: "" });
    const texts = { ...message, amount: "20000", transId: "4610849895" };
    expect(isSignedBy("refund", texts, settings)).toBe(true);
  });

  test("of a payment without a transaction is never built, for nobody would know which payment it means", () => {
    const nameless = { ...refund, refunded: { ...refunded, provider_reference: null } };
    expect(calls.needs_payment_name).toBe(true);
    expect(() => calls.submit(nameless, settings)).toThrow("names its payment");
  });

  test("is asked for by its payment's name, with the question's own request", () => {
    const message = bodyOf(calls.inquire({ ...refund, call_reference: "q-1" }, settings));
    expect(message).toMatchObject({ orderId: refunded.attempt_reference, requestId: "q-1" });
    expect(isSignedBy("query", message, settings)).toBe(true);
  });
});

const done = {
  partnerCode: "HAKIKAVN0001",
  orderId: refund.attempt_reference,
  requestId: refund.call_reference,
  amount: 20_000,
  transId: 4_610_850_011,
  resultCode: 0,
  message: "Thành công.",
};

function answered(change: Readonly<Record<string, unknown>>, status = 200): Finding {
  return calls.readSubmit(answerOf({ ...done, ...change }, status), refund);
}

describe("the answer", () => {
  test("that it is done names the refund's own transaction and amount", () => {
    expect(answered({})).toMatchObject({
      evidence: "answer",
      reading: { category: "completed", finality: "final", money: "moved" },
      provider_reference: "4610850011",
      amount_minor: 20_000n,
    });
  });

  test.each([
    [1080, "retry_later", { advice: { action: "retry_later", reference: "new", after_seconds: 3_600 } }],
    [43, "verify", { reason: "already_in_progress" }],
    [1081, "verify", { reason: "already_refunded" }],
    [1088, "escalate", { reason: "refund_not_allowed" }],
  ])("%i ends it, nothing went back, and the advice is %s", (resultCode, action, more) => {
    expect(answered({ resultCode, transId: 1_763_712_034_561 })).toMatchObject({
      strength: "proof",
      reading: { finality: "final", money: "not_moved", advice: { action }, ...more },
      provider_reference: null,
    });
  });

  test.each([7000, 7002, 99, 40, 41, 42])("%i proves neither", (resultCode) => {
    const { reading } = answered({ resultCode });
    expect(reading.finality).not.toBe("final");
    expect(reading.money).toBe("unknown");
  });

  test("422 says that the first request is still at work", () => {
    expect(answered({ resultCode: 7000 }, 422).reading.reason).toBe("already_in_progress");
  });

  test("98 counts only once the list says it", () => {
    expect(answered({ resultCode: 98 }).reading.confirm_by_inquiry).toBe(true);
  });

  test.each([10, 11, 12, 13, 20, 21, 22, 47])(
    "%i refuses the request, and nothing was started",
    (resultCode) => {
      expect(answered({ resultCode }).reading).toMatchObject({ finality: "final", money: "not_moved" });
    },
  );

  test("that names another order proves nothing", () => {
    expect(answered({ orderId: refunded.attempt_reference })).toMatchObject({
      strength: "hint",
      reading: { known: false },
    });
  });

  test.each(["", "{", "<html>", "null"])("%j is read as nothing", (body) => {
    for (const read of [calls.readSubmit, calls.readInquiry])
      expect(read(answerOf(body), refund).reading).toMatchObject({ known: false, finality: "unresolved" });
  });
});

describe("the list of refunds", () => {
  const own = {
    orderId: refund.attempt_reference,
    amount: 20_000,
    resultCode: 0,
    transId: 4_610_850_011,
    createdTime: 1_763_715_600_000,
  };
  const another = { ...own, orderId: "HK-R-OTHER", amount: 5_000, resultCode: 1088 };

  function listed(refundTrans: unknown, change: Readonly<Record<string, unknown>> = {}): Finding {
    const question = { ...done, orderId: refunded.attempt_reference, requestId: "q-1", ...change };
    return calls.readInquiry(answerOf({ ...question, refundTrans }), refund);
  }

  test("tells the fate of this refund among others, by its name", () => {
    expect(listed([another, own])).toMatchObject({
      evidence: "inquiry",
      about: "operation",
      strength: "proof",
      reading: { category: "completed", money: "moved" },
      amount_minor: 20_000n,
      provider_reference: "4610850011",
    });
    expect(listed([another, { ...own, resultCode: 1080 }]).reading).toMatchObject({ money: "not_moved" });
    expect(listed([{ ...own, resultCode: 7002 }]).reading).toMatchObject({ finality: "interim" });
  });

  test("says nothing of a refund that is not in it, although the code is 0", () => {
    for (const refunds of [[], [another], "none", undefined])
      expect(listed(refunds)).toMatchObject({ about: "call", reading: { money: "none" } });
  });

  test("may be asked for by the refund's own name", () => {
    expect(listed([own], { orderId: refund.attempt_reference }).reading.money).toBe("moved");
  });

  test.each([1080, 1003, 7000, 42, 99, 20])(
    "that is refused with %i says nothing of the refund",
    (resultCode) => {
      expect(listed([own], { resultCode })).toMatchObject({
        about: "call",
        reading: { finality: "unresolved" },
      });
    },
  );

  test("of another payment says nothing", () => {
    expect(listed([own], { orderId: "HK-ANOTHER" }).about).toBe("call");
  });
});
