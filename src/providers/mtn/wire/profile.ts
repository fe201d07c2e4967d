import { textAt, type WireObject, wordsAt } from "../../../connector/json-fields.ts";
import { linksIn } from "../wire.ts";

/** What the platform tells of a customer: one profile of many parts, each of which has a resource of its own, too. */
export const profileParts = ["location", "wallet", "plans", "subscriptions"] as const;
export type ProfilePart = (typeof profileParts)[number];

/** The profile does not say who has subscriptions to offer. */
export const parts = [...profileParts, "subscription_providers"] as const;
export type Part = (typeof parts)[number];

/** With its data; the other profile holds links alone. */
export function profilePath(msisdn: string): string {
  return `/v2/customers/${msisdn}?propset=full`;
}

export function partPath(part: Part, msisdn: string): string {
  const [version, resource] = resources[part];
  return `/${version}/customers/${msisdn}/${resource}`;
}

/** That a wallet is found under `momo` is assumed; the object that stands there is the page's. */
const resources: Readonly<Record<Part, readonly [version: string, resource: string]>> = {
  location: ["v1", "locations"],
  wallet: ["v1", "momo"],
  plans: ["v2", "plans"],
  subscriptions: ["v1", "subscriptions"],
  subscription_providers: ["v2", "subscriptions-providers"],
};

/** Published links lack their version now and then, or spell the resource otherwise, and then lead nowhere. */
export function isPlaceOf(part: Part, path: string, msisdn: string): boolean {
  const [, customer, resource] = PLACE.exec(path) ?? [];
  return customer === msisdn && resource === resources[part][1];
}

const PLACE = /^\/(?:api\/)?v\d+\/customers\/([^/?]+)\/([^/?]+)(?:\?|$)/;

/** Schemas and examples of one and the same product spell them in two ways. */
const names: Readonly<Record<ProfilePart, readonly string[]>> = {
  location: ["location", "locations"],
  wallet: ["momo"],
  plans: ["plans", "plan"],
  subscriptions: ["subscriptions", "subscription"],
};

/** What stands in a profile under the part's name; undefined where nothing does. */
export function partIn(profile: WireObject, part: ProfilePart): unknown {
  return names[part].map((name) => profile[name]).find((value) => value !== undefined);
}

/** Where a part that stands in a profile, or in each category of a list, says that it is found by itself. */
export function placeNamedIn(part: unknown): string | null {
  const objects = (Array.isArray(part) ? part : [part]).filter(isObject);
  return objects.map((object) => linksIn(object)["self"]).find((href) => href !== undefined) ?? null;
}

/** The same in the answer of the part's own resource: under its name, or the answer itself is the part. */
export function partAlone(answer: WireObject, part: ProfilePart): unknown {
  const { statusCode, statusMessage, supportMessage, transactionId, sequenceNo, ...rest } = answer;
  const named = partIn(answer, part);
  return named === undefined ? rest : named;
}

/**
 * What is there of a part: its objects, or why there are none. `null`: null, the text "null" or an empty list. `empty`:
 * an object without its properties. `missing`: nothing, or links alone.
 */
export type Content = readonly WireObject[] | "null" | "empty" | "missing";

export function contentOf(value: unknown): Content {
  return contentWithin(isObject(value) && "data" in value ? value["data"] : value);
}

function contentWithin(value: unknown): Content {
  if (isNothing(value)) return "null";
  if (Array.isArray(value)) return listed(value);
  if (!isObject(value)) return "missing";
  const { _links, _link, links, ...own } = value;
  if (Object.keys(own).length > 0) return [own];
  return Object.keys(value).length > 0 ? "missing" : "empty";
}

function listed(list: readonly unknown[]): Content {
  const objects = list.filter(isObject);
  if (list.length === 0) return "null";
  return objects.length === 0 ? "missing" : objects;
}

/** An object counts by the properties that it is known to have; the text "null" is the page's own. */
export function propertiesOf(content: Content, properties: readonly string[]): Content {
  if (typeof content === "string") return content;
  const values = content.flatMap((object) => properties.map((name) => object[name]));
  if (values.every((value) => value === undefined)) return "empty";
  return values.every((value) => value === undefined || isNothing(value)) ? "null" : content;
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === "string" && /^(null)?$/i.test(value));
}

function isObject(value: unknown): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The categories of plans: a list, or in the answer of their own resource a single one without a name. */
export function categoriesIn(part: unknown): Content {
  return isObject(part) ? [part] : contentOf(part);
}

const planProperties = ["type", "status", "startDate", "endDate", "balance"] as const;

export function plansIn(category: WireObject): Content {
  return propertiesOf(contentOf(category), planProperties);
}

export function balancesIn(plan: WireObject): readonly WireObject[] {
  const balances = contentOf(plan["balance"]);
  if (typeof balances === "string") return [];
  return balances.flatMap((balance) => {
    const content = contentOf(balance);
    return typeof content === "string" ? [] : content;
  });
}

/** Words for people; the text "null" says nothing. */
export function statedAt(object: WireObject, name: string): string | null {
  return isNothing(object[name]) ? null : wordsAt(object, name);
}

/** One of a list of words of theirs, whose spelling varies. */
export function wordAt(object: WireObject, name: string): string | null {
  return statedAt(object, name)?.toLowerCase() ?? null;
}

/** As it was written, in units that no document names. */
export function amountAt(object: WireObject, name: string): string | null {
  const amount = textAt(object, name);
  return amount !== null && /^-?\d{1,18}(\.\d{1,6})?$/.test(amount) ? amount : null;
}
