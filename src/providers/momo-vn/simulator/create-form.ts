import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call } from "./call.ts";
import { type Fields, isFalse, isObject, requiredText, textOf } from "./fields.ts";
import { newOrderId } from "./order.ts";
import { localPhone } from "./payers.ts";
import { badField, Refusal } from "./refusal.ts";
import { amountInRange, isRequestType, type Product, rulesOf } from "./request-types.ts";
import { readPlan, type SubscriptionPlan } from "./subscription-plan.ts";

/** What a request to create asks for. */
export interface CreateForm {
  readonly partner_code: string;
  readonly order_id: string;
  readonly product: Product;
  readonly amount: number;
  readonly order_info: string;
  readonly extra_data: string;
  readonly redirect_url: string;
  readonly ipn_url: string;
  readonly two_step: boolean;
  readonly partner_client_id: string | null;
  readonly plan: SubscriptionPlan | null;
  /** Whose phone it is for; null where the request does not say. */
  readonly phone: string | null;
  /** Null: as long as usual. */
  readonly lives_ms: number | null;
}

/** Reads and checks; the first thing that is wrong decides the code. */
export function readCreateForm(host: SimulatorHost, { account, fields }: Call): CreateForm {
  const product = productOf(fields);
  const rules = rulesOf(product);
  const form = {
    partner_code: account.partner_code,
    product,
    order_info: requiredText(fields, "orderInfo", 255),
    redirect_url: requiredText(fields, "redirectUrl", 2_000),
    ipn_url: plainUrl(requiredText(fields, "ipnUrl", 2_000)),
    extra_data: shortText(fields, "extraData", 1_000),
    two_step: isFalse(fields, "autoCapture"),
    partner_client_id: partnerClientIdOf(fields, product),
    phone: phoneOf(fields),
    lives_ms: livesMs(fields),
  };
  checkItems(fields);
  const amount = amountInRange(fields, product);
  if (form.two_step && !rules.two_step)
    throw new Refusal(47, `A payment by ${product} cannot be authorized first.`);
  return { ...form, amount, plan: planOf(fields, product), order_id: newOrderId(host, account, fields) };
}

function partnerClientIdOf(fields: Fields, product: Product): string | null {
  const { links } = rulesOf(product);
  const named = links === "where_named" && textOf(fields, "partnerClientId") !== "";
  return links === "always" || named ? requiredText(fields, "partnerClientId", 50) : null;
}

function planOf({ subscriptionInfo }: Fields, product: Product): SubscriptionPlan | null {
  if (product !== "subscription") return null;
  if (!isObject(subscriptionInfo)) throw badField("subscriptionInfo", "must be an object");
  return readPlan(subscriptionInfo);
}

function productOf(fields: Fields): Product {
  const request_type = requiredText(fields, "requestType", 50);
  if (!isRequestType(request_type)) throw badField("requestType", "is not known");
  return request_type;
}

/** Without a query, blanks or letters beyond ASCII. */
function plainUrl(url: string): string {
  if (/^https?:\/\/[\w.:[\]-]+(?:\/[\w./~%-]*)?$/i.test(url)) return url;
  throw badField("ipnUrl", "must be a plain URL");
}

function shortText(fields: Fields, name: string, length_max: number): string {
  const text = textOf(fields, name);
  if (text.length > length_max) throw badField(name, `must have at most ${length_max} characters`);
  return text;
}

const ITEMS_MAX = 50;

function checkItems({ items = null }: Fields): void {
  if (items === null) return;
  if (!Array.isArray(items) || items.length > ITEMS_MAX)
    throw badField("items", `must be a list of at most ${ITEMS_MAX}`);
  const ids = items.flatMap((item) =>
    isObject(item) && textOf(item, "id") !== "" ? [textOf(item, "id")] : [],
  );
  if (new Set(ids).size < ids.length) throw new Refusal(45, "Two items have the same id.");
}

function phoneOf({ userInfo }: Fields): string | null {
  return isObject(userInfo) ? localPhone(textOf(userInfo, "phoneNumber")) : null;
}

const MINUTE_MS = 60_000;

/** Some callers send a time in milliseconds for minutes, and nobody has ever told them: such a value counts for nothing. */
const MINUTES_MAX = 366 * 24 * 60;

function livesMs(fields: Fields): number | null {
  const minutes = Number(textOf(fields, "orderExpireTime"));
  return minutes > 0 && minutes <= MINUTES_MAX ? minutes * MINUTE_MS : null;
}
