import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { BillingError } from "../billing/billing-error.ts";
import { isConsentPage, showConsentPage } from "../billing/consent-page.ts";
import { paramsOf, type Route, routes } from "../routes.ts";
import { entryOf, isOn } from "../settings.ts";
import { json } from "./answers.ts";
import { ApiError } from "./api-error.ts";
import { authenticate, checkProduct, type Product } from "./apps.ts";
import { type Call, type Ending, transactionIdOf } from "./call.ts";
import { isErrorCode } from "./code-table.ts";
import { errorAnswer } from "./error-bodies.ts";
import { grantToken, isTokenPath } from "./oauth.ts";
import { countAppCall } from "./rate-limits.ts";

/** The front door: finds the product, asks who is calling, and puts what comes back into the platform's words. */
export async function answerCall(host: SimulatorHost, request: SimulatedRequest): Promise<Ending> {
  if (isTokenPath(request)) return grantToken(host, request);
  if (isConsentPage(request)) return showConsentPage(host, request);
  const found = findRoutes(request.path);
  const [first] = found;
  if (first === undefined) return unknownPath(host, request);
  const route = found.find(({ method }) => method === request.method);
  const params = paramsOf(route ?? first, request.path) ?? {};
  const transaction_id = transactionIdOf(host, request, lengthOf(first.product));
  const call: Call = { host, request, params, transaction_id };
  try {
    checkCaller(call, first.product);
    if (route === undefined) throw new ApiError("4001", `No ${request.method} here.`);
    answerWithSetCode(host, route);
    return await route.answer(call);
  } catch (problem) {
    return explain(call, problem);
  }
}

function findRoutes(path: string): readonly Route[] {
  return routes.filter((route) => paramsOf(route, path) !== null);
}

/** Payments take shorter ids than the rest. */
function lengthOf(product: Product): number {
  return product === "Payments V1" ? 20 : 36;
}

function checkCaller({ host, request }: Call, product: Product): void {
  const app = authenticate(host, request, product);
  countAppCall(host, app.client_id);
  checkProduct(app, product);
}

/** For codes beyond a caller's reach. */
function answerWithSetCode(host: SimulatorHost, { operation }: Route): void {
  const set = host.setting("answer_with");
  const code = typeof set === "string" ? set : entryOf(host, "answer_with", operation);
  if (isErrorCode(code)) throw new ApiError(code, "Asked for by a setting.");
}

function explain(call: Call, problem: unknown): SimulatedAnswer {
  if (problem instanceof BillingError) {
    call.host.note(problem.message, problem.code);
    return problem.toAnswer(call);
  }
  if (!(problem instanceof ApiError)) throw problem;
  call.host.note(problem.message, problem.code);
  return problem.code === "1000" && isNullObject(call)
    ? json(call.host, { status: 404, body: { [nullObjectOf(call)]: null } })
    : errorAnswer(call, problem);
}

/** An older way to say that there is no such customer: nothing but an empty envelope. */
function isNullObject({ host, request }: Call): boolean {
  return isOn(host, "not_found_as_null") && request.method === "GET" && request.path.includes("/customers/");
}

function nullObjectOf({ request }: Call): "services" | "data" {
  return request.path.includes("/subscriptions") ? "services" : "data";
}

/** The gateway's own words, which have no four digits. One product has versions, and says which it lacks. */
function unknownPath(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  if (/^\/v\d+\/customer\/bill\//.test(request.path)) {
    const transaction_id = transactionIdOf(host, request, lengthOf("Customer Billing Token"));
    const problem = new BillingError("version", "DEP: only v1 is there");
    host.note(problem.message, problem.code);
    return problem.toAnswer({ host, request, params: {}, transaction_id });
  }
  const errorcode = "messaging.adaptors.http.flow.ApplicationNotFound";
  host.note("No product has this path.", errorcode);
  const faultstring = `Unable to identify proxy for host: southafrica and url: ${request.path}`;
  return json(host, { status: 404, body: { fault: { faultstring, detail: { errorcode } } } });
}
