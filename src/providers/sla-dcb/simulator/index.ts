import type {
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../../../connector/simulator.ts";
import { answerCall, apiCalls } from "./api.ts";
import { ApiError, ConnectionLost } from "./api-error.ts";
import { books } from "./books.ts";
import { fraudToken } from "./calls/fraud-check.ts";
import { confirm } from "./checkout/confirm.ts";
import { findNumber } from "./checkout/number-retrieval.ts";
import { purchase } from "./checkout/purchase.ts";
import { cancel, takeNumber, takePin } from "./checkout/steps.ts";
import { VisitRefused } from "./checkout/way-back.ts";
import { contradict } from "./contradiction.ts";
import { magicNumbers, magicTexts } from "./magic.ts";
import { takeSms } from "./mo/incoming.ts";
import { act, phones, play, setBalance, wallets } from "./phones.ts";
import { json } from "./replies.ts";
import { credentials, magicNames, seedWorld } from "./seed-world.ts";
import { settings } from "./settings.ts";
import { perform, type Task } from "./tasks.ts";

/** The platform and the operators behind it: services, customers, subscriptions, checkout and books. */
export const simulator: Simulator = {
  seed: seedWorld,
  handle: async (host, request) => handle(host, request),
  perform: (host, task) => perform(host, task as Task),
  books,
  phones,
  act,
  credentials,
  operations: [
    ...Object.entries(apiCalls).map(([path, { methods }]) => ({
      name: nameOfCall(path),
      leg: "call" as const,
      method: methods[0] ?? "POST",
      path,
    })),
    { name: "purchase", leg: "call", method: "GET", path: "/purchase*" },
    { name: "incoming_sms", leg: "call", method: "POST", path: "/v2.2/mo" },
    { name: "notification", leg: "callback", method: "POST", path: null },
  ],
  book_kinds: ["movement"],
  play,
  wallets,
  setBalance,
  contradict,
  magic: [...magicNumbers, ...magicNames, ...magicTexts],
  settings,
  callback_setting: "notification_url",
  example: () => ({
    method: "POST",
    path: `/v2.2/charge?${new URLSearchParams({
      msisdn: "2348090001234",
      campaign: credentials.campaign,
      merchant: credentials.merchant,
      amount: "100.0",
      currency: "NGN",
      correlator: "first-000001",
      description: "Game coins",
      pin: "000000",
    })}`,
    headers: {
      authorization: `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`,
    },
    body: null,
  }),
};

type Ending = SimulatedAnswer | "reset";

function handle(host: SimulatorHost, request: SimulatedRequest): Ending {
  try {
    return route(host, request);
  } catch (problem) {
    if (problem instanceof ConnectionLost) {
      host.note(problem.message);
      return "reset";
    }
    if (!(problem instanceof ApiError || problem instanceof VisitRefused)) throw problem;
    host.note(`${problem.code}: ${problem.message}`, problem.code);
    return problem.toAnswer(host);
  }
}

function route(host: SimulatorHost, request: SimulatedRequest): Ending {
  const call = openCalls[request.path];
  if (call === undefined) return answerCall(host, request);
  if (request.method !== call.method) return json(405, { message: "Method Not Allowed" });
  return call.answer(host, request);
}

interface OpenCall {
  readonly method: "GET" | "POST";
  readonly answer: (host: SimulatorHost, request: SimulatedRequest) => SimulatedAnswer;
}

/** What browsers and operators call, without a credential. */
const openCalls: Readonly<Record<string, OpenCall>> = {
  "/purchase": { method: "GET", answer: (host, request) => purchase(host, request, "usual") },
  "/purchase/axiata": { method: "GET", answer: (host, request) => purchase(host, request, "own") },
  "/purchase/number": { method: "POST", answer: takeNumber },
  "/purchase/pin": { method: "POST", answer: takePin },
  "/purchase/confirm": { method: "POST", answer: confirm },
  "/purchase/cancel": { method: "POST", answer: cancel },
  "/redirect": { method: "GET", answer: (host, request) => findNumber(host, request, 1) },
  "/msisdn_retrieval/v2/msisdn/redirect": {
    method: "GET",
    answer: (host, request) => findNumber(host, request, 2),
  },
  "/external/v1/fraud/token": { method: "POST", answer: fraudToken },
  "/v2.2/mo": { method: "POST", answer: takeSms },
};

/** For example `subscription_create`. */
function nameOfCall(path: string): string {
  return path
    .replace(/^\/(?:v2\.2|external\/v1\/merchant)\//, "")
    .replace(/^\/(?:external\/v1)?\/?/, "")
    .replaceAll("/", "_");
}
