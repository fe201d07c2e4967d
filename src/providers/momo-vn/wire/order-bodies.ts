import type { MomoConfig } from "../config.ts";
import type { Language } from "../wire.ts";
import { shop, signedBody } from "./signed-body.ts";

/** The calls about payments and refunds. */
export interface Creation {
  readonly orderId: string;
  readonly requestId: string;
  /** Whole dong. */
  readonly amount: string;
  readonly orderInfo: string;
  readonly redirectUrl: string;
  readonly ipnUrl: string;
  readonly requestType: string;
  readonly autoCapture: boolean;
  readonly lang: Language;
  /** Minutes; null: as long as MoMo likes. */
  readonly orderExpireTime: number | null;
  /** Null where nobody has told. */
  readonly phoneNumber: string | null;
}

export function createBody(
  { autoCapture, orderExpireTime, phoneNumber, ...fields }: Creation,
  config: MomoConfig,
): string {
  const unsigned = {
    autoCapture,
    ...shop(config),
    ...(orderExpireTime !== null && { orderExpireTime }),
    ...(phoneNumber !== null && { userInfo: { phoneNumber } }),
  };
  return signedBody("create", { ...fields, extraData: "" }, { config, unsigned });
}

export interface Question {
  readonly orderId: string;
  readonly requestId: string;
  readonly lang: Language;
}

/** Of an order, and of the refunds of one. */
export function queryBody(question: Question, config: MomoConfig): string {
  return signedBody("query", { ...question }, { config });
}

export interface Confirmation extends Question {
  readonly requestType: "capture" | "cancel";
  readonly amount: string;
}

/** Capture and cancel are one call. The description is always signed, and may be empty. */
export function confirmBody(confirmation: Confirmation, config: MomoConfig): string {
  return signedBody("confirm", { ...confirmation, description: "" }, { config });
}

export interface Refund extends Question {
  readonly amount: string;
  /** Of the payment that is given back. */
  readonly transId: string;
  readonly description: string;
}

export function refundBody(refund: Refund, config: MomoConfig): string {
  return signedBody("refund", { ...refund }, { config, unsigned: { transId: Number(refund.transId) } });
}
