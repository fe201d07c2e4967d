import { expect } from "vitest";
import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { books } from "../books.ts";
import { familyOf } from "../code-table.ts";
import type { Order } from "../order.ts";
import type { Movement, MovementKind, Wallet } from "../wallet.ts";

/** Holds every wallet against its statement, and the statement against the orders and the books. */
export function auditWallets(host: SimulatorHost): void {
  const statement = host.records.all<Movement>("movement").map(([, movement]) => movement);
  const orders = host.records.all<Order>("order").map(([, order]) => order);
  for (const [user_id, wallet] of host.records.all<Wallet>("wallet")) {
    const own = statement.filter((movement) => movement.user_id === user_id);
    expect(wallet, `the wallet of ${user_id} and its statement`).toEqual(totalsOf(own));
    const paid = (money: Order["money"]): string =>
      total(orders.filter((order) => order.user_id === user_id && order.money === money));
    expect({ held: wallet.held, spent: wallet.spent }).toEqual({ held: paid("held"), spent: paid("spent") });
  }
  for (const order of orders) auditOrder(host, order, statement);
}

function auditOrder(host: SimulatorHost, order: Order, statement: readonly Movement[]): void {
  const own = statement.filter((movement) => movement.order_id === order.order_id);
  const kinds = own.map(({ kind }) => kind);
  expect(possible[order.money], `order ${order.order_id} at ${order.code}`).toContainEqual(kinds);
  expect(new Set(own.map(({ amount }) => amount))).toEqual(new Set([order.price]));
  expect(moneyAt(order)).toContain(order.money);
  const booked = books(host).filter((entry) => entry.provider_reference === order.order_id);
  const back = order.money === "back" ? ["reversal"] : [];
  expect(booked.map(({ kind }) => kind)).toEqual(["charge", ...back]);
}

/** What stands in the statement about an order whose money is there. */
const possible: Readonly<Record<Order["money"], readonly (readonly MovementKind[])[]>> = {
  held: [["hold"]],
  spent: [["hold", "spend"]],
  back: [
    ["hold", "release"],
    ["hold", "spend", "refund"],
  ],
};

function moneyAt({ code, faults }: Order): readonly Order["money"][] {
  if (code === "200") return ["spent"];
  if (code === "899") return ["back"];
  if (familyOf(code) !== "cancelled") return ["held"];
  if (faults.includes("credit_back_missing")) return ["held"];
  return faults.includes("credit_back_late") ? ["held", "back"] : ["back"];
}

function totalsOf(statement: readonly Movement[]): Wallet {
  const sum = (...kinds: readonly MovementKind[]): bigint =>
    statement
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, { amount }) => total + BigInt(amount), 0n);
  return {
    balance: String(sum("deposit", "release", "refund") - sum("hold")),
    held: String(sum("hold") - sum("spend", "release")),
    spent: String(sum("spend") - sum("refund")),
  };
}

function total(orders: readonly Order[]): string {
  return String(orders.reduce((sum, { price }) => sum + BigInt(price), 0n));
}
