import type { Known } from "../../../connector/connector.ts";
import type { HttpAnswer } from "../../../connector/http.ts";
import type { OperationKind } from "../../../core/operation.ts";
import { config } from "../config.ts";

/** Orders and answers that tests change to what they are about. */
export const settings = config.forSandbox("http://127.0.0.1:4020", {
  username: "sandbox",
  password: "sandbox-password",
  merchant: "partner:7b1e5f0c2d3a4b5c6d7e8f90a1b2c3d4e5f60b11",
  campaign: "campaign:5e0c1a2b3c4d5e6f708192a3b4c5d6e7f8094c17",
});

export const known: Known = {
  kind: "payment",
  amount: { minor: 10_000n, currency: "NGN" },
  phone_number: "+2348090001234",
  description: "Game coins",
  provider_options: { flow: "pin" },
  capture: "automatic",
  attempt_reference: "HKATTEMPT00000000001",
  call_reference: "HKATTEMPT00000000001",
  callback_url: null,
  return_url: "http://127.0.0.1:4010/returns/1",
  refunded: null,
  subscription: null,
  provider_reference: null,
  outcome_url: null,
  payer_answer: null,
};

/** A payment of 100 naira was charged before a refund. */
export function ofKind(kind: OperationKind, change: Partial<Known> = {}): Known {
  const { amount, attempt_reference, call_reference } = known;
  const charge = {
    amount,
    attempt_reference,
    call_reference,
    provider_reference: "700000200",
    receipt: null,
  };
  return {
    ...known,
    kind,
    provider_options: {},
    attempt_reference: "HKOTHER0000000000001",
    call_reference: "HKOTHER0000000000001",
    refunded: kind === "refund" ? { ...charge, provider_options: { flow: "pin" }, ended_at: 0 } : null,
    ...change,
  };
}

export function answered(body: unknown, status = 200): HttpAnswer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { status, headers: {}, body: new TextEncoder().encode(text) };
}
