import type { BookEntry, SimulatorHost, WalletState } from "../../../connector/simulator.ts";
import { type Movement, type MovementKind, setWallet, type Wallet } from "./ledger.ts";

const bookKinds: { readonly [kind in MovementKind]?: BookEntry["kind"] } = {
  payment: "charge",
  topup: "charge",
  transfer: "charge",
  refund: "reversal",
  reversal: "reversal",
};

/** What operations moved; fees and adjustments stand in the ledger alone. */
export function books(host: SimulatorHost): readonly BookEntry[] {
  return host.records.all<Movement>("movement").flatMap(([receipt, movement]) => {
    const kind = bookKinds[movement.kind];
    if (kind === undefined) return [];
    const { at_ms, reference, amount, currency, phone_number, attempt } = movement;
    const about = { provider_reference: reference, amount_minor: amount, currency, phone_number, attempt };
    return [{ at_ms, kind, receipt, ...about }];
  });
}

/** MoMo wallets under their phone numbers, airtime accounts, and what the merchant has in each currency. */
export function wallets(host: SimulatorHost): readonly WalletState[] {
  return host.records.all<Wallet>("wallet").map(([wallet, { owner, balance, currency }]) => ({
    wallet,
    owner,
    balance_minor: balance,
    currency,
  }));
}

export const setBalance = setWallet;
