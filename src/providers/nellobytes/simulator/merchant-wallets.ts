import type { SimulatorHost, WalletState } from "../../../connector/simulator.ts";
import { fromKobo, toKobo } from "./naira.ts";
import { moveMoney, type Wallet } from "./wallet.ts";

/** What each account can pay new orders from; a part of a kobo is not shown. */
export function wallets(host: SimulatorHost): readonly WalletState[] {
  return host.records.all<Wallet>("wallet").map(([user_id, { balance }]) => ({
    wallet: user_id,
    owner: "merchant",
    balance_minor: String(toKobo(BigInt(balance))),
    currency: "NGN",
  }));
}

/** The merchant brings the difference, or takes it away; it stands in the statement as a deposit. */
export function setBalance(host: SimulatorHost, wallet: string, balance_minor: string): boolean {
  const before = wallets(host).find((known) => known.wallet === wallet);
  if (before === undefined) return false;
  const amount = fromKobo(BigInt(balance_minor) - BigInt(before.balance_minor));
  moveMoney(host, "deposit", { user_id: wallet, order_id: null, amount });
  return true;
}
