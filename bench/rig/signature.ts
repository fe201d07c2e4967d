import { createHmac } from "node:crypto";

/** What stands in `webhook-signature` of a webhook that is signed after Standard Webhooks, with the one secret of the rig. */
export function webhookSignature(
  of: { readonly id: string; readonly timestamp: string; readonly body: string },
  key: Buffer,
): string {
  return `v1,${createHmac("sha256", key).update(`${of.id}.${of.timestamp}.${of.body}`).digest("base64")}`;
}
