import Type, { type TSchema } from "typebox";
import { kindsOfFault } from "../faults/fault.ts";

/** What the control paths answer, for the OpenAPI document. */

const text = Type.String();
const number = Type.Integer();
const textOrNull = Type.Union([text, Type.Null()]);
const Entry = Type.Object({}, { additionalProperties: true });
const minor = Type.String({ description: "Whole minor units." });

export const Phone = Type.Object({
  phone_number: text,
  switched_on: Type.Boolean(),
  balance_minor: minor,
  currency: text,
  prompt: Type.Union([Type.Object({ text, expires_at_ms: number, provider_reference: text }), Type.Null()]),
  messages: Type.Optional(Type.Array(Type.Object({ at_ms: number, text }))),
});

export const Wallet = Type.Object({
  wallet: text,
  owner: Type.Union([Type.Literal("payer"), Type.Literal("merchant")]),
  balance_minor: minor,
  currency: text,
});

export const Rule = Type.Object(
  {
    id: number,
    kind: Type.Union(Object.keys(kindsOfFault).map((kind) => Type.Literal(kind))),
    operation: textOrNull,
    probability: Type.Number(),
    count: Type.Union([number, Type.Null()]),
    fired: number,
  },
  { additionalProperties: true, description: "And the parameters of its kind." },
);

export const ScenarioRow = Type.Object({
  provider: textOrNull,
  name: textOrNull,
  field: textOrNull,
  value: textOrNull,
  effect: text,
  code: textOrNull,
});

export const JournalLine = Type.Object({
  number,
  at: text,
  cause: Entry,
  thoughts: Type.Array(text),
  codes: Type.Array(text),
  changes: Type.Array(Type.Object({ kind: text, id: text, before: Type.Unknown(), after: Type.Unknown() })),
  books: Type.Array(Entry),
  faults: Type.Array(Type.Object({ id: number, kind: text })),
  sent: Type.Array(Entry),
  end: Type.Unknown(),
});

export const BookLine = Type.Object({
  at_ms: number,
  kind: Type.Union([Type.Literal("charge"), Type.Literal("reversal")]),
  provider_reference: text,
  receipt: text,
  amount_minor: minor,
  currency: text,
  phone_number: text,
  attempt: text,
});

export const Time = Type.Object({ now: text, now_ms: number, scale: Type.Number() });

/** One field of an answer, and nothing more. */
export function answerOf(name: string, schema: TSchema): { readonly 200: TSchema } {
  return { 200: Type.Object({ [name]: schema }) };
}

export const listOf = (schema: TSchema): TSchema => Type.Array(schema);
export const anything: TSchema = Entry;
