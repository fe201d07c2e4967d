import { fastify } from "fastify";
import type { Pool } from "pg";
import { v7 as newId } from "uuid";
import { serve } from "../../rig/serve.ts";
import { inTransaction } from "../by-hand/transaction.ts";
import { answerTo, paymentRoute, readRequest } from "../pipeline/new-payment.ts";
import { openPool } from "../pipeline/pool.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";

/** Two designs of a durable accept: a transaction of plain inserts, and one prepared statement. */
export type Design = "five round trips" | "one statement";

const CONNECTIONS = 20;

const insertPayment = `
insert into payments (id, key, request_digest, answer, status, amount, currency, phone_number, reference)
values ($1, $2, $3, $4, 'created', $5, $6, $7, $8)`;
const insertEvent = "insert into events (payment_id, seq, type) values ($1, 1, 'created')";
const insertWork = "insert into work (payment_id, due_at) values ($1, now())";

const oneStatement = {
  name: "accept",
  text: `with payment as (${insertPayment}), event as (${insertEvent}) ${insertWork}`,
};

await serve(async (options: PipelineSettings & { readonly design: Design }) => {
  const pool = openPool(options.database_url, CONNECTIONS);
  const store = options.design === "one statement" ? inOneStatement : inFiveRoundTrips;
  const server = fastify();
  server.post("/v1/payments", paymentRoute, async (request, reply) => {
    const asked = readRequest(request, options.account.api_key);
    if (asked === undefined) return await reply.code(401).send();
    const { key, digest, wish } = asked;
    const id = newId();
    const answer = JSON.stringify(answerTo(id, wish));
    const { amount, phone_number, reference } = wish;
    await store([id, key, digest, answer, amount.value, amount.currency, phone_number, reference], pool);
    return await reply.code(202).type("application/json").send(answer);
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const stop = async (): Promise<void> => {
    await server.close();
    await pool.end();
  };
  return { url, stop };
});

async function inOneStatement(values: readonly unknown[], pool: Pool): Promise<void> {
  await pool.query({ ...oneStatement, values: [...values] });
}

async function inFiveRoundTrips(values: readonly unknown[], pool: Pool): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(insertPayment, [...values]);
    await client.query(insertEvent, [values[0]]);
    await client.query(insertWork, [values[0]]);
  });
}
