import { toText } from "../amounts.ts";
import { linksTo } from "../gateway/answers.ts";
import type { Call } from "../gateway/call.ts";
import { airtimeOfPhone, balanceOf } from "../ledger.ts";
import { marketOf } from "../markets.ts";
import { choice, entryOf } from "../settings.ts";
import { isUp, type SystemId } from "../systems.ts";
import { rfc3339 } from "../timestamps.ts";
import type { Customer, FailedStyle, PartName } from "./customer.ts";

/** A part of a profile: there, known to be absent, or not to be had at the moment. */
export type Part<Data> =
  | { readonly is: "there"; readonly data: Data }
  | { readonly is: "absent" }
  | { readonly is: "failed"; readonly style: FailedStyle };

/** Which system knows a part. */
const systems: Readonly<Record<PartName, SystemId>> = { location: "HLR", momo: "ECW", plans: "AIR" };

export function locationPart(call: Call, customer: Customer): Part<object> {
  const failed = failureOf(call, customer, "location");
  if (failed !== null) return failed;
  if (customer.located) {
    const country = marketOf(customer.msisdn)?.country ?? "";
    return { is: "there", data: { country, homeNetwork: country, operator: "MTN" } };
  }
  const nothing = choice(call.host, "null_style") === "text" ? "null" : null;
  return { is: "there", data: { country: nothing, operator: nothing } };
}

export function walletPart(call: Call, customer: Customer): Part<object> {
  const failed = failureOf(call, customer, "momo");
  if (failed !== null) return failed;
  if (customer.wallet === null) return { is: "absent" };
  const currency = marketOf(customer.msisdn)?.currency;
  return { is: "there", data: { accountholderStatus: customer.wallet, currency } };
}

export function plansPart(call: Call, customer: Customer): Part<readonly object[]> {
  const failed = failureOf(call, customer, "plans");
  if (failed !== null) return failed;
  return customer.plan === null ? { is: "absent" } : { is: "there", data: [planOf(call, customer)] };
}

const PLAN_BEGAN_MS = Date.parse("2021-05-03T09:12:44.120Z");
const AIRTIME_LASTS_MS = 365 * 24 * 60 * 60 * 1000;

/** Balances are in the smaller units here, unlike everywhere else. */
function planOf({ host }: Call, { msisdn, plan }: Customer): object {
  const balance = {
    balanceType: "AIRTIME",
    amount: String(balanceOf(host, airtimeOfPhone(msisdn))),
    currency: marketOf(msisdn)?.currency,
    expiryDate: rfc3339(host.now() + AIRTIME_LASTS_MS),
  };
  return {
    type: plan,
    status: "Active",
    startDate: rfc3339(PLAN_BEGAN_MS),
    endDate: null,
    balance: [{ data: balance }],
  };
}

/** The wallet's balance, for those who ask for it with the plans. */
export function walletBalance({ host }: Call, name: string, currency: string): object {
  const amount = { amount: toText(String(balanceOf(host, name)), currency), units: currency };
  const nothing = { amount: toText("0", currency), units: currency };
  return { balance: amount, positiveReservations: nothing, negativeReservations: nothing };
}

/** Null where the part can be had. */
function failureOf(
  { host }: Call,
  { failing_parts }: Customer,
  part: PartName,
): { readonly is: "failed"; readonly style: FailedStyle } | null {
  const style = failing_parts[part] ?? styleFrom(entryOf(host, "part_fails", part));
  if (style !== undefined) return { is: "failed", style };
  return isUp(host, systems[part]) ? null : { is: "failed", style: choice(host, "failed_part_style") };
}

const styles: readonly FailedStyle[] = ["empty_data", "omit", "null_data"];

function styleFrom(set: unknown): FailedStyle | undefined {
  return styles.find((style) => style === set);
}

/** An object of a profile under its name; left out where its style wants it so. */
export function shown<Data>(call: Call, part: Part<Data>, path: string): object | null | undefined {
  const links = linksTo(call, path);
  switch (part.is) {
    case "there":
      return { data: part.data, ...links };
    case "absent":
      return null;
    case "failed":
      return part.style === "omit" ? undefined : { data: part.style === "null_data" ? null : {}, ...links };
  }
}
