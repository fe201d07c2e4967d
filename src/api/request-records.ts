import { Histogram, type Registry } from "prom-client";
import type { Server } from "./server-type.ts";

/**
 * One line in the log and one count for each request. By its route and never by its URL: what callers put into URLs is
 * nobody's business.
 */
export function recordRequests(server: Server, metrics: Registry): void {
  const seconds = new Histogram({
    name: "hakika_http_request_seconds",
    help: "Requests by route and status.",
    labelNames: ["method", "route", "status"],
    registers: [metrics],
  });
  // Looking for secrets in a line costs more than the rest of it, and this one says what stands below and nothing else.
  const log = server.log.child({}, { redact: [] });
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "unknown";
    const { method } = request;
    const status = reply.statusCode;
    seconds.observe({ method, route, status }, reply.elapsedTime / 1000);
    const merchant_id = request.caller?.merchant_id;
    const milliseconds = Math.round(reply.elapsedTime);
    log.info({ request_id: request.id, method, route, status, milliseconds, merchant_id }, "answered");
  });
}
