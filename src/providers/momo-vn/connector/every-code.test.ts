import { describe, expect, test } from "vitest";
import type { AdviceAction, Finding } from "../../../core/outcome.ts";
import { codes } from "../codes.ts";
import { connector } from "../connector.ts";
import { answerOf, inTwoSteps, notificationOf, refund, settings, signed } from "./testing/orders.ts";

/** What the list promises of each code, and what the connector makes of it where the code belongs. */
const list: readonly (readonly [
  code: number,
  final: boolean,
  type: string | undefined,
  heard: keyof typeof hear,
  action: AdviceAction,
])[] = [
  [0, true, undefined, "notification", "none"],
  [10, false, "System error", "create", "retry_later"],
  [11, false, "System error", "create", "fix_setup"],
  [12, false, "System error", "create", "change_and_retry"],
  [13, false, "Merchant error", "create", "fix_setup"],
  [20, false, "Merchant error", "create", "change_and_retry"],
  [21, false, "Merchant error", "create", "change_and_retry"],
  [22, false, "Merchant error", "create", "change_and_retry"],
  [40, false, "Merchant error", "create", "verify"],
  [41, false, "Merchant error", "create", "verify"],
  [42, false, "Merchant error", "create", "verify"],
  [43, false, "Merchant error", "create", "wait"],
  [45, false, "Merchant error", "create", "change_and_retry"],
  [47, false, "System error", "create", "change_and_retry"],
  [98, true, "System error", "create", "retry_new"],
  [99, true, "System error", "inquiry", "verify"],
  [1000, false, undefined, "inquiry", "wait"],
  [1001, true, "Merchant error", "notification", "ask_payer"],
  [1002, true, "User error", "notification", "switch_method"],
  [1003, true, "Merchant error", "inquiry", "none"],
  [1004, true, "User error", "notification", "retry_later"],
  [1005, true, "System error", "inquiry", "retry_new"],
  [1006, true, "User error", "notification", "retry_new"],
  [1007, true, "System error", "notification", "switch_method"],
  [1017, true, "Merchant error", "inquiry", "none"],
  [1026, true, "System error", "notification", "change_and_retry"],
  [1080, true, "Merchant error", "refund", "retry_later"],
  [1081, true, "Merchant error", "refund", "verify"],
  [1088, true, "Merchant error", "refund", "escalate"],
  [2019, true, "Merchant error", "create", "change_and_retry"],
  [4001, true, "User error", "notification", "switch_method"],
  [4002, true, "User error", "notification", "ask_payer"],
  [4100, true, "User error", "notification", "retry_new"],
  [7000, false, "Pending", "inquiry", "wait"],
  [7002, false, "Pending", "inquiry", "wait"],
  [9000, false, "Pending", "notification", "capture_or_cancel"],
];

type Message = Readonly<Record<string, unknown>>;

const hear = {
  create: (message: Message): Finding => connector.readSubmit(answerOf(message), inTwoSteps),
  inquiry: (message: Message): Finding => connector.readInquiry(answerOf(message), inTwoSteps),
  notification: (message: Message): Finding => {
    const callback = notificationOf(signed("outcome", { partnerCode: settings.partner_code, ...message }));
    const verification = connector.verifyCallback(callback, settings, 0);
    if (verification.verdict === "refused") throw new Error(verification.cause);
    return connector.readCallback(verification.callback, inTwoSteps, 0);
  },
  refund: (message: Message): Finding =>
    connector.kinds?.refund?.readSubmit(
      answerOf({ ...message, orderId: refund.attempt_reference }),
      refund,
    ) ?? expect.fail("Refunds are read."),
} as const;

const orderId = inTwoSteps.attempt_reference;

describe("the 36 codes of the list", () => {
  test("are all here, each once", () => {
    expect(new Set(list.map(([code]) => code)).size).toBe(36);
  });

  test.each(list)("%i (final: %s, %s), heard in a %s, advises %s", (code, final, type, heard, action) => {
    const { reading, strength, about } = hear[heard]({ orderId, resultCode: code, message: "" });
    expect({ strength, about, known: reading.known }).toEqual({
      strength: "proof",
      about: "operation",
      known: true,
    });
    expect(reading.advice.action).toBe(action);
    const row = codes.rows.find((one) => one.code === String(code) && one.source.startsWith("seed:"));
    expect(row?.provider_says).toMatchObject({ final, ...(type !== undefined && { type }) });
    // What is final for MoMo ends the operation, but 99, of which nobody knows what became.
    if (final && code !== 99) expect(reading.finality).toBe("final");
    if (type === "Pending" || code === 1000) expect(reading.finality).toBe("interim");
  });

  test.each(list)(
    "%i reads the same in English and in Vietnamese, and its words are kept",
    (code, _final, _type, heard) => {
      const row = codes.rows.find((one) => one.code === String(code));
      const vietnamese = /In Vietnamese: "(.*)"/.exec(row?.notes ?? "")?.[1];
      const [english = "", ...others] = [row?.message, vietnamese].flatMap((words) => words ?? []);
      const first = hear[heard]({ orderId, resultCode: code, message: english });
      expect(others).toHaveLength(1);
      expect(first.provider).toMatchObject({ code: String(code), message: english });
      for (const message of others) {
        const second = hear[heard]({ orderId, resultCode: code, message });
        expect(second.provider.message).toBe(message);
        expect(second.reading).toEqual(first.reading);
      }
    },
  );

  test.each(list)("%i comes as a number or as a text", (code, _final, _type, heard) => {
    const asNumber = hear[heard]({ orderId, resultCode: code, message: "" });
    expect(hear[heard]({ orderId, resultCode: String(code), message: "" })).toEqual(asNumber);
  });
});
