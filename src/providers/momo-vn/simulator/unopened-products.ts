import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call } from "./call.ts";
import { amountOf, type Fields, isObject, requiredText, textOf } from "./fields.ts";
import { possibleOrderId } from "./order.ts";
import { badField, Refusal } from "./refusal.ts";
import { decryptFields } from "./tokens.ts";

/**
 * A call of a product that the provider opens on request, and has opened for no merchant here: 11. What is wrong in form is
 * said before, so that a client can be written against it.
 */
export function unopened(checkForm: (fields: Fields) => void = () => undefined) {
  return (_host: SimulatorHost, { fields }: Call): never => {
    possibleOrderId(fields);
    checkForm(fields);
    throw new Refusal(11, "The product is open to no merchant of this sandbox.");
  };
}

export function checkPayout(fields: Fields): void {
  const request_type = oneOf(fields, "requestType", ["disburseToWallet", "disburseToBank"]);
  requiredText(fields, "orderInfo", 255);
  amountOf(fields, { zero: false });
  const method = methodOf(fields);
  if (request_type === "disburseToWallet") checkWalletId(method);
  else
    for (const name of ["bankAccountNo", "bankAccountHolderName", "bankCode"])
      requiredText(method, name, 255);
}

export function checkPayoutCheck(fields: Fields): void {
  oneOf(fields, "requestType", ["checkWallet"]);
  checkWalletId(methodOf(fields));
}

/** Lines of one batch. */
const LINES_MAX = 1_000;

export function checkPayoutBatch(fields: Fields): void {
  requiredText(fields, "mToken", 255);
  oneOf(fields, "requestType", ["batchWallet"]);
  amountOf(fields, { zero: false });
  const { disbursements } = fields;
  if (!Array.isArray(disbursements) || disbursements.length === 0 || disbursements.length > LINES_MAX)
    throw badField("disbursements", `must be a list of 1 to ${LINES_MAX}`);
  for (const line of disbursements) checkLine(isObject(line) ? line : {});
}

function checkLine(line: Fields): void {
  requiredText(line, "id", 50);
  amountOf(line, { zero: false });
  const { method } = line;
  checkWalletId(isObject(method) ? method : {});
}

export function checkPayoutBatchQuery(fields: Fields): void {
  for (const name of ["pageNum", "pageSize"])
    if (!/^\d{1,9}$/.test(textOf(fields, name))) throw badField(name, "must be a whole number");
}

export function checkInstalmentInfo(fields: Fields): void {
  oneOf(fields, "requestType", ["payWithInstallmentFlik"]);
  amountOf(fields, { zero: false });
}

/** Who gets the money, which only the gateway may read. */
function methodOf(fields: Fields): Fields {
  const method = decryptFields(requiredText(fields, "disbursementMethod", 4_000));
  if (method === null) throw badField("disbursementMethod", "cannot be decrypted");
  return method;
}

/** A phone in its national form. */
function checkWalletId(method: Fields): void {
  if (!/^0\d{9,10}$/.test(textOf(method, "walletId"))) throw badField("walletId", "must be a phone number");
}

function oneOf(fields: Fields, name: string, known: readonly string[]): string {
  const text = requiredText(fields, name, 50);
  if (known.includes(text)) return text;
  throw badField(name, `must be ${known.join(" or ")}`);
}
