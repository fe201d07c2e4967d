import { defineCodes } from "../../catalogue/row.ts";
import { bindingCodes } from "./binding-codes.ts";
import { refundCodes } from "./refund-codes.ts";
import { requestCodes } from "./request-codes.ts";
import { transactionCodes } from "./transaction-codes.ts";
import { unlistedCodes } from "./unlisted-codes.ts";

export const codes = defineCodes({
  provider: "momo-vn",
  name: "MoMo Vietnam",
  // Every POST is recognised by its requestId: a final answer is replayed, any other is refused with 40.
  deduplicates: ["submit", "capture", "cancel", "refund", "confirm", "bind"],
  rows: [...requestCodes, ...transactionCodes, ...refundCodes, ...bindingCodes, ...unlistedCodes],
  // The list forms no families, so a code without a row is simply unknown.
  ranges: [],
});
