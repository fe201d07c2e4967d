import { fastify } from "fastify";
import { v7 as newId } from "uuid";
import { serve } from "../../rig/serve.ts";
import { readCallback } from "../pipeline/mpesa.ts";
import { answerTo, paymentRoute, readRequest } from "../pipeline/new-payment.ts";
import { openPool } from "../pipeline/pool.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";
import { acceptPayment, idempotencyKey, settlePayment } from "./statements.ts";

const CONNECTIONS = 20;

await serve(async ({ database_url, account }: PipelineSettings) => {
  const pool = openPool(database_url, CONNECTIONS);
  const server = fastify();
  server.post("/v1/payments", paymentRoute, async (request, reply) => {
    const asked = readRequest(request, account.api_key);
    if (asked === undefined) return await reply.code(401).send();
    const { key, digest, wish } = asked;
    const id = newId();
    const answer = JSON.stringify(answerTo(id, wish));
    const { amount, phone_number, reference } = wish;
    const values = [key, digest, id, answer, amount.value, amount.currency, phone_number, reference];
    const { rowCount } = await pool.query({ ...acceptPayment, values });
    if (rowCount === 1) return await reply.code(202).type("application/json").send(answer);
    const { rows } = await pool.query({ ...idempotencyKey, values: [key] });
    return await (digest.equals(rows[0].request_digest)
      ? reply.code(202).send(rows[0].answer)
      : reply.code(422).send());
  });
  await server.register(async (callbacks) => {
    callbacks.removeAllContentTypeParsers();
    callbacks.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    callbacks.post<{ Params: { id: string }; Body: Buffer }>("/callbacks/:id", async (request, reply) => {
      const signature = request.headers["x-webhook-signature"];
      const callback = readCallback(request.body, signature, account.callback_secret);
      if (callback === undefined) return await reply.code(401).send();
      const status = callback.result_code === "0" ? "succeeded" : "failed";
      const { id } = request.params;
      const values = [id, status, callback.mpesa_receipt_number, JSON.stringify(callback), newId()];
      await pool.query({ ...settlePayment, values });
      return await reply.send();
    });
  });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const stop = async (): Promise<void> => {
    await server.close();
    await pool.end();
  };
  return { url, stop };
});
