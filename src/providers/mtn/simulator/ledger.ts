import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newLedgerId } from "./ids.ts";

/** Somebody's money. Kept under its name; amounts in minor units. */
export type Wallet = {
  readonly owner: "payer" | "merchant";
  readonly currency: string;
  readonly opening: string;
  readonly balance: string;
};

/** One line of the ledger: what left one wallet came into the other. Kept under its number. */
export type Movement = {
  readonly at_ms: number;
  readonly kind: MovementKind;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly phone_number: string;
  /** The provider's name for the operation; empty for what nobody called for. */
  readonly reference: string;
  readonly attempt: string;
};

export type MovementKind = "payment" | "topup" | "transfer" | "refund" | "reversal" | "fee" | "adjustment";

/** Where fees go to, and adjustments come from. */
export const OUTSIDE = "outside";

export const walletOfPhone = (msisdn: string): string => `+${msisdn}`;
export const airtimeOfPhone = (msisdn: string): string => `airtime +${msisdn}`;
export const merchantWallet = (currency: string): string => `HAKIKA.MERCHANT ${currency}`;

export function openWallet(host: SimulatorHost, name: string, wallet: Omit<Wallet, "balance">): void {
  host.records.put("wallet", name, { ...wallet, balance: wallet.opening } satisfies Wallet);
}

function findWallet(host: SimulatorHost, name: string): Wallet | undefined {
  return host.records.get<Wallet>("wallet", name);
}

export function balanceOf(host: SimulatorHost, name: string): bigint {
  return BigInt(findWallet(host, name)?.balance ?? "0");
}

/** Resolves with the number of the line. */
export function move(host: SimulatorHost, movement: Omit<Movement, "at_ms">): string {
  const id = newLedgerId(host);
  host.records.put("movement", id, { at_ms: host.now(), ...movement } satisfies Movement);
  add(host, movement.from, -BigInt(movement.amount));
  add(host, movement.to, BigInt(movement.amount));
  return id;
}

/** Money that comes or goes without an operation: somebody fills a wallet, or empties it. */
export function setWallet(host: SimulatorHost, name: string, balance: string): boolean {
  const wallet = findWallet(host, name);
  if (wallet === undefined) return false;
  const missing = BigInt(balance) - BigInt(wallet.balance);
  const [from, to] = missing > 0n ? [OUTSIDE, name] : [name, OUTSIDE];
  const { currency } = wallet;
  const amount = String(missing > 0n ? missing : -missing);
  const about = { phone_number: "", reference: "", attempt: "" };
  if (missing !== 0n) move(host, { kind: "adjustment", from, to, amount, currency, ...about });
  return true;
}

function add(host: SimulatorHost, name: string, amount: bigint): void {
  const wallet = findWallet(host, name);
  if (wallet === undefined) return;
  const balance = String(BigInt(wallet.balance) + amount);
  host.records.put("wallet", name, { ...wallet, balance } satisfies Wallet);
}
