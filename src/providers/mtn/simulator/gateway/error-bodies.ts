import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { newSequenceNo } from "../ids.ts";
import { choice, retryAfter } from "../settings.ts";
import { platformTime } from "../timestamps.ts";
import { json } from "./answers.ts";
import { type ApiError, EXPIRED, Unauthorised } from "./api-error.ts";
import { type Call, innerPath } from "./call.ts";
import { errorCodes, statusNames } from "./code-table.ts";
import { pendingAnswer } from "./pending.ts";

/** What the caller sees of an error. */
export function errorAnswer(call: Call, problem: ApiError): SimulatedAnswer {
  if (problem.code === "1004") return pendingAnswer(call, { supportMessage: problem.message });
  const { status } = problem;
  if (problem instanceof Unauthorised) return json(call.host, { status, body: unauthorised(call, problem) });
  const wait = status === 429 ? retryAfter(call.host) : undefined;
  const headers = wait === undefined ? {} : { "retry-after": wait };
  return json(call.host, { status, body: bodies[choice(call.host, "error_body")](call, problem), headers });
}

/** The reading products know an older form for what is wrong with a token; it has no code in it. */
function unauthorised({ request }: Call, { message, fault }: Unauthorised): object {
  if (fault === EXPIRED && /\/locations$|\/v\d\/customers\/[^/]+$/.test(request.path)) {
    return { error: "invalid_token", error_description: message };
  }
  return {
    statusCode: 4000,
    statusMessage: errorCodes["4000"].says,
    supportMessage: "Check token, environment and key",
    faultMessage1: message,
    faultMessage2: fault,
  };
}

const bodies = {
  five_fields_and_code: (call: Call, problem: ApiError) => ({
    ...fiveFields(call, problem.status, errorCodes[problem.code].says),
    ...codeAndTexts(problem),
    transactionId: call.transaction_id,
  }),
  five_fields: (call: Call, { status }: ApiError) => fiveFields(call, status, "No message available"),
  canonical: (call: Call, problem: ApiError) => ({
    ...codeAndTexts(problem),
    transactionId: call.transaction_id,
    sequenceNo: newSequenceNo(call.host),
    timestamp: platformTime(call.host.now()),
    path: innerPath(call.request),
    method: call.request.method,
    downstreamStatusCode: problem.status,
  }),
  mixed: (call: Call, { code, status }: ApiError) => ({
    transactionId: call.transaction_id,
    timestamp: platformTime(call.host.now()),
    statusCode: code,
    error: statusNames[status],
    message: errorCodes[code].says,
    path: innerPath(call.request),
  }),
} as const;

function fiveFields({ host, request }: Call, status: number, message: string): object {
  const timestamp = platformTime(host.now());
  return { timestamp, status, error: statusNames[status], message, path: innerPath(request) };
}

function codeAndTexts({ code, message }: ApiError): object {
  return { statusCode: code, statusMessage: errorCodes[code].says, supportMessage: message };
}
