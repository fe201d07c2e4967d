import rateLimit from "@fastify/rate-limit";
import type { FastifyRequest } from "fastify";
import { REQUESTS_PER_MINUTE, UNKNOWN_KEYS_PER_MINUTE } from "./limits.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";

/** How often one merchant may ask, and how often one address may try keys that do not exist. Counted in this process. */
export interface RateLimits {
  countRequest(request: FastifyRequest): Promise<void>;
  countUnknownKey(request: FastifyRequest): Promise<void>;
}

const MINUTE_MS = 60_000;

export async function rateLimits(server: Server, requests_per_minute?: number | null): Promise<RateLimits> {
  await server.register(rateLimit, { global: false, timeWindow: MINUTE_MS });
  const ofMerchant = server.createRateLimit({
    max: requests_per_minute ?? REQUESTS_PER_MINUTE,
    keyGenerator: (request) => `${request.caller?.merchant_id} ${request.caller?.environment}`,
  });
  const ofAddress = server.createRateLimit({
    max: UNKNOWN_KEYS_PER_MINUTE,
    keyGenerator: (request) => request.ip,
  });
  const count = (limit: typeof ofMerchant) => async (request: FastifyRequest) => {
    const state = await limit(request);
    if (!state.isAllowed && state.isExceeded)
      throw new Problem("too_many_requests", { retry_after: state.ttlInSeconds });
  };
  return {
    countRequest: requests_per_minute === null ? async () => undefined : count(ofMerchant),
    countUnknownKey: count(ofAddress),
  };
}
