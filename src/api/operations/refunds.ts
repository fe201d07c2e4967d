import type { FastifyReply, FastifyRequest } from "fastify";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { refer, referBytes } from "../contract/named.ts";
import { NewRefund, Refund, RefundOfPayment, RefundsOfPaymentFilter } from "../contract/refund.ts";
import type { ApiDependencies } from "../dependencies.ts";
import type { ApiErrorCode } from "../errors.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { IdempotencyKey } from "./create.ts";
import { findOperation, findOperationById, listOwn } from "./find.ts";
import { identifyChild } from "./idempotency.ts";
import { payments, refunds } from "./kind.ts";
import { type RefundRequest, takeRefund } from "./take-refund.ts";

const errors: readonly ApiErrorCode[] = [
  "idempotency_key_missing",
  "idempotency_key_invalid",
  "idempotency_key_reused",
  "not_found",
  "not_possible_now",
  "refund_not_offered",
  "provider_not_connected",
  "amount_not_accepted",
  "provider_options_not_accepted",
];

const ABOUT =
  "Answers 202 once the refund is stored. Together the refunds of a payment never give back more than it took, whoever asks " +
  "at the same time, and while the fate of one is in doubt no other begins. An Idempotency-Key is of one payment.";

/** Under the payment, or beside it: both are the same request. */
export function createRefunds(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: `${payments.url}/:id/refunds`,
    config: { scopes: ["payments"], errors },
    schema: {
      operationId: "refundPayment",
      tags: [refunds.tag],
      summary: "Give a payment back",
      description: ABOUT,
      params: idParameter(payments.id_prefix, payments.one),
      headers: IdempotencyKey,
      body: RefundOfPayment,
      response: { 202: referBytes(Refund) },
    },
    handler: async (request, reply) =>
      await answer({ request, reply, body: request.body, payment: request.params.id }, dependencies),
  });

  server.route({
    method: "POST",
    url: refunds.url,
    config: { scopes: ["payments"], errors },
    schema: {
      operationId: "createRefund",
      tags: [refunds.tag],
      summary: "Give a payment back, named in the body",
      description: ABOUT,
      headers: IdempotencyKey,
      body: NewRefund,
      response: { 202: referBytes(Refund) },
    },
    handler: async (request, reply) => {
      const { payment, ...body } = request.body;
      return await answer({ request, reply, body, payment }, dependencies);
    },
  });

  server.route({
    method: "GET",
    url: `${payments.url}/:id/refunds`,
    config: { scopes: ["payments", "operator"], errors: ["not_found", "cursor_invalid"] },
    schema: {
      operationId: "listRefundsOfPayment",
      tags: [refunds.tag],
      summary: "List the refunds of a payment",
      params: idParameter(payments.id_prefix, payments.one),
      querystring: RefundsOfPaymentFilter,
      response: { 200: refer(refunds.Page) },
    },
    handler: async (request) => {
      const payment = await findOperation(payments, request, dependencies);
      const whose = { kind: refunds, caller: callerOf(request) };
      return await listOwn({ ...request.query, parent_id: payment.id }, whose, dependencies);
    },
  });
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly body: RefundRequest;
  /** Its shown id. */
  readonly payment: string;
}

async function answer(
  { request, reply, body, payment: id }: Asked,
  dependencies: ApiDependencies,
): Promise<FastifyReply> {
  const caller = callerOf(request);
  const payment = await findOperationById(payments, { id, caller }, dependencies);
  const path = `/v1/payments/${id}/refunds`;
  const identity = identifyChild(request, caller, { slot: payment.slot, path });
  const accepted = await takeRefund({ request: body, caller, payment, identity }, dependencies);
  if (accepted.kind === "key_reused")
    throw new Problem("idempotency_key_reused", { field: "Idempotency-Key" });
  if (accepted.kind === "replayed") reply.header("Idempotent-Replayed", "true");
  return await reply.code(202).type("application/json; charset=utf-8").send(accepted.answer);
}
