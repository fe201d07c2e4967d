import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";

export const NewPayment = Type.Object(
  {
    amount: Type.Object(
      { value: Type.String({ pattern: "^[1-9][0-9]{0,5}$" }), currency: Type.Literal("KES") },
      { additionalProperties: false },
    ),
    provider: Type.Literal("mpesa-ke"),
    phone_number: Type.String({ pattern: "^\\+254[17][0-9]{8}$" }),
    reference: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type NewPayment = Static<typeof NewPayment>;

export const paymentRoute = {
  schema: {
    body: NewPayment,
    headers: Type.Object({ "idempotency-key": Type.String({ minLength: 1, maxLength: 255 }) }),
  },
};

export interface PaymentRequest {
  readonly key: string;
  readonly digest: Buffer;
  readonly wish: NewPayment;
}

/** Undefined for a caller without the key. */
export function readRequest(request: FastifyRequest, api_key: string): PaymentRequest | undefined {
  if (request.headers.authorization !== `Bearer ${api_key}`) return undefined;
  const wish = request.body as NewPayment;
  const digest = createHash("sha256").update(JSON.stringify(wish)).digest();
  return { key: String(request.headers["idempotency-key"]), digest, wish };
}

/** What is answered at first, and again to whoever repeats the request. */
export function answerTo(id: string, wish: NewPayment) {
  return { id, status: "created", ...wish };
}
