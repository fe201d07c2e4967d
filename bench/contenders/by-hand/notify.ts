import type { Pool } from "pg";
import { postWebhook } from "../pipeline/post-webhook.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";

/** Sends one webhook; where that fails, the job comes again. */
export async function notify(
  { webhook_id }: { readonly webhook_id: string },
  { pool, settings }: { readonly pool: Pool; readonly settings: PipelineSettings },
): Promise<void> {
  const { rows } = await pool.query("select body from webhooks where id = $1 and delivered_at is null", [
    webhook_id,
  ]);
  const [webhook] = rows;
  if (webhook === undefined) return;
  await postWebhook({ id: webhook_id, body: JSON.stringify(webhook.body) }, settings);
  await pool.query("update webhooks set delivered_at = now() where id = $1", [webhook_id]);
}
