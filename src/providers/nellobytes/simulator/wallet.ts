import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newMovementId } from "./ids.ts";
import type { Thousandths } from "./naira.ts";

/** The money that a merchant has with the provider, in thousandths of a naira. */
export type Wallet = {
  /** What new orders can be paid from. */
  readonly balance: string;
  /** Paid for orders that are not decided. */
  readonly held: string;
  /** Paid for orders that were completed. */
  readonly spent: string;
};

/** One line of the wallet's statement. */
export type Movement = {
  readonly at_ms: number;
  readonly user_id: string;
  readonly kind: MovementKind;
  readonly amount: string;
  /** Null for money that the merchant brought. */
  readonly order_id: string | null;
};

export type MovementKind = "deposit" | "hold" | "spend" | "release" | "refund";

/** What each kind adds to the three parts, or takes from them. */
const effects: Readonly<Record<MovementKind, Readonly<Record<keyof Wallet, bigint>>>> = {
  deposit: { balance: 1n, held: 0n, spent: 0n },
  hold: { balance: -1n, held: 1n, spent: 0n },
  spend: { balance: 0n, held: -1n, spent: 1n },
  release: { balance: 1n, held: -1n, spent: 0n },
  refund: { balance: 1n, held: 0n, spent: -1n },
};

export function moveMoney(
  host: SimulatorHost,
  kind: MovementKind,
  { user_id, order_id, amount }: Pick<Movement, "user_id" | "order_id"> & { readonly amount: Thousandths },
): void {
  const before = walletOf(host, user_id);
  const effect = effects[kind];
  const part = (name: keyof Wallet): string => String(BigInt(before[name]) + effect[name] * amount);
  const after: Wallet = { balance: part("balance"), held: part("held"), spent: part("spent") };
  const movement: Movement = { at_ms: host.now(), user_id, kind, amount: String(amount), order_id };
  host.records.put("movement", newMovementId(host), movement);
  host.records.put("wallet", user_id, after);
}

export function walletOf(host: SimulatorHost, user_id: string): Wallet {
  return host.records.get<Wallet>("wallet", user_id) ?? { balance: "0", held: "0", spent: "0" };
}

export function movements(host: SimulatorHost): readonly (readonly [id: string, movement: Movement])[] {
  return host.records.all<Movement>("movement");
}
