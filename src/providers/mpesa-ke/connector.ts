import type { Connector, Known, Order } from "../../connector/connector.ts";
import { aboutTheQuestion } from "../../connector/finding.ts";
import type { HttpAnswer, HttpRequest } from "../../connector/http.ts";
import { wholeUnits } from "../../core/money.ts";
import type { Finding } from "../../core/outcome.ts";
import type { MpesaConfig } from "./config.ts";
import { readCallback, verifyCallback } from "./connector/callbacks.ts";
import { findingOf, hasUnreadableAmount, resultFinding } from "./connector/findings.ts";
import { readError, waitingAsAsked } from "./connector/refusals.ts";
import {
  headerNames,
  initiateBody,
  queryBody,
  readErrorAnswer,
  readInitiateAnswer,
  readQueryAnswer,
} from "./wire.ts";

/** The aggregator itself waits 25 seconds for M-Pesa; giving up before it would turn its answers into silence. */
const ANSWER_WITHIN_MS = 35_000;

export const connector: Connector<MpesaConfig> = {
  submit,
  readSubmit,
  inquire,
  readInquiry,
  verifyCallback,
  readCallback,
};

function submit(order: Order, config: MpesaConfig): HttpRequest {
  if (order.phone_number === null) throw new Error("A prompt needs a phone number.");
  if (order.callback_url === null) throw new Error("A prompt needs a callback URL of its own.");
  const msisdn = order.phone_number.slice(1);
  const amount = wholeUnits(order.amount);
  return post(config, config.initiate_path, initiateBody({ msisdn, amount, callback: order.callback_url }));
}

function inquire(known: Known, config: MpesaConfig): HttpRequest | "cannot_ask" {
  if (known.provider_reference === null) return "cannot_ask";
  return post(config, config.query_path, queryBody(known.provider_reference));
}

function post(config: MpesaConfig, path: string, body: string): HttpRequest {
  return {
    method: "POST",
    url: config.base_url + path,
    headers: {
      [headerNames.key]: config.api_key,
      [headerNames.trackingCode]: config.link_id,
      "content-type": "application/json",
      accept: "application/json",
    },
    body,
    timeout_ms: ANSWER_WITHIN_MS,
  };
}

function readSubmit(answer: HttpAnswer): Finding {
  return isSuccess(answer) ? readAccepted(answer) : readRefusal(answer);
}

/**
 * Only a named push is on its way, and it is never more than that. A body that names none, or that names one and calls
 * it not accepted, leaves open whether the phone rings.
 */
function readAccepted({ status, body }: HttpAnswer): Finding {
  const { response_code, checkout_request_id, words } = readInitiateAnswer(body);
  const told = {
    evidence: "answer",
    surface: "api",
    http_status: status,
    code: response_code,
    label: "ResponseCode",
    words,
    provider_reference: checkout_request_id,
  } as const;
  const accepted = response_code === null || response_code === "0";
  if (accepted && checkout_request_id !== null) return findingOf({ ...told, read_as: "0" });
  if (!accepted && checkout_request_id === null) return findingOf({ ...told, read_as: "push not accepted" });
  return findingOf({ ...told, read_as: "unreadable answer" });
}

function readRefusal(answer: HttpAnswer): Finding {
  const error = readErrorAnswer(answer.body);
  const refusal = findingOf({ evidence: "answer", ...readError(error, answer.status) });
  return answer.status === 429 ? waitingAsAsked(refusal, answer.headers["retry-after"]) : refusal;
}

function readInquiry(answer: HttpAnswer, known: Known): Finding {
  return isSuccess(answer) ? readStateOfPush(answer, known) : readUnansweredQuestion(answer);
}

function readStateOfPush({ status, body }: HttpAnswer, known: Known): Finding {
  const answer = readQueryAnswer(body);
  const { checkout_request_id, response_code, result_code, words } = answer;
  const told = {
    evidence: "inquiry",
    http_status: status,
    code: result_code,
    words,
    provider_reference: checkout_request_id,
  } as const;
  const unusable = (read_as: string): Finding =>
    aboutTheQuestion(findingOf({ ...told, surface: "api", read_as, provider_reference: null }));

  if (response_code !== null && response_code !== "0") return unusable("question not accepted");
  if (checkout_request_id !== null && checkout_request_id !== known.provider_reference)
    return unusable("about another push");
  if (hasUnreadableAmount(answer)) return unusable("about another push");
  if (result_code !== null)
    return resultFinding({ ...answer, result_code }, { ...told, asked: known.amount });
  if (response_code === null && checkout_request_id === null) return unusable("unreadable answer");
  return findingOf({ ...told, surface: "result", read_as: "no result yet" });
}

/** While a push is open, M-Pesa answers a question about it with an error of its own, which alone is about the push. */
function readUnansweredQuestion(answer: HttpAnswer): Finding {
  const error = readErrorAnswer(answer.body);
  const { mpesa } = error;
  if (error.codes.length === 0 && mpesa.code === STILL_PROCESSING && answer.status >= 500) {
    return findingOf({
      evidence: "inquiry",
      surface: "api",
      http_status: answer.status,
      read_as: STILL_PROCESSING,
      code: mpesa.code,
      words: mpesa.words,
    });
  }
  return aboutTheQuestion(findingOf({ evidence: "inquiry", ...readError(error, answer.status) }));
}

const STILL_PROCESSING = "500.001.1001";

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status <= 299;
}
