import { Type } from "typebox";
import { languages } from "../../catalogue/index.ts";
import { phoneDigest } from "../../engine/phone.ts";
import { callerOf } from "../authentication.ts";
import { idParameter } from "../contract/fields.ts";
import { oneOf, record, refer } from "../contract/named.ts";
import { Payment, PaymentFilter, PaymentPage, PaymentSearch } from "../contract/payment.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { readMoment } from "../moment.ts";
import type { Server } from "../server-type.ts";
import { findPayment, listPayments } from "./find.ts";
import { showIn } from "./show.ts";

const tags = ["Payments"];
/** Operators look into payments too; only taking them is for merchants alone. */
const scopes = ["payments", "operator"] as const;

const Language = record({
  lang: Type.Optional(oneOf(languages, { description: "Language of the words for the payer." })),
});

export function readPayments(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/payments/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "getPayment",
      tags,
      summary: "Read a payment",
      params: idParameter("pay", "payment"),
      querystring: Language,
      response: { 200: refer(Payment) },
    },
    handler: async (request) => {
      const payment = await findPayment(request.params.id, callerOf(request), dependencies);
      return showIn(request.query.lang ?? "en", payment, dependencies);
    },
  });

  server.route({
    method: "GET",
    url: "/payments",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "listPayments",
      tags,
      summary: "List payments",
      description: "Newest first. A page does not shift when new payments come in.",
      querystring: PaymentFilter,
      response: { 200: refer(PaymentPage) },
    },
    handler: async (request) => {
      const { query } = request;
      const created_from = readMoment(query.created_from, "created_from");
      const created_to = readMoment(query.created_to, "created_to");
      return await listPayments({ ...query, created_from, created_to }, callerOf(request), dependencies);
    },
  });

  server.route({
    method: "POST",
    url: "/payments/search",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "searchPayments",
      tags,
      summary: "Find payments by phone number",
      description: "A POST that changes nothing: phone numbers never stand in URLs.",
      body: PaymentSearch,
      response: { 200: refer(PaymentPage) },
    },
    handler: async (request) => {
      const { phone_number, ...wanted } = request.body;
      const phone_digest = phoneDigest(phone_number, dependencies.vault);
      return await listPayments({ ...wanted, phone_digest }, callerOf(request), dependencies);
    },
  });
}
