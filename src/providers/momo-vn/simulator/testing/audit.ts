import { expect } from "vitest";
import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { books } from "../books.ts";
import { type Movement, type MovementKind, movements, type Wallet } from "../ledger.ts";
import { type Order, orderKey } from "../order.ts";
import type { Refund } from "../refunds.ts";

/** Holds every wallet against the statement, and the statement against orders, refunds and books. */
export function auditMoney(host: SimulatorHost): void {
  const statement = movements(host).map(([, movement]) => movement);
  for (const [id, wallet] of host.records.all<Wallet>("wallet"))
    expect(wallet, `the wallet ${id} and the statement`).toEqual({
      owner: wallet.owner,
      brought: wallet.brought,
      ...totalsOf(id, wallet.brought, statement),
    });
  for (const [, order] of host.records.all<Order>("order")) auditOrder(host, order, statement);
}

/** What stands in the statement about an order whose money is there. */
const possible: Readonly<Record<Order["money"], readonly (readonly MovementKind[])[]>> = {
  none: [[]],
  held: [["hold"]],
  taken: [["charge"], ["hold", "capture"]],
  released: [["hold", "release"]],
};

function auditOrder(host: SimulatorHost, order: Order, statement: readonly Movement[]): void {
  const key = orderKey(order);
  const own = statement.filter(({ order_key }) => order_key === key);
  const kinds = own.filter(({ kind }) => kind !== "refund").map(({ kind }) => kind);
  expect(possible[order.money], `order ${key} at ${order.code}`).toContainEqual(kinds);
  const given = order.refunds
    .map((refund) => host.records.get<Refund>("refund", refund))
    .filter((refund) => refund?.code === 0);
  const refunded = own.filter(({ kind }) => kind === "refund");
  expect(refunded.map(({ trans_id, amount }) => [trans_id, amount])).toEqual(
    given.map((refund) => [refund?.trans_id, refund?.amount]),
  );
  expect(sum(own, "refund")).toBeLessThanOrEqual(order.amount);
  if (order.code === 0 && order.amount > 0) expect(order.money).toBe("taken");
  const booked = books(host).filter(({ attempt }) => attempt === order.order_id);
  const charges = order.money === "taken" ? ["charge"] : [];
  expect(booked.map(({ kind }) => kind)).toEqual([...charges, ...refunded.map(() => "reversal")]);
}

function totalsOf(
  id: string,
  brought: number,
  statement: readonly Movement[],
): Pick<Wallet, "balance" | "held"> {
  const paid = statement.filter(({ payer_wallet }) => payer_wallet === id);
  const received = statement.filter(({ partner_code }) => partner_code === id);
  return {
    balance:
      brought +
      sum(paid, "release", "refund") -
      sum(paid, "charge", "hold") +
      sum(received, "charge", "capture") -
      sum(received, "refund"),
    held: sum(paid, "hold") - sum(paid, "capture", "release"),
  };
}

function sum(statement: readonly Movement[], ...kinds: readonly MovementKind[]): number {
  return statement
    .filter(({ kind }) => kinds.includes(kind))
    .reduce((total, { amount }) => total + amount, 0);
}
