import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";

/** A name or an address, with or without a port. Node takes whatever comes, and URLs are built from it further on. */
const HOST = /^(?:[a-z0-9._~-]{1,255}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/i;

export function refuseMalformedHost(server: Server): void {
  server.addHook("onRequest", async (request) => {
    if (!HOST.test(request.headers.host ?? "")) throw new Problem("malformed_request", { field: "Host" });
  });
}
