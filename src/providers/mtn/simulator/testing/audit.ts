import { expect } from "vitest";
import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { books } from "../books.ts";
import type { Movement, Wallet } from "../ledger.ts";
import type { Payment } from "../payments/payment.ts";

/** Holds every wallet against the ledger, and the ledger and the books against the payments. */
export function auditWallets(host: SimulatorHost): void {
  const movements = host.records.all<Movement>("movement").map(([, movement]) => movement);
  for (const [name, { opening, balance }] of host.records.all<Wallet>("wallet")) {
    const came = total(movements.filter(({ to }) => to === name));
    const left = total(movements.filter(({ from }) => from === name));
    expect(BigInt(balance), `the balance of ${name}`).toBe(BigInt(opening) + came - left);
  }
  const payments = host.records.all<Payment>("payment").map(([, payment]) => payment);
  for (const payment of payments) auditPayment(host, payment);
  for (const paid of payments) {
    const backs = payments.filter(
      ({ original, status }) => original === paid.payment_id && status === "Successful",
    );
    if (paid.status === "Successful") {
      const back = backs.reduce((sum, { amount_minor }) => sum + BigInt(amount_minor), 0n);
      expect(BigInt(paid.refunded_minor), `what was paid back of ${paid.correlator_id}`).toBe(back);
      expect(back <= BigInt(paid.amount_minor)).toBe(true);
    }
  }
}

/** Money has moved once where the payment says so, and not at all where it does not. */
function auditPayment(host: SimulatorHost, payment: Payment): void {
  const { provider_transaction_id, type, status, amount_minor } = payment;
  const kinds = books(host)
    .filter((entry) => entry.provider_reference === provider_transaction_id && provider_transaction_id !== "")
    .map((entry) => entry.kind);
  const moved = [type === "refund" ? "reversal" : "charge"];
  const expected = { Successful: moved, Reversed: [...moved, "reversal"] }[status as string] ?? [];
  expect(kinds, `the books of ${payment.correlator_id}, ${status}, ${amount_minor}`).toEqual(expected);
}

function total(movements: readonly Movement[]): bigint {
  return movements.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
}
