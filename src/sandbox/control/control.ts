import { SINK_PATH } from "../own-paths.ts";
import type { Worlds } from "../worlds.ts";
import { addClockRoutes } from "./clock-routes.ts";
import { type ControlServer, createControlServer } from "./control-server.ts";
import { addFaultRoutes } from "./fault-routes.ts";
import { addPhoneRoutes } from "./phone-routes.ts";
import { addProviderRoutes } from "./provider-routes.ts";
import { addStateRoutes } from "./state-routes.ts";
import { addTailRoute } from "./tail-route.ts";

/** How far a person or a test can look into the sandbox and steer it. Ready to route; it does not listen by itself. */
export async function buildControl(worlds: Worlds): Promise<ControlServer> {
  const server = await createControlServer();
  server.get("/_sandbox/health", { schema: { hide: true } }, () => ({ status: "up" }));
  addSink(server);
  addClockRoutes(server, worlds);
  addProviderRoutes(server, worlds);
  addFaultRoutes(server, worlds);
  addPhoneRoutes(server, worlds);
  addStateRoutes(server, worlds);
  addTailRoute(server, worlds);
  await server.ready();
  return server;
}

/** Accepts everything and keeps nothing: the journal of the provider that called has what was sent. */
function addSink(server: ControlServer): void {
  server.register((scope, _options, registered) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => {
      payload.resume();
      done(null);
    });
    scope.all(SINK_PATH, { schema: { hide: true } }, (_request, reply) => reply.code(200).send());
    registered();
  });
}
