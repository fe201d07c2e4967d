import type { Connector } from "../../connector/connector.ts";
import type { SlaConfig } from "./config.ts";
import { readCallback, verifyCallback } from "./connector/callbacks.ts";
import { charges, confirm } from "./connector/charges.ts";
import { readReturn, tokenIn, verifyReturn } from "./connector/checkout.ts";
import { lookup } from "./connector/lookup.ts";
import { messages } from "./connector/messages.ts";
import { notices } from "./connector/notices.ts";
import { optionsOf } from "./connector/options.ts";
import { refunds } from "./connector/refunds.ts";
import { subscriptions } from "./connector/subscriptions.ts";

export const connector: Connector<SlaConfig> = {
  ...charges,
  kinds: { refund: refunds, message: messages },
  changes: { confirm },
  verifyCallback,
  readCallback,
  returns: {
    verify: verifyReturn,
    read: readReturn,
    payerAnswer: tokenIn,
    destination: (order) => optionsOf(order).return_url,
  },
  notices,
  lookup,
  subscriptions,
};
