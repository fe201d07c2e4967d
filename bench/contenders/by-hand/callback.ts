import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { v7 as newId } from "uuid";
import { type Callback, readCallback } from "../pipeline/mpesa.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";
import { inTransaction } from "./transaction.ts";

export async function callbackRoute(
  server: FastifyInstance,
  { pool, settings }: { readonly pool: Pool; readonly settings: PipelineSettings },
): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.post<{ Params: { id: string }; Body: Buffer }>("/callbacks/:id", async (request, reply) => {
    const signature = request.headers["x-webhook-signature"];
    const callback = readCallback(request.body, signature, settings.account.callback_secret);
    if (callback === undefined) return await reply.code(401).send();
    await settle(request.params.id, callback, pool);
    return await reply.send();
  });
}

/** A callback that comes again finds the payment ended and changes nothing. */
async function settle(payment_id: string, callback: Callback, pool: Pool): Promise<void> {
  const status = callback.result_code === "0" ? "succeeded" : "failed";
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query(
      `update payments set status = $2, receipt = $3, updated_at = now()
        where id = $1 and status in ('submitting', 'awaiting_payer') returning *`,
      [payment_id, status, callback.mpesa_receipt_number],
    );
    const [payment] = rows;
    if (payment === undefined) return;
    await client.query("insert into events (payment_id, type, detail) values ($1, 'callback', $2)", [
      payment_id,
      JSON.stringify(callback),
    ]);
    const webhook_id = newId();
    await client.query("insert into webhooks (id, payment_id, type, body) values ($1, $2, $3, $4)", [
      webhook_id,
      payment_id,
      `payment.${status}`,
      JSON.stringify({ type: `payment.${status}`, data: payment }),
    ]);
    await client.query("select graphile_worker.add_job('notify', $1)", [JSON.stringify({ webhook_id })]);
  });
}
