import { expect } from "vitest";
import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { type Account, type Movement, movements } from "../accounts.ts";
import { books } from "../books.ts";
import { type Transaction, transactions } from "../transactions.ts";

/** Holds every account against its statement, and the statement against the transactions and the books. */
export function auditMoney(host: SimulatorHost): void {
  const statement = movements(host);
  for (const [msisdn, account] of host.records.all<Account>("account")) {
    const own = statement.filter((movement) => movement.msisdn === msisdn);
    const sum = own.reduce((total, movement) => total + signed(movement), BigInt(account.opening_minor));
    expect(account.balance_minor, `the balance of ${msisdn} and its statement`).toBe(String(sum));
  }
  for (const transaction of transactions(host)) auditTransaction(transaction, statement);
  const booked = books(host).map(({ kind, receipt, amount_minor }) => ({ kind, receipt, amount_minor }));
  expect(booked).toEqual(
    statement.flatMap(({ kind, transaction_id, amount_minor }) =>
      transaction_id === null
        ? []
        : [{ kind: kind === "charge" ? "charge" : "reversal", receipt: transaction_id, amount_minor }],
    ),
  );
}

function auditTransaction(transaction: Transaction, statement: readonly Movement[]): void {
  const { transaction_id, status, moved, amount_minor, type, refunded_minor } = transaction;
  const own = statement.filter((movement) => movement.transaction_id === transaction_id);
  const amount = type === "refund" ? String(-BigInt(amount_minor)) : amount_minor;
  expect(
    own.map((movement) => movement.amount_minor),
    `transaction ${transaction_id} at ${status}`,
  ).toEqual(moved ? [amount] : []);
  if (["CHARGED", "SUCCESS", "REFUNDED"].includes(status)) expect(moved).toBe(true);
  if (type !== "refund") expect(BigInt(refunded_minor)).toBeLessThanOrEqual(BigInt(amount_minor));
}

function signed({ kind, amount_minor }: Movement): bigint {
  return kind === "charge" ? -BigInt(amount_minor) : BigInt(amount_minor);
}
