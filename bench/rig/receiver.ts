import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { webhookSignature } from "./signature.ts";

/** The merchant's end: checks each webhook's signature and tells whoever waits for the payment. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** Resolves when the webhook about the payment with this reference came. */
  arrival(reference: string): Promise<void>;
}

/** `secret`: `whsec_…`. */
export async function startReceiver(secret: string): Promise<Receiver> {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const waiting = new Map<string, () => void>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (!isSigned(request, body, key)) return void response.writeHead(401).end();
    const { data } = JSON.parse(body) as { readonly data: { readonly reference: string } };
    waiting.get(data.reference)?.();
    waiting.delete(data.reference);
    response.writeHead(204).end();
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    arrival: (reference) => new Promise((resolve) => waiting.set(reference, resolve)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function isSigned({ headers }: IncomingMessage, body: string, key: Buffer): boolean {
  const id = String(headers["webhook-id"]);
  const timestamp = String(headers["webhook-timestamp"]);
  return headers["webhook-signature"] === webhookSignature({ id, timestamp, body }, key);
}
