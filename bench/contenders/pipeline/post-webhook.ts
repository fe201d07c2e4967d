import { request } from "undici";
import type { Surroundings } from "../../rig/account.ts";
import { webhookSignature } from "../../rig/signature.ts";

/** One try, signed after Standard Webhooks. Throws where the merchant did not take it, so that the job comes again. */
export async function postWebhook(
  webhook: { readonly id: string; readonly body: string },
  { webhook_url, account }: Surroundings,
): Promise<void> {
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const key = Buffer.from(account.webhook_secret.replace("whsec_", ""), "base64");
  const answer = await request(webhook_url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": webhook.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": webhookSignature({ ...webhook, timestamp }, key),
    },
    body: webhook.body,
  });
  await answer.body.dump();
  if (answer.statusCode !== 204) throw new Error(`The merchant answered ${answer.statusCode}.`);
}
