import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate, shortcodeOf } from "./accounts.ts";
import { ApiError, type DarajaError, json } from "./api-error.ts";
import { readOrder } from "./order.ts";
import { startPrompt } from "./prompt.ts";
import { newPush, type Push } from "./push.ts";
import { duration, isOn, secondPush } from "./settings.ts";
import { subscriberOf } from "./subscribers.ts";

/** How long the aggregator waits for M-Pesa. */
const MPESA_TIMEOUT_MS = 25_000;

/** A late M-Pesa starts the push so long after the aggregator has given up. */
const LATE_START_MS = 2_000;

/** Asks M-Pesa for a prompt. The checks come in one order, so that each code has one cause. */
export async function initiate(host: SimulatorHost, request: SimulatedRequest): Promise<SimulatedAnswer> {
  const caller = authenticate(host, request);
  const order = readOrder(host, caller.account, request.body);
  if (isOn(host, "check_callback")) await tryCallback(host, order.callback);
  const push = newPush(host, caller, order);
  if (push.faults.includes("aggregator_fails_before_push")) throw failedInside();
  await askMpesa(host, push);
  startPrompt(host, push);
  if (push.faults.includes("aggregator_fails_after_push")) throw failedInside();
  return json(200, {
    MerchantRequestID: push.merchant_request_id,
    CheckoutRequestID: push.checkout_request_id,
    ResponseCode: "0",
    ResponseDescription: "Success. Request accepted for processing",
    CustomerMessage: "Success. Request accepted for processing",
    request_id: push.request_id,
  });
}

/** Any answer below 500 will do: the aggregator only wants to know that somebody is there. */
async function tryCallback(host: SimulatorHost, url: string): Promise<void> {
  const timeout_ms = duration(host, "callback_check_timeout_ms");
  const exchange = await host.send({ method: "GET", url, headers: {}, body: null, timeout_ms });
  if (exchange.end === "answer" && exchange.answer.status < 500) return;
  const says =
    exchange.end === "answer"
      ? `The callback answers with status ${exchange.answer.status}.`
      : "The callback cannot be reached, or is too slow.";
  throw new ApiError("INVALID_CALLBACK", says, { errors: { callback: [says] } });
}

function failedInside(): ApiError {
  return new ApiError("INTERNAL_ERROR", "Something went wrong inside the service.");
}

/** Returns when M-Pesa has taken the push in time. */
async function askMpesa(host: SimulatorHost, push: Push): Promise<void> {
  if (push.faults.includes("mpesa_down"))
    throw new ApiError("MPESA_UNAVAILABLE", "M-Pesa is not available at the moment.");
  const late = push.faults.includes("mpesa_late");
  if (late) host.schedule(host.now() + MPESA_TIMEOUT_MS + LATE_START_MS, { do: "start_prompt", push });
  if (late || push.faults.includes("mpesa_silent")) {
    await host.wait(MPESA_TIMEOUT_MS);
    throw new ApiError("TIMEOUT_ERROR", "M-Pesa did not answer in time.");
  }
  const refusal = refusalByMpesa(host, push);
  if (refusal !== null) throw new ApiError("STK_PUSH_FAILED", "M-Pesa refused the push.", { mpesa: refusal });
}

function refusalByMpesa(host: SimulatorHost, push: Push): DarajaError | null {
  const payer = subscriberOf(host, push.msisdn);
  if (shortcodeOf(host, push.link_id).credentials_broken) {
    return { errorCode: "500.001.1001", errorMessage: "Wrong credentials" };
  }
  if (!payer.on_mpesa) return { errorCode: "400.002.02", errorMessage: "Bad Request - Invalid PhoneNumber" };
  if (payer.open_push !== null && secondPush(host) === "refused_at_once") {
    const errorMessage =
      "Unable to lock subscriber, a transaction is already in process for the current subscriber";
    return { errorCode: "500.001.1001", errorMessage };
  }
  return null;
}
