import { createHmac, timingSafeEqual } from "node:crypto";
import { request } from "undici";
import type { Surroundings } from "../../rig/account.ts";

export interface Prompt {
  readonly phone_number: string;
  readonly amount: string;
  readonly callback: string;
}

/** The push's name at the provider. */
export async function callProvider(prompt: Prompt, { provider_url, account }: Surroundings): Promise<string> {
  const answer = await request(`${provider_url}/api/v1/initiate`, {
    method: "POST",
    headers: {
      apikey: account.provider_key,
      linkid: account.provider_link,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      msisdn: prompt.phone_number.slice(1),
      amount: Number(prompt.amount),
      callback: prompt.callback,
    }),
  });
  const { CheckoutRequestID: push } = (await answer.body.json()) as { readonly CheckoutRequestID?: string };
  if (answer.statusCode !== 200 || push === undefined)
    throw new Error(`The provider answered ${answer.statusCode}.`);
  return push;
}

export interface Callback {
  readonly result_code: string;
  readonly mpesa_receipt_number: string;
}

/** Undefined where the signature is not the provider's. */
export function readCallback(
  body: Buffer,
  signature: unknown,
  callback_secret: string,
): Callback | undefined {
  const expected = createHmac("sha256", callback_secret).update(body).digest();
  const given = Buffer.from(String(signature), "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(body.toString("utf8")) as Callback;
}
