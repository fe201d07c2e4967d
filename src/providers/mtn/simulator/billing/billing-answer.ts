import type { Call } from "../gateway/call.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { newMessageNumber } from "../ids.ts";

/** The envelope of this product; each answer has a message number of its own unless it is about one. */
export function billingAnswer(call: Call, data: object): object {
  return {
    statusCode: SUCCESS,
    statusMessage: "Successfully processed",
    supportMessage: "Handled by Pantheon",
    transactionId: call.transaction_id,
    data: { msn: newMessageNumber(call.host), ...data },
  };
}
