import type { ChangingColumns } from "../../../src/store/stored-operation.ts";
import { announce } from "./announce.ts";
import type { Input } from "./input.ts";
import type { Memory, MemoryStatement } from "./statement.ts";
import { keyName, type Rows, type Tables } from "./tables.ts";

type Operation = Rows["operations"];

/** A row as it travels: JSON as text, and what the database fills in left out. */
type Travelling = Omit<Operation, keyof ChangingColumns | "metadata" | "provider_options" | "amount_minor"> &
  Omit<ChangingColumns, "receipt"> &
  Pick<Rows["idempotency_keys"], "key_digest" | "request_digest" | "answer"> & {
    readonly amount_minor: string;
    readonly metadata: string;
    readonly provider_options: string;
    readonly announcement_id: string;
    readonly announcement_type: string;
    readonly resource: string;
  };

export const acceptStatements: Readonly<Record<string, MemoryStatement>> = {
  accept: (input, memory) =>
    input
      .rows<Travelling>()
      .filter(
        (row) => memory.tables.idempotency_keys.get(keyName(row)) === undefined && store(row, input, memory),
      )
      .map(({ id }) => ({ operation_id: id })),

  accept_refund: (input, memory) =>
    input
      .rows<Travelling>()
      .filter(
        (row) => grant(row, BigInt(input.value<string>(33)), memory.tables) && store(row, input, memory),
      )
      .map(({ id }) => ({ operation_id: id })),

  read_refunded_payment: (input, { tables }) => {
    const row = tables.refunded_payments.get(input.value(2));
    return row === undefined ? [] : [{ promised_minor: row.promised_minor, in_doubt: row.in_doubt }];
  },

  first_answer: (input, { tables }) =>
    input.rows<Pick<Travelling, "slot" | "merchant_id" | "key_digest">>().flatMap((asked) => {
      const first = tables.idempotency_keys.get(keyName(asked));
      if (first === undefined) return [];
      const { merchant_id, key_digest, request_digest, answer } = first;
      return [{ merchant_id, key_digest, request_digest, answer }];
    }),
};

function store(row: Travelling, input: Input, { tables, now }: Memory): true {
  const { slot, id, merchant_id, environment, created_at, key_digest, request_digest, answer } = row;
  tables.idempotency_keys.insert({ slot, merchant_id, key_digest, request_digest, operation_id: id, answer });
  tables.operations.insert(operationOf(row));
  tables.events.insert({
    slot,
    operation_id: id,
    seq: 1,
    type: "created",
    at: created_at,
    detail: {},
    sealed_raw: null,
  });
  const announcement = {
    slot,
    id: row.announcement_id,
    operation_id: id,
    merchant_id,
    environment,
    type: row.announcement_type,
    version: 1,
    at: created_at,
    resource: JSON.parse(row.resource),
  };
  announce(announcement, now() + input.interval(32), tables);
  const due_at = now() + input.interval(30);
  tables.work.insert({ slot, kind: "operation", subject_id: id, due_at, claims: 0, owner: input.value(31) });
  return true;
}

/** False where the payment does not stand, has too little left, or a refund of it is in doubt. */
function grant({ slot, parent_id, amount_minor }: Travelling, captured: bigint, tables: Tables): boolean {
  const payment_id = parent_id ?? "";
  const before = tables.refunded_payments.get(payment_id);
  const promised_minor = (before?.promised_minor ?? 0n) + BigInt(amount_minor);
  const in_doubt = before?.in_doubt ?? 0;
  if (!stands(tables.operations.get(payment_id))) return false;
  if (in_doubt > 0 || promised_minor > captured) return false;
  tables.refunded_payments.put({ slot, payment_id, promised_minor, in_doubt });
  return true;
}

function stands(payment: Operation | undefined): boolean {
  return payment?.status === "succeeded" && payment.memory.review === null;
}

function operationOf(row: Travelling): Operation {
  const { key_digest: _, request_digest: __, answer: ___, ...rest } = row;
  const { announcement_id: _id, announcement_type: _type, resource: _resource, ...operation } = rest;
  return {
    ...operation,
    version: 1,
    amount_minor: BigInt(row.amount_minor),
    metadata: JSON.parse(row.metadata),
    provider_options: JSON.parse(row.provider_options),
    outcome: JSON.parse(row.outcome),
    memory: JSON.parse(row.memory),
    receipt: null,
    updated_at: row.created_at,
  };
}
