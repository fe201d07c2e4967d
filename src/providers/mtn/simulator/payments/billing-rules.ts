import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { fromMajor } from "../amounts.ts";
import { type Customer, customerOf } from "../customers/customer.ts";
import { airtimeOfPhone, balanceOf, merchantWallet, walletOfPhone } from "../ledger.ts";
import { marketOfCurrency } from "../markets.ts";
import { findPayment, type Payment } from "./payment.ts";

/** What is asked for, before and after it has become a payment. */
type Asked = Pick<Payment, "type" | "msisdn" | "currency" | "fee_bearer" | "original"> & {
  readonly amount_minor: string | bigint;
};

/** Why the money cannot move; null where it can. */
export interface Obstacle {
  readonly code: "6000" | "6001";
  readonly says: string;
}

/** Airtime is for small goods. */
const AIRTIME_MAX_MAJOR = 300;

export function obstacleTo(host: SimulatorHost, asked: Asked): Obstacle | null {
  const customer = customerOf(host, asked.msisdn);
  const barrier = customer === undefined ? null : barrierOf(customer, asked);
  if (barrier !== null) return { code: "6000", says: barrier };
  const { from } = routeOf(host, asked);
  const fee = payersFee(asked);
  return balanceOf(host, from) < BigInt(asked.amount_minor) + fee
    ? { code: "6001", says: `${systemOf(asked)}: balance below amount` }
    : null;
}

/** From whose account to whose. */
export function routeOf(host: SimulatorHost, asked: Asked): { readonly from: string; readonly to: string } {
  const merchant = merchantWallet(asked.currency);
  switch (asked.type) {
    case "wallet":
    case "direct_wallet":
      return { from: walletOfPhone(asked.msisdn), to: merchant };
    case "airtime":
      return { from: airtimeOfPhone(asked.msisdn), to: merchant };
    case "topup":
      return { from: merchant, to: airtimeOfPhone(asked.msisdn) };
    case "transfer":
      return { from: merchant, to: walletOfPhone(asked.msisdn) };
    case "refund": {
      const original = findPayment(host, asked.original ?? "");
      const paidFrom = original === undefined ? walletOfPhone(asked.msisdn) : routeOf(host, original).from;
      return { from: merchant, to: paidFrom };
    }
  }
}

/** One in a hundred of what a wallet pays, rounded down. */
export function feeOf({ type, amount_minor }: Asked): bigint {
  return type === "wallet" ? BigInt(amount_minor) / 100n : 0n;
}

export function systemOf({ type }: Pick<Payment, "type">): "ECW" | "AIR" {
  return type === "airtime" || type === "topup" ? "AIR" : "ECW";
}

function payersFee(asked: Asked): bigint {
  return asked.fee_bearer === "Payer" ? feeOf(asked) : 0n;
}

function barrierOf({ wallet, airtime_barred }: Customer, asked: Asked): string | null {
  if (systemOf(asked) === "ECW") {
    if (wallet === null && asked.type !== "refund") return "ECW: no account holder";
    return wallet === "BLOCKED" ? "ECW: account holder is blocked" : null;
  }
  if (airtime_barred) return "AIR: account is barred";
  const decimals = marketOfCurrency(asked.currency)?.decimals ?? 2;
  const most = fromMajor(AIRTIME_MAX_MAJOR, decimals);
  return asked.type === "airtime" && BigInt(asked.amount_minor) > most
    ? "AIR: above the spend limit of one charge"
    : null;
}
