import type { Account } from "./account.ts";
import type { ProviderId } from "./dialects/dialects.ts";

export interface OperationRequest {
  readonly reference: string;
  /** The whole HTTP request. */
  readonly bytes: string;
}

/** What is asked for of each provider, every time of another phone or under another token: a phone takes one prompt at a time. */
const wishes: Readonly<Record<ProviderId, { readonly path: string; body(number: number): object }>> = {
  "mpesa-ke": {
    path: "/v1/payments",
    body: (number) => ({ amount: money("150", "KES"), phone_number: `+${254_700_000_000 + number}` }),
  },
  nellobytes: {
    path: "/v1/topups",
    body: (number) => ({
      amount: money("100", "NGN"),
      phone_number: `+${2_348_030_000_000 + number}`,
      provider_options: { network: "mtn" },
    }),
  },
  "momo-vn": { path: "/v1/payments", body: () => ({ amount: money("150000", "VND") }) },
  mtn: {
    path: "/v1/payments",
    body: (number) => ({
      amount: money("10.50", "ZAR"),
      phone_number: `+${27_830_000_000 + number}`,
      provider_options: { method: "airtime" },
    }),
  },
  "sla-dcb": {
    path: "/v1/payments",
    body: (number) => ({
      amount: money("100", "NGN"),
      provider_options: { flow: "token", token: `TOKEN:bench${number}` },
    }),
  },
};

function money(value: string, currency: string) {
  return { value, currency };
}

let count = 0;

export function operationRequest(
  url: string,
  { api_key }: Account,
  provider: ProviderId = "mpesa-ke",
): OperationRequest {
  count += 1;
  const reference = `bench-${count}`;
  const { path, body: bodyOf } = wishes[provider];
  const body = JSON.stringify({ provider, reference, ...bodyOf(count) });
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${new URL(url).host}`,
    `authorization: Bearer ${api_key}`,
    "content-type: application/json",
    `idempotency-key: ${reference}`,
    `content-length: ${body.length}`,
  ];
  return { reference, bytes: `${head.join("\r\n")}\r\n\r\n${body}` };
}
