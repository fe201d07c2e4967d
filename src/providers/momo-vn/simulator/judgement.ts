import type { SimulatorHost } from "../../../connector/simulator.ts";
import { findCard } from "./cards.ts";
import { balanceOf } from "./ledger.ts";
import type { Order } from "./order.ts";
import { type Obstacle, payerOf, putPayer } from "./payers.ts";
import type { ResultCode } from "./result-codes.ts";
import { vietnameseDay } from "./vietnam-time.ts";

/** The most that a wallet may pay in one day. */
const DAY_MAX = 100_000_000;

/** What a confirmed payment comes to; 0 where the money may move. */
export function judge(host: SimulatorHost, order: Order): ResultCode {
  const { obstacle } = payerOf(host, order.payer);
  const payer_wallet = order.payer_wallet ?? order.payer;
  if (order.faults.includes("unknown_error")) return 99;
  if (obstacle !== null) return obstacles[obstacle];
  const refusal =
    payer_wallet === order.payer ? refusalByWallet(host, order) : refusalByBank(payer_wallet, order);
  if (refusal !== 0) return refusal;
  return order.amount > balanceOf(host, payer_wallet) ? 1001 : 0;
}

/** Cards have limits of their own. */
export function countSpending(host: SimulatorHost, { payer, payer_wallet, amount }: Order): void {
  if (payer_wallet !== payer) return;
  const spent = { day: vietnameseDay(host.now()), amount: spentToday(host, payer) + amount };
  putPayer(host, { ...payerOf(host, payer), spent });
}

const obstacles: Readonly<Record<Obstacle, ResultCode>> = {
  wallet_inactive: 1007,
  account_restricted: 4001,
  not_verified: 4002,
  promotion_rules: 1026,
  issuer_refuses: 1002,
  limit_reached: 1004,
};

function refusalByWallet(host: SimulatorHost, { payer, amount }: Order): 0 | 1004 {
  return spentToday(host, payer) + amount > DAY_MAX ? 1004 : 0;
}

function refusalByBank(number: string, { amount }: Order): 0 | 1002 | 1004 {
  const card = findCard(number);
  if (card === undefined || card.locked) return 1002;
  return card.amount_max !== null && amount > card.amount_max ? 1004 : 0;
}

function spentToday(host: SimulatorHost, phone: string): number {
  const { spent } = payerOf(host, phone);
  return spent.day === vietnameseDay(host.now()) ? spent.amount : 0;
}
