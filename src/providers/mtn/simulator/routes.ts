import type { SimulatedOperation } from "../../../connector/simulator.ts";
import { billingStatus, tokenStatus } from "./billing/billing-status.ts";
import { createUrl } from "./billing/consent-page.ts";
import { debit } from "./billing/debit.ts";
import { refundDebit } from "./billing/refund-debit.ts";
import { activateToken, deactivateToken, registerToken } from "./billing/register.ts";
import { location, plans, walletOf } from "./customers/part-resources.ts";
import { profile } from "./customers/profile.ts";
import type { Product } from "./gateway/apps.ts";
import type { Call, Ending } from "./gateway/call.ts";
import { pay } from "./payments/pay.ts";
import { paymentStatus } from "./payments/status.ts";
import { refill } from "./refill.ts";
import { listByService, listWithSystems, readSubscription } from "./subscriptions/list.ts";
import { listProviders } from "./subscriptions/providers.ts";
import { subscribe } from "./subscriptions/subscribe.ts";
import { provisioningStatus, unsubscribe, unsubscribeAll } from "./subscriptions/unsubscribe.ts";

export interface Route {
  /** What a fault or an answer is asked for by. */
  readonly operation: string;
  readonly method: string;
  /** With `{name}` where a part of the path names something. */
  readonly path: string;
  readonly product: Product;
  readonly answer: (call: Call) => Ending | Promise<Ending>;
}

const customer = "/customers/{customerId}";
const subscription = `/v2${customer}/subscriptions/{subscriptionId}`;

export const routes: readonly Route[] = [
  ...of("Payments V1", [
    ["pay", "POST", "/v1/payments", pay],
    ["status", "GET", "/v1/payments/{correlatorId}/transactionStatus", paymentStatus],
  ]),
  ...of("Customer Billing Token", [
    ["register_token", "POST", "/v1/customer/bill/registerToken", registerToken],
    ["activate_token", "POST", "/v1/customer/bill/activateToken", activateToken],
    ["deactivate_token", "PUT", "/v1/customer/bill/deactivateToken", deactivateToken],
    ["create_url", "POST", "/v1/customer/bill/urlCreate", createUrl],
    ["debit", "POST", "/v1/customer/bill/debit", debit],
    ["refund_debit", "POST", "/v1/customer/bill/refund", refundDebit],
    ["debit_status", "GET", "/v1/customer/bill/transactionStatus", billingStatus],
    ["token_status", "GET", "/v1/customer/bill/tokenStatus", tokenStatus],
  ]),
  ...of("Customer Plans", [
    ["refill", "PATCH", `/v2${customer}/plans/refill`, refill],
    ["plans", "GET", `/v2${customer}/plans`, plans],
  ]),
  ...of("Customer Profiles", [
    ["profile", "GET", `/v1${customer}`, profile],
    ["profile_v2", "GET", `/v2${customer}`, profile],
    ["momo", "GET", `/v1${customer}/momo`, walletOf],
  ]),
  ...of("Customer Locations", [["location", "GET", `/v1${customer}/locations`, location]]),
  ...of("Subscriptions", [
    ["subscriptions", "GET", `/v1${customer}/subscriptions`, listWithSystems],
    ["subscriptions_by_api", "GET", `/api/v1${customer}/subscriptions`, listWithSystems],
    ["subscriptions_v2", "GET", `/v2${customer}/subscriptions`, listByService],
    ["subscribe", "POST", `/v2${customer}/subscriptions`, subscribe],
    ["unsubscribe_all", "DELETE", `/v2${customer}/subscriptions`, unsubscribeAll],
    ["subscription", "GET", subscription, readSubscription],
    ["unsubscribe", "DELETE", subscription, unsubscribe],
    ["subscription_status", "GET", `${subscription}/status/{statusId}`, provisioningStatus],
    ["subscription_providers", "GET", `/v2${customer}/subscriptions-providers`, listProviders],
  ]),
];

type Line = readonly [operation: string, method: string, path: string, answer: Route["answer"]];

function of(product: Product, lines: readonly Line[]): readonly Route[] {
  return lines.map(([operation, method, path, answer]) => ({ operation, method, path, product, answer }));
}

const shapes = new Map(routes.map(({ path }) => [path, shapeOf(path)] as const));

/** What the path names, or null where it is another one. */
export function paramsOf(route: Route, path: string): Readonly<Record<string, string>> | null {
  const found = shapes.get(route.path)?.exec(path);
  return found == null ? null : { ...found.groups };
}

function shapeOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

/** The longest paths first: the star at the end of a short one stands for the rest of a long one, too. */
export const operations: readonly SimulatedOperation[] = routes
  .map(({ operation, method, path }) => ({
    name: operation,
    leg: "call" as const,
    method,
    path: path.replace(/\{\w+\}/g, "*"),
  }))
  .sort((one, other) => other.path.length - one.path.length);
