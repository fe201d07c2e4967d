import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A merchant's side that writes down what it is told. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** With which status the next calls are answered; then 200 again. */
  answerWith(...statuses: readonly number[]): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "/", headers } = request;
    const text = Buffer.concat(await Array.fromAsync(request)).toString("utf8");
    received.push({ method, path: url, headers, body: JSON.parse(text) });
    response.writeHead(statuses.shift() ?? 200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerWith: (...next) => {
      statuses.push(...next);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
