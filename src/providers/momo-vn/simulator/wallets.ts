import type { SimulatorHost, WalletState } from "../../../connector/simulator.ts";
import { findCard } from "./cards.ts";
import { bringBalance, everyWallet, findWallet } from "./ledger.ts";
import { internationalPhone, localPhone } from "./payers.ts";

/** Payers' wallets and cards, and what merchants have been paid. What is held for authorized payments is in none. */
export function wallets(host: SimulatorHost): readonly WalletState[] {
  return everyWallet(host).map(([id, { owner, balance }]) => ({
    wallet: shownAs(id),
    owner,
    balance_minor: String(balance),
    currency: "VND",
  }));
}

export function setBalance(host: SimulatorHost, wallet: string, balance_minor: string): boolean {
  const id = wallet.startsWith("+") ? localPhone(wallet) : wallet;
  if (id === null || findWallet(host, id) === undefined) return false;
  bringBalance(host, id, Number(balance_minor));
  return true;
}

/** A card has sixteen digits, a phone number ten. */
function shownAs(id: string): string {
  const isPhone = findCard(id) === undefined && localPhone(id) !== null;
  return isPhone ? internationalPhone(id) : id;
}
