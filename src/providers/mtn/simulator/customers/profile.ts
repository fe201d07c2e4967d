import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { json, linksOfNull, linksTo } from "../gateway/answers.ts";
import { ApiError } from "../gateway/api-error.ts";
import { type Call, param } from "../gateway/call.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { isOn } from "../settings.ts";
import { answersOfSystems, type SystemAnswer } from "../subscriptions/providers.ts";
import { shownSubscriptions } from "../subscriptions/subscription.ts";
import type { Customer } from "./customer.ts";
import { knownCustomer } from "./find.ts";
import { locationPart, type Part, plansPart, shown, walletPart } from "./parts.ts";

/** Everything known about a customer, from as many systems as there are parts. */
export function profile(call: Call): SimulatedAnswer {
  const { host, request } = call;
  const detail = request.query["propset"] ?? request.query["scope"] ?? "basic";
  if (!["basic", "full", "CustomerProfile"].includes(detail)) {
    throw new ApiError("5000", "scope and propset are basic or full.");
  }
  const customer = knownCustomer(host, param(call, "customerId"));
  return detail === "basic" ? structure(call, customer) : everything(call, customer);
}

interface Paths {
  readonly location: string;
  readonly momo: string;
  readonly plans: string;
  readonly subscriptions: string;
}

function pathsOf({ msisdn }: Customer): Paths {
  return {
    location: `/v1/customers/${msisdn}/locations`,
    momo: `/v1/customers/${msisdn}/momo`,
    plans: `/v2/customers/${msisdn}/plans`,
    subscriptions: `/v1/customers/${msisdn}/subscriptions`,
  };
}

/** Links alone: no system behind is asked. */
function structure(call: Call, customer: Customer): SimulatedAnswer {
  const parts = Object.entries(pathsOf(customer)).map(([name, path]) => [name, linksTo(call, path)]);
  const body = { ...envelope(call, customer, SUCCESS), ...Object.fromEntries(parts), ...self(call) };
  return json(call.host, { status: 200, body });
}

function everything(call: Call, customer: Customer): SimulatedAnswer {
  const paths = pathsOf(customer);
  const location = locationPart(call, customer);
  const momo = walletPart(call, customer);
  const plans = plansPart(call, customer);
  const systems = answersOfSystems(call.host, customer);
  const partial =
    [location, momo, plans].some(({ is }) => is === "failed") ||
    systems.some(({ status }) => status === "Inactive");
  const body = {
    ...envelope(call, customer, partial && !isOn(call.host, "code_in_207") ? null : SUCCESS),
    ...(partial && { statusMessage: "Partial result" }),
    location: shown(call, location, paths.location),
    momo: shown(call, momo, paths.momo),
    plans: shownPlans(call, plans, paths.plans),
    subscriptions: shownSubscriptions(call, customer, paths.subscriptions),
    systems: systems.map(withoutName),
    ...(momo.is === "absent" ? linksOfNull(call, call.request.path) : self(call)),
  };
  return json(call.host, { status: partial ? 207 : 200, body });
}

/** A list: where it failed it is left out, or stands without its data. */
function shownPlans(
  call: Call,
  part: Part<readonly object[]>,
  path: string,
): readonly object[] | null | undefined {
  if (part.is === "absent") return null;
  if (part.is === "failed" && part.style !== "null_data") return undefined;
  const data = part.is === "there" ? part.data : null;
  return [{ category: "GSM", data, ...linksTo(call, path) }];
}

function envelope(call: Call, { msisdn }: Customer, code: string | null): object {
  return {
    transactionId: call.transaction_id,
    ...(code !== null && { statusCode: code }),
    statusMessage: "Success",
    customerId: msisdn,
  };
}

function self(call: Call): object {
  return linksTo(call, call.request.path);
}

function withoutName({ systemId, status, statusCode, message }: SystemAnswer): object {
  return { systemId, status, statusCode, message };
}
