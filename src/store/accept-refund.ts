import { type Accepted, firstAnswerTo } from "./accept.ts";
import {
  ACCEPTED_INPUT,
  type Acceptance,
  type AcceptContext,
  acceptedValues,
  STORE_FRESH,
} from "./accept-statement.ts";
import { type Database, isKeyTaken, type Statement } from "./database.ts";

/**
 * As for every operation, and one thing more: whoever wants a refund has to move its payment's row first, and the row
 * only moves while the payment stands, something is left and no other refund of it is in doubt. A key that is taken fails
 * the whole statement, so that no repeat ever counts twice.
 */
const acceptRefundStatement: Statement = {
  name: "accept_refund",
  sql: `
with ${ACCEPTED_INPUT}, granted as (
  insert into refunded_payments as total (slot, payment_id, promised_minor, in_doubt)
  select input.slot, input.parent_id, input.amount_minor, 0
    from input join operations payment
      on payment.slot = any (array[input.slot]) and payment.id = any (array[input.parent_id])
   where input.amount_minor <= $33::bigint and payment.status = 'succeeded' and payment.memory -> 'review' = 'null'
   order by input.slot, input.parent_id
  on conflict (slot, payment_id) do update set promised_minor = total.promised_minor + excluded.promised_minor
   where total.in_doubt = 0 and total.promised_minor + excluded.promised_minor <= $33::bigint
  returning payment_id
), claimed as (
  insert into idempotency_keys (slot, merchant_id, key_digest, request_digest, operation_id, answer, created_at)
  select input.slot, input.merchant_id, input.key_digest, input.request_digest, input.id, input.answer, input.created_at
    from input join granted on granted.payment_id = input.parent_id
  returning operation_id
), fresh as (
  select input.* from input join claimed on claimed.operation_id = input.id
), ${STORE_FRESH}
select operation_id from claimed`,
};

const readRefunded: Statement = {
  name: "read_refunded_payment",
  sql: `select promised_minor, in_doubt from refunded_payments where slot = $1 and payment_id = $2`,
};

/** `denied`: its payment was corrected meanwhile, has too little left, or another refund of it is in doubt. */
export type AcceptedRefund = Accepted | { readonly kind: "denied" };

/** Stores a refund, if the payment allows it in this very moment. `captured_minor`: all that the payment took. */
export async function acceptRefund(
  acceptance: Acceptance,
  captured_minor: bigint,
  context: AcceptContext & { readonly database: Database },
): Promise<AcceptedRefund> {
  const { slot, merchant_id } = acceptance.operation;
  const asked = { ...acceptance, slot, merchant_id };
  const first = await firstAnswerTo(asked, context.database);
  if (first !== undefined) return first;
  const values = [...acceptedValues([acceptance], context), captured_minor.toString()];
  try {
    const rows = await context.database.run(acceptRefundStatement, values);
    return rows.length === 0 ? { kind: "denied" } : { kind: "stored", answer: acceptance.answer };
  } catch (error) {
    // Another request with this key came first, in the same moment.
    const repeated = isKeyTaken(error) ? await firstAnswerTo(asked, context.database) : undefined;
    if (repeated === undefined) throw error;
    return repeated;
  }
}

export interface Refunded {
  /** What all refunds that are not certain to have failed give back together. */
  readonly promised_minor: bigint;
  readonly in_doubt: number;
}

export async function readRefundedPayment(
  payment: { readonly slot: number; readonly id: string },
  database: Database,
): Promise<Refunded> {
  const [row] = await database.run<Refunded>(readRefunded, [payment.slot, payment.id]);
  return row ?? { promised_minor: 0n, in_doubt: 0 };
}
