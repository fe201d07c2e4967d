import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly method: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A merchant's side that writes down what it is told, and answers 200. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Once, when the next call has arrived. */
  whenCalled(then: () => Promise<void>): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let then: (() => Promise<void>) | undefined;
  const server = createServer(async (request, response) => {
    const { method = "", url = "/" } = request;
    const body = Buffer.concat(await Array.fromAsync(request)).toString("utf8");
    const { pathname, searchParams } = new URL(url, "http://receiver");
    const fields = method === "POST" ? JSON.parse(body) : Object.fromEntries(searchParams);
    received.push({ method, path: pathname, fields });
    const now = then;
    then = undefined;
    await now?.();
    response.writeHead(200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    whenCalled: (next) => {
      then = next;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
