import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import reference from "@scalar/fastify-api-reference";
import type { Randomness } from "../core/ports.ts";

/** The reference page at /docs. All that it loads comes from this server, so that it works without a network. */
export const docs: FastifyPluginAsyncTypebox<{ readonly randomness: Randomness }> = async (
  server,
  { randomness },
) => {
  const nonce = Buffer.from(randomness.bytes(16)).toString("base64url");
  server.addHook("onRoute", (route) => {
    route.config = Object.assign({}, route.config, {
      helmet: { contentSecurityPolicy: { useDefaults: false, directives: policy(nonce) } },
    });
  });
  await server.register(reference, {
    routePrefix: "/docs",
    configuration: {
      pageTitle: "Hakika API",
      nonce,
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: "never",
      agent: { disabled: true },
    },
  });
};

/** Scripts of this server, the one in the page itself included; nothing from elsewhere. */
function policy(nonce: string) {
  return {
    "default-src": ["'none'"],
    "script-src": ["'self'", `'nonce-${nonce}'`],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
  };
}
