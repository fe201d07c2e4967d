import { bind, linkQuery, unbind } from "./bind.ts";
import type { ApiCall } from "./call.ts";
import { confirm } from "./confirm.ts";
import { create } from "./create.ts";
import { type Fields, textOf } from "./fields.ts";
import { query } from "./query.ts";
import { refund } from "./refund.ts";
import { refundQuery } from "./refund-query.ts";
import { isRequestType, rulesOf } from "./request-types.ts";
import type { Recipe } from "./signatures.ts";
import { payAtTill } from "./till.ts";
import { manageSubscription, payByToken, paySubscription, verifyToken } from "./token-payment.ts";
import {
  checkInstalmentInfo,
  checkPayout,
  checkPayoutBatch,
  checkPayoutBatchQuery,
  checkPayoutCheck,
  unopened,
} from "./unopened-products.ts";

/** Every call of the API by its path behind the gateway's own. */
export const calls: Readonly<Record<string, ApiCall>> = {
  create: { name: "create", recipe: recipeOfCreate, changes: true, answer: create },
  query: question("query", "query", query),
  confirm: change("confirm", "confirm", confirm),
  refund: change("refund", "refund", refund),
  "refund/query": question("refund_query", "query", refundQuery),
  "tokenization/bind": change("bind", "bind", bind),
  "tokenization/cbQuery": question("link_query", "link_query", linkQuery),
  "tokenization/pay": change("token_pay", "token_pay", payByToken),
  "tokenization/verify": change("token_verify", "token_verify", verifyToken),
  "tokenization/delete": change("unbind", "token_change", unbind),
  "subscription/create": change("subscription_bind", "bind", bind),
  "subscription/cbQuery": question("subscription_link_query", "link_query", linkQuery),
  "subscription/pay": change("subscription_pay", "token_pay", paySubscription),
  "subscription/manage": change("subscription_manage", "token_change", manageSubscription),
  pos: change("till_pay", "till_pay", payAtTill),
  "disbursement/verify": question("payout_check", "payout_check", unopened(checkPayoutCheck)),
  "disbursement/pay": change("payout", "payout", unopened(checkPayout)),
  "disbursement/balance": question("payout_balance", "query", unopened()),
  "disbursement/batch/create": {
    ...change("payout_batch", "payout_batch", unopened(checkPayoutBatch)),
    in_headers: ["mToken", "partnerCode", "orderId", "requestId"],
  },
  "disbursement/batch/query": question(
    "payout_batch_query",
    "payout_batch_query",
    unopened(checkPayoutBatchQuery),
  ),
  "disbursement/batch/pay": change("payout_batch_pay", "query", unopened()),
  "installment/getInfo": question("instalment_info", "instalment_info", unopened(checkInstalmentInfo)),
};

/** Who is linked is signed, where somebody is. */
function recipeOfCreate(fields: Fields): Recipe {
  const request_type = textOf(fields, "requestType");
  const links = isRequestType(request_type) ? rulesOf(request_type).links : "never";
  const named = textOf(fields, "partnerClientId") !== "";
  return links === "always" || (links === "where_named" && named) ? "create_link" : "create";
}

function question(name: string, recipe: Recipe, answer: ApiCall["answer"]): ApiCall {
  return { name, recipe: () => recipe, changes: false, answer };
}

function change(name: string, recipe: Recipe, answer: ApiCall["answer"]): ApiCall {
  return { name, recipe: () => recipe, changes: true, answer };
}
