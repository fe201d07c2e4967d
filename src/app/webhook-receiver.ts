import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { Webhook } from "standardwebhooks";

/** One webhook that came, as a newcomer's own receiver would see it. */
export interface ReceivedWebhook {
  readonly received_at: string;
  readonly id: string;
  readonly type: string;
  readonly signature: "valid" | "invalid";
  readonly event: unknown;
}

export interface WebhookReceiver {
  /** Where webhooks are sent; opened in a browser it lists what came. */
  readonly url: string;
  close(): Promise<void>;
}

/** So many are shown; older ones are forgotten. */
const KEPT_MAX = 200;

/**
 * A merchant's receiver for development: it checks each signature as a real one has to, over the very bytes, and shows
 * what came.
 */
export async function startWebhookReceiver(options: {
  readonly secret: string;
  readonly port: number;
  readonly onWebhook: (webhook: ReceivedWebhook) => void;
}): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = Fastify();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
  server.get("/", async () => ({ webhooks: received }));
  server.post("/", async (request, reply) => {
    const webhook = readWebhook(request.headers, String(request.body), options.secret);
    received.unshift(webhook);
    received.length = Math.min(received.length, KEPT_MAX);
    options.onWebhook(webhook);
    return await reply.code(webhook.signature === "valid" ? 204 : 401).send();
  });
  await server.listen({ host: "127.0.0.1", port: options.port });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

function readWebhook(
  headers: Readonly<Record<string, unknown>>,
  body: string,
  secret: string,
): ReceivedWebhook {
  const known = { received_at: new Date().toISOString(), id: String(headers["webhook-id"] ?? "") };
  try {
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const event = new Webhook(secret).verify(body, flat);
    return { ...known, type: typeOf(event), signature: "valid", event };
  } catch {
    return { ...known, type: "unknown", signature: "invalid", event: null };
  }
}

function typeOf(event: unknown): string {
  return typeof event === "object" && event !== null && "type" in event ? String(event.type) : "unknown";
}

/** One line for the terminal: what came, about what, and what it says of the money. */
export function describeWebhook({ type, signature, event }: ReceivedWebhook): string {
  const { data } = (event ?? {}) as { readonly data?: DescribedResource };
  if (signature === "invalid" || data === undefined) return "webhook with an invalid signature";
  const { id, amount, outcome } = data;
  const parts = [
    ...(amount == null ? [] : [`${amount.currency} ${amount.value}`]),
    ...(outcome == null ? [] : [`money ${outcome.money}: ${outcome.message.operator}`]),
  ];
  return [`webhook ${type.padEnd(24)} ${id}`, ...parts].join("  ");
}

/** A message moves no money, and not everything that merchants are told of has an outcome. */
interface DescribedResource {
  readonly id: string;
  readonly amount?: { readonly value: string; readonly currency: string } | null;
  readonly outcome?: { readonly money: string; readonly message: { readonly operator: string } } | null;
}
