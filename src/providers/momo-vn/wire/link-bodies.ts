import type { MomoConfig } from "../config.ts";
import type { Creation, Question } from "./order-bodies.ts";
import { shop, signedBody } from "./signed-body.ts";

/** The calls about linked wallets, and charges by their tokens. */
export interface SubscriptionInfo {
  readonly partnerSubsId: string;
  readonly subsOwner: string;
  readonly name: string;
  readonly type: "FIXED" | "VARIABLE";
  readonly recurringAmount: number;
  /** Days as yyyy-MM-dd. */
  readonly nextPaymentDate: string;
  readonly expiryDate: string;
  readonly frequency: string;
}

/** An order by which a payer links a wallet and pays nothing. */
export interface LinkCreation
  extends Omit<Creation, "amount" | "requestType" | "autoCapture" | "orderExpireTime"> {
  readonly partnerClientId: string;
  /** Null where the wallet may be charged at any time. */
  readonly subscriptionInfo: SubscriptionInfo | null;
}

export function linkBody(
  { phoneNumber, subscriptionInfo, ...fields }: LinkCreation,
  config: MomoConfig,
): string {
  const requestType = subscriptionInfo === null ? "linkWallet" : "subscription";
  const link = { ...fields, amount: "0", requestType, extraData: "" };
  const unsigned = {
    ...shop(config),
    ...(phoneNumber !== null && { userInfo: { phoneNumber } }),
    ...(subscriptionInfo !== null && { subscriptionInfo }),
  };
  return signedBody("create_link", link, { config, unsigned });
}

export interface LinkQuestion extends Question {
  readonly partnerClientId: string;
}

export function linkQueryBody(question: LinkQuestion, config: MomoConfig): string {
  return signedBody("link_query", { ...question }, { config });
}

export function bindBody(
  binding: LinkQuestion & { readonly callbackToken: string },
  config: MomoConfig,
): string {
  return signedBody("bind", { ...binding }, { config });
}

/** `action` tells a plan to end; a link that has none simply ends. */
export function unbindBody(
  { action, ...unbinding }: LinkQuestion & { readonly token: string; readonly action: "cancel" | null },
  config: MomoConfig,
): string {
  const unsigned = action === null ? {} : { action };
  return signedBody("token_change", { ...unbinding }, { config, unsigned });
}

export interface TokenPayment extends Omit<Creation, "requestType" | "orderExpireTime"> {
  readonly token: string;
  readonly partnerClientId: string;
}

export function tokenPaymentBody(
  { autoCapture, phoneNumber, ...fields }: TokenPayment,
  config: MomoConfig,
): string {
  const userInfo = phoneNumber !== null && { userInfo: { phoneNumber } };
  const unsigned = { autoCapture, ...shop(config), ...userInfo };
  return signedBody("token_pay", { ...fields, extraData: "" }, { config, unsigned });
}

export function verificationBody(
  verification: Question & { readonly token: string; readonly securityCode: string },
  config: MomoConfig,
): string {
  return signedBody("token_verify", { ...verification }, { config });
}
