import { textAt, type WireObject } from "../../../connector/json-fields.ts";
import type { PartReading } from "../../../connector/lookup.ts";
import type { Json } from "../../../connector/simulator.ts";
import {
  amountAt,
  balancesIn,
  type Content,
  categoriesIn,
  contentOf,
  plansIn,
  propertiesOf,
  statedAt,
  wordAt,
} from "../wire/profile.ts";
import { gap, isPartial, readPart, type Told } from "./part-reading.ts";

/** Where the customer is, or is registered: two products of the platform mean different things by it. */
export function readLocation(part: unknown, told: Told): PartReading {
  const content = propertiesOf(contentOf(part), ["country", "operator"]);
  return readPart(content, told, ([location = {}]) => ({
    country: statedAt(location, "country"),
    operator: statedAt(location, "operator"),
    home_network: statedAt(location, "homeNetwork"),
  }));
}

export function readWallet(part: unknown, told: Told): PartReading {
  const content = propertiesOf(contentOf(part), ["accountholderStatus", "currency"]);
  return readPart(content, told, ([wallet = {}]) => ({
    status: wordAt(wallet, "accountholderStatus"),
    currency: statedAt(wallet, "currency"),
  }));
}

/** Plans stand in categories. Where one of these is not told, the list is not whole, and counts as not told either. */
export function readPlans(part: unknown, told: Told): PartReading {
  const categories = categoriesIn(part);
  if (typeof categories === "string") return gap(categories, told);
  const found = categories.map((category) => ({ category, plans: plansIn(category) }));
  const hole = worstOf(
    found.map(({ plans }) => plans),
    told,
  );
  if (hole !== null) return gap(hole, told);
  return { state: "present", value: found.flatMap(describePlans) };
}

/** In a complete answer a null beside something is a category without plans; in any other it proves nothing. */
function worstOf(contents: readonly Content[], told: Told): Extract<Content, string> | null {
  const holes = contents.filter((content) => typeof content === "string");
  const failed = holes.find((hole) => hole !== "null");
  if (failed !== undefined) return failed;
  return holes.length === contents.length || (holes.length > 0 && isPartial(told)) ? "null" : null;
}

function describePlans({ category, plans }: { readonly category: WireObject; readonly plans: Content }) {
  if (typeof plans === "string") return [];
  return plans.map(
    (plan): Json => ({
      category: statedAt(category, "category"),
      type: wordAt(plan, "type"),
      status: wordAt(plan, "status"),
      starts_at: textAt(plan, "startDate"),
      ends_at: textAt(plan, "endDate"),
      balances: balancesIn(plan).map(describeBalance),
    }),
  );
}

/** Examples suggest smaller units for some kinds of balance, and no document says so: the amount is passed on as it came. */
function describeBalance(balance: WireObject): Json {
  return {
    type: wordAt(balance, "balanceType"),
    amount: amountAt(balance, "amount"),
    currency: statedAt(balance, "currency"),
    expires_at: textAt(balance, "expiryDate"),
  };
}
