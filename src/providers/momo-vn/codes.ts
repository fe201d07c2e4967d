import { defineCodes } from "../../catalogue/row.ts";
import { bindingCodes } from "./codes/binding.ts";
import { refundCodes } from "./codes/refund.ts";
import { requestCodes } from "./codes/request.ts";
import { transactionCodes } from "./codes/transaction.ts";
import { unlistedCodes } from "./codes/unlisted.ts";

export const codes = defineCodes({
  provider: "momo-vn",
  name: "MoMo Vietnam",
  // Every POST is recognised by its requestId: a final answer is replayed, any other is refused with 40.
  deduplicates: ["submit", "capture", "cancel", "refund", "confirm", "bind"],
  rows: [...requestCodes, ...transactionCodes, ...refundCodes, ...bindingCodes, ...unlistedCodes],
  // The list forms no families, so a code without a row is simply unknown.
  ranges: [],
});
