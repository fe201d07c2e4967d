import type { Connector } from "../../connector/connector.ts";
import type { MomoConfig } from "./config.ts";
import { binding } from "./connector/binding.ts";
import { readCallback, readReturn, verifyCallback, verifyReturn } from "./connector/callbacks.ts";
import { optionsOf } from "./connector/options.ts";
import { confirm, payments, verify } from "./connector/payments.ts";
import { refunds } from "./connector/refunds.ts";

export const connector: Connector<MomoConfig> = {
  ...payments,
  kinds: { refund: refunds },
  changes: { capture: confirm("capture"), cancel: confirm("cancel"), confirm: verify },
  verifyCallback,
  readCallback,
  returns: {
    verify: verifyReturn,
    read: readReturn,
    destination: (order) => optionsOf(order).return_url,
  },
  subscriptions: binding,
};
