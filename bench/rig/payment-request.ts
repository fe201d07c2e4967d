import type { Account } from "./account.ts";

export interface PaymentRequest {
  readonly reference: string;
  /** The whole HTTP request. */
  readonly bytes: string;
}

let count = 0;

/** Each with a key, a reference and a phone of its own, for a phone takes one prompt at a time. */
export function paymentRequest(url: string, { api_key }: Account): PaymentRequest {
  count += 1;
  const reference = `bench-${count}`;
  const body = JSON.stringify({
    amount: { value: "150", currency: "KES" },
    provider: "mpesa-ke",
    phone_number: `+${254_700_000_000 + count}`,
    reference,
  });
  const head = [
    "POST /v1/payments HTTP/1.1",
    `host: ${new URL(url).host}`,
    `authorization: Bearer ${api_key}`,
    "content-type: application/json",
    `idempotency-key: ${reference}`,
    `content-length: ${body.length}`,
  ];
  return { reference, bytes: `${head.join("\r\n")}\r\n\r\n${body}` };
}
