import type { FastifyRequest } from "fastify";
import { showId } from "../core/ids.ts";
import type { ReviewCause } from "../core/operation.ts";
import { listReviews, readReview, type Review as StoredReview } from "../store/reviews.ts";
import { callerOf } from "./authentication.ts";
import { idParameter } from "./contract/fields.ts";
import { refer } from "./contract/named.ts";
import { DecidedReview, Review, ReviewDecision, ReviewFilter, ReviewPage } from "./contract/review.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { filterOperationId, findId } from "./ids.ts";
import { showTime, showTimeOrNull } from "./moment.ts";
import { pageOf } from "./page.ts";
import { Problem } from "./problem.ts";
import { decide } from "./review-decision.ts";
import type { Server } from "./server-type.ts";

const tags = ["Reviews"];
/** A person's word moves money in the books, so merchants' keys have no part in it. */
const scopes = ["operator"] as const;
const params = idParameter("rev", "review");

export function reviewRoutes(server: Server, dependencies: ApiDependencies): void {
  readReviews(server, dependencies);
  decideReview(server, dependencies);
}

function readReviews(server: Server, dependencies: ApiDependencies): void {
  const { database } = dependencies;

  server.route({
    method: "GET",
    url: "/reviews",
    config: { scopes, errors: ["cursor_invalid"] },
    schema: {
      operationId: "listReviews",
      tags,
      summary: "List what waits for a person",
      querystring: ReviewFilter,
      response: { 200: refer(ReviewPage) },
    },
    handler: async (request) => {
      const { query } = request;
      const { merchant_id, environment } = callerOf(request);
      const operation_id = filterOperationId(query.operation);
      const filter = { merchant_id, environment, operation_id, status: query.status ?? null };
      const { items, next_cursor } = await pageOf(query, {
        read: async (after, limit) =>
          await listReviews(
            { ...filter, after: after === null ? null : { opened_at: after.at, id: after.id }, limit },
            database,
          ),
        placeOf: ({ opened_at, id }) => ({ at: opened_at, id }),
      });
      return { data: items.map(show), next_cursor };
    },
  });

  server.route({
    method: "GET",
    url: "/reviews/:id",
    config: { scopes, errors: ["not_found"] },
    schema: {
      operationId: "getReview",
      tags,
      summary: "Read a review",
      params,
      response: { 200: refer(Review) },
    },
    handler: async (request) => show(await findReview(request, dependencies)),
  });
}

function decideReview(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/reviews/:id/decide",
    config: { scopes, errors: ["not_found", "not_possible_now"] },
    schema: {
      operationId: "decideReview",
      tags,
      summary: "Say whether the money moved, or where a subscription stands",
      description:
        "The only thing that changes a final status. What was known, who decided and why is kept for ever.",
      params,
      body: ReviewDecision,
      response: { 200: refer(DecidedReview) },
    },
    handler: async (request) => {
      const review = await findReview(request, dependencies);
      if (review.status !== "open")
        throw new Problem("not_possible_now", { detail: "The review is closed already." });
      const operation = await decide(review, request.body, dependencies);
      const decided = await findReview(request, dependencies);
      return { review: show(decided), operation };
    },
  });
}

async function findReview(
  request: FastifyRequest<{ Params: { id: string } }>,
  { database }: Pick<ApiDependencies, "database">,
): Promise<StoredReview> {
  const { merchant_id, environment } = callerOf(request);
  const asked = { ...findId("review", request.params.id), merchant_id, environment };
  const review = await readReview(asked, database);
  if (review === undefined) throw new Problem("not_found");
  return review;
}

function show(review: StoredReview) {
  const { environment, cause, status, evidence, decision, decided_by, why } = review;
  return {
    id: showId("review", review.id),
    operation: showId(review.operation_kind, review.operation_id),
    environment,
    cause,
    says: says[cause],
    status,
    evidence: { ...evidence },
    opened_at: showTime(review.opened_at),
    closed_at: showTimeOrNull(review.closed_at),
    decision,
    decided_by,
    why,
  };
}

const says: Readonly<Record<ReviewCause, string>> = {
  ladder_used_up: "The provider was asked to the end and never said what became of it.",
  cannot_ask: "Nobody said what became of it, and there is nothing to ask this provider with.",
  contradiction: "A later message contradicts what was known.",
  amount_differs: "A message states another amount than the one asked for.",
  second_charge: "Two messages speak of two charges.",
};
