import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { chargeDirectly, openDirectly } from "./direct-payment.ts";
import { type Fields, requiredText } from "./fields.ts";
import { newOrderId } from "./order.ts";
import { DEFAULT_PAYER, localPhone } from "./payers.ts";
import { badField } from "./refusal.ts";
import { amountInRange } from "./request-types.ts";
import { decryptText } from "./tokens.ts";

/** Charges the payer whose code the cashier has scanned. Whoever shows the code agrees. */
export function payAtTill(host: SimulatorHost, call: Call): Reply {
  const { account, fields } = call;
  const payer = payerOfCode(paymentCodeOf(fields));
  const amount = amountInRange(fields, "payAtTill");
  const order_id = newOrderId(host, account, fields);
  const about = { product: "payAtTill", amount, order_id, payer, partner_client_id: null } as const;
  const order = openDirectly(host, call, about);
  const { code, trans_id } = chargeDirectly(host, order, { payer_wallet: payer, pay_type: "qr" });
  return { code, fields: { amount, transId: trans_id } };
}

function paymentCodeOf(fields: Fields): string {
  const code = decryptText(requiredText(fields, "paymentCode", 4_000)) ?? "";
  if (/^\d{18}$/.test(code)) return code;
  throw badField("paymentCode", "is not 18 digits, encrypted");
}

/** The app makes up its codes; here the last ten digits are the payer's phone, where they are one at all. */
function payerOfCode(code: string): string {
  return localPhone(code.slice(-10)) ?? DEFAULT_PAYER;
}
