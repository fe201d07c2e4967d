import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";
import { v7 as newId } from "uuid";
import { answerTo, type PaymentRequest, paymentRoute, readRequest } from "../pipeline/new-payment.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";
import { inTransaction } from "./transaction.ts";

export function acceptRoute(
  server: FastifyInstance,
  { pool, settings }: { readonly pool: Pool; readonly settings: PipelineSettings },
): void {
  server.post("/v1/payments", paymentRoute, async (request, reply) => {
    const asked = readRequest(request, settings.account.api_key);
    if (asked === undefined) return await reply.code(401).send();
    const answer = await accept(asked, pool);
    return await (answer === "key_reused" ? reply.code(422).send() : reply.code(202).send(answer));
  });
}

/** Everything that one acknowledged request leaves behind, in one transaction. */
async function accept({ key, digest, wish }: PaymentRequest, pool: Pool): Promise<unknown> {
  return await inTransaction(pool, async (client) => {
    const id = newId();
    const answer = answerTo(id, wish);
    const { rowCount } = await client.query(
      `insert into idempotency_keys (key, request_digest, payment_id, answer) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [key, digest, id, JSON.stringify(answer)],
    );
    if (rowCount === 0) {
      const { rows } = await client.query("select * from idempotency_keys where key = $1", [key]);
      return digest.equals(rows[0].request_digest) ? rows[0].answer : "key_reused";
    }
    const { amount, phone_number, reference } = wish;
    await client.query(
      `insert into payments (id, status, amount, currency, phone_number, reference)
       values ($1, 'created', $2, $3, $4, $5)`,
      [id, amount.value, amount.currency, phone_number, reference],
    );
    await client.query("insert into events (payment_id, type, detail) values ($1, 'created', '{}')", [id]);
    await client.query("select graphile_worker.add_job('submit', $1)", [JSON.stringify({ payment_id: id })]);
    return answer;
  });
}
