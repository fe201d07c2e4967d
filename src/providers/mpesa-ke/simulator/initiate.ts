import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate, shortcodeOf } from "./accounts.ts";
import { ApiError, type DarajaError, json } from "./api-error.ts";
import { MPESA_TIMEOUT_MS, reachMpesa, waitInVain } from "./mpesa-link.ts";
import { readOrder } from "./order.ts";
import { startPrompt } from "./prompt.ts";
import { type Asked, faultsOfPush, openPush, type Push } from "./push.ts";
import { duration, isOn, secondPush } from "./settings.ts";
import { subscriberOf } from "./subscribers.ts";

/** A late M-Pesa starts the push so long after the aggregator has given up. */
const LATE_START_MS = 2_000;

/** Asks M-Pesa for a prompt. The checks come in one order, so that each code has one cause. */
export async function initiate(host: SimulatorHost, request: SimulatedRequest): Promise<SimulatedAnswer> {
  const { link_id } = authenticate(host, request);
  const order = readOrder(host, request.body);
  if (isOn(host, "check_callback")) await tryCallback(host, order.callback);
  const asked = { ...order, link_id, faults: faultsOfPush(host, order.msisdn) };
  if (asked.faults.includes("aggregator_fails_before_push")) throw failedInside();
  const push = await askMpesa(host, asked);
  if (asked.faults.includes("aggregator_fails_after_push")) throw failedInside();
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

/** The push that M-Pesa has taken in time. */
async function askMpesa(host: SimulatorHost, asked: Asked): Promise<Push> {
  if (asked.faults.includes("mpesa_late")) {
    const push_id = openPush(host, asked).checkout_request_id;
    host.schedule(host.now() + MPESA_TIMEOUT_MS + LATE_START_MS, { do: "start_prompt", push_id });
    await waitInVain(host);
  }
  await reachMpesa(host, asked.faults);
  const refusal = refusalByMpesa(host, asked);
  if (refusal !== null) throw new ApiError("STK_PUSH_FAILED", "M-Pesa refused the push.", { mpesa: refusal });
  const push = openPush(host, asked);
  startPrompt(host, push);
  return push;
}

function refusalByMpesa(host: SimulatorHost, asked: Asked): DarajaError | null {
  const payer = subscriberOf(host, asked.msisdn);
  if (shortcodeOf(host, asked.link_id).credentials_broken) {
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
