import type { SimulatorHost } from "../../../connector/simulator.ts";
import { findCard } from "./cards.ts";
import { newMovementId } from "./ids.ts";
import { openingBalance } from "./magic.ts";

/** Money that somebody has: a payer, under the phone number or a card's number, or a merchant, under the partner code. */
export type Wallet = {
  readonly owner: "payer" | "merchant";
  readonly balance: number;
  /** Set aside for authorized payments. */
  readonly held: number;
  /** What its holder has brought from outside of this world, less what was taken there. */
  readonly brought: number;
};

/** One line of the statement. Amounts are VND. */
export type Movement = {
  readonly at_ms: number;
  readonly kind: MovementKind;
  /** The wallet or card that pays or is paid back. */
  readonly payer_wallet: string;
  readonly partner_code: string;
  readonly order_key: string;
  readonly trans_id: number;
  readonly amount: number;
};

export type MovementKind = "charge" | "hold" | "capture" | "release" | "refund";

type Effect = readonly [payer_balance: number, payer_held: number, merchant_balance: number];

const effects: Readonly<Record<MovementKind, Effect>> = {
  charge: [-1, 0, 1],
  hold: [-1, 1, 0],
  capture: [0, -1, 1],
  release: [1, -1, 0],
  refund: [1, 0, -1],
};

export function moveMoney(host: SimulatorHost, movement: Omit<Movement, "at_ms">): void {
  const { kind, payer_wallet, partner_code, amount } = movement;
  const [balance, held, merchant] = effects[kind];
  add(host, payer_wallet, { balance: balance * amount, held: held * amount });
  add(host, partner_code, { balance: merchant * amount });
  host.records.put("movement", newMovementId(host), { at_ms: host.now(), ...movement });
}

/** The holder brings the difference, or takes it away. */
export function bringBalance(host: SimulatorHost, id: string, balance: number): void {
  const brought = balance - openWallet(host, id).balance;
  add(host, id, { balance: brought, brought });
}

/** A wallet or card that nobody has used yet is there all the same. */
export function openWallet(host: SimulatorHost, id: string): Wallet {
  const known = findWallet(host, id);
  return (
    known ?? putWallet(host, id, { ...emptyWallet, balance: balanceAtFirst(id), brought: balanceAtFirst(id) })
  );
}

export function openMerchantWallet(host: SimulatorHost, partner_code: string): void {
  putWallet(host, partner_code, { ...emptyWallet, owner: "merchant" });
}

export function findWallet(host: SimulatorHost, id: string): Wallet | undefined {
  return host.records.get<Wallet>("wallet", id);
}

export function balanceOf(host: SimulatorHost, id: string): number {
  return findWallet(host, id)?.balance ?? balanceAtFirst(id);
}

export function everyWallet(host: SimulatorHost): readonly (readonly [id: string, wallet: Wallet])[] {
  return host.records.all<Wallet>("wallet");
}

export function movements(host: SimulatorHost): readonly (readonly [id: string, movement: Movement])[] {
  return host.records.all<Movement>("movement");
}

const emptyWallet: Wallet = { owner: "payer", balance: 0, held: 0, brought: 0 };

function balanceAtFirst(id: string): number {
  return findCard(id)?.opening_balance ?? openingBalance(id);
}

function add(host: SimulatorHost, id: string, change: Partial<Omit<Wallet, "owner">>): void {
  const before = openWallet(host, id);
  const { balance = 0, held = 0, brought = 0 } = change;
  putWallet(host, id, {
    ...before,
    balance: before.balance + balance,
    held: before.held + held,
    brought: before.brought + brought,
  });
}

function putWallet(host: SimulatorHost, id: string, wallet: Wallet): Wallet {
  host.records.put("wallet", id, wallet);
  return wallet;
}
