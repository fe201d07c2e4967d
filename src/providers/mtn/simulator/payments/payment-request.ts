import { parseAmount } from "../amounts.ts";
import { type Fields, oneOf, optionalText, readBody, requiredObject, requiredText } from "../fields.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call } from "../gateway/call.ts";
import { currencies, marketOfCurrency } from "../markets.ts";

/** The body of a payment once its fields are in order. */
export interface PaymentRequest {
  readonly correlator_id: string;
  readonly transaction_type: (typeof transactionTypes)[number];
  readonly method: (typeof methods)[number];
  /** Who pays, or who is paid by a transfer. Empty for a refund, which names a payment instead. */
  readonly customer: string;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly fee_bearer: "Payer" | "Payee";
  readonly callback_url: string;
  /** What a refund pays back; null where none was sent. */
  readonly authorization_code: string | null;
  readonly fields: Fields;
}

const transactionTypes = ["Payment", "Debit", "Transfer", "Refund"] as const;

const methods = [
  "BankCard",
  "TokenizedCard",
  "BankAccountDebit",
  "BankAccountTransfer",
  "Account",
  "LoyaltyAccount",
  "Bucket",
  "Voucher",
  "DigitalWallet",
  "Airtime",
  "Mobile Money",
  "Invoice",
] as const;

const callingSystems = ["ECW", "AYO", "POS", "IVR"] as const;
const targetSystems = ["ECW", "AYO", "EWP", "OCC", "CPG", "CELD"] as const;

/** Ids are seen as UUIDs only; the field takes more. */
const correlator = /^[A-Za-z0-9_-]{5,64}$/;

const CALLBACK_LENGTH_MAX = 2_048;

export function readPaymentRequest({ request }: Call): PaymentRequest {
  const fields = readBody(request);
  const correlator_id = requiredText(fields, "correlatorId", correlator);
  const transaction_type = oneOf(fields, "transactionType", transactionTypes);
  const callback_url = readCallback(fields);
  const method = oneOf(requiredObject(fields, "paymentMethod"), "type", methods);
  const amount = readAmount(requiredObject(fields, "totalAmount"));
  if (fields["callingSystem"] != null) oneOf(fields, "callingSystem", callingSystems);
  if (fields["targetSystem"] != null) oneOf(fields, "targetSystem", targetSystems);
  const bearer = fields["feeBearer"] == null ? "Payee" : oneOf(fields, "feeBearer", ["Payer", "Payee"]);
  return {
    correlator_id,
    transaction_type,
    callback_url,
    method,
    ...amount,
    fee_bearer: bearer,
    customer: readCustomer(fields, transaction_type),
    authorization_code: optionalText(fields, "authorizationCode"),
    fields,
  };
}

/** The other side is the merchant, and goes without saying. */
function readCustomer(fields: Fields, transaction_type: PaymentRequest["transaction_type"]): string {
  if (transaction_type === "Refund") return "";
  const [whose, side] =
    transaction_type === "Transfer"
      ? [onlyPayee(fields), "payee"]
      : [requiredObject(fields, "payer"), "payer"];
  const customer = requiredText(whose, `${side}Id`);
  const kind = optionalText(whose, `${side}IdType`) ?? "MSISDN";
  if (kind !== "MSISDN") throw new ApiError("1001", `ECW: no ${side} by ${kind}`);
  return customer;
}

/** A list on the wire; how an amount would be shared among several of them, nobody says. */
function onlyPayee(fields: Fields): Fields {
  const { payee } = fields;
  const [first, ...others] = Array.isArray(payee) ? payee : [];
  if (others.length > 0) throw new ApiError("5001", "One payee at a time.");
  return requiredObject({ payee: first }, "payee");
}

function readAmount(amount: Fields): Pick<PaymentRequest, "amount_minor" | "currency"> {
  const currency = requiredText(amount, "units");
  if (!currencies.includes(currency)) throw new ApiError("5000", "units is no currency of the platform.");
  const value = amount["amount"];
  const minor =
    typeof value === "number" ? parseAmount(value, marketOfCurrency(currency)?.decimals ?? 2) : null;
  if (minor === null) throw new ApiError("5000", "amount is no number above nought in this currency.");
  return { amount_minor: minor, currency };
}

function readCallback(fields: Fields): string {
  const url = requiredText(fields, "callbackURL");
  const protocol = URL.parse(url)?.protocol;
  if ((protocol === "https:" || protocol === "http:") && url.length <= CALLBACK_LENGTH_MAX) return url;
  throw new ApiError("5000", "callbackURL is no URL.");
}
