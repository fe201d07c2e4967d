import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate } from "./accounts.ts";
import { ApiError, json } from "./api-error.ts";
import { faultsForAll } from "./faults.ts";
import { reachMpesa } from "./mpesa-link.ts";
import { readObject } from "./order.ts";
import { findPush, type Push } from "./push.ts";
import { resultTexts, STILL_PROCESSING } from "./results.ts";
import { pendingAnswer } from "./settings.ts";
import { stkCallback } from "./stk-callback.ts";

/** Tells what became of one push. */
export async function query(host: SimulatorHost, request: SimulatedRequest): Promise<SimulatedAnswer> {
  const { link_id } = authenticate(host, request);
  const id = readObject(request.body)["CheckoutRequestId"];
  if (typeof id !== "string" || id === "") throw refuseId("The CheckoutRequestId field is required.");
  const push = findPush(host, id);
  if (push?.link_id !== link_id) throw refuseId("No request of this shortcode has this CheckoutRequestId.");
  if (push.result === null) return answerOpen(host, push);
  // Of a payment the aggregator has M-Pesa's callback in store, and answers with that.
  if (push.result.code === "0") return json(200, stkCallback(push, push.result));
  return flat(push, { code: push.result.code, text: resultTexts[push.result.code] });
}

function refuseId(says: string): ApiError {
  return new ApiError("VALIDATION_ERROR", says, { errors: { CheckoutRequestId: [says] } });
}

/** Of an open push only M-Pesa knows. */
async function answerOpen(host: SimulatorHost, push: Push): Promise<SimulatedAnswer> {
  await reachMpesa(host, faultsForAll(host));
  switch (pendingAnswer(host)) {
    case "4999":
      return flat(push, STILL_PROCESSING);
    case "empty_result":
      return flat(push, { code: "", text: "" });
    case "daraja_error": {
      const errorMessage = "The transaction is being processed";
      return json(500, { requestId: push.merchant_request_id, errorCode: "500.001.1001", errorMessage });
    }
  }
}

/** Every value is a text here, the code too. */
function flat(push: Push, result: { readonly code: string; readonly text: string }): SimulatedAnswer {
  return json(200, {
    ResponseCode: "0",
    // Three times an s: so it stands on the real wire.
    ResponseDescription: "The service request has been accepted successsfully",
    MerchantRequestID: push.merchant_request_id,
    CheckoutRequestID: push.checkout_request_id,
    ResultCode: result.code,
    ResultDesc: result.text,
  });
}
