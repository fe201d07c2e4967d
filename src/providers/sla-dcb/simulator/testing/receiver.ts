import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A notification as it came. */
export type Received = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A merchant's side that writes down what it is told, and answers 200 unless told otherwise. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What the next answers say; 200 after them. */
  answer(...statuses: readonly number[]): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const planned: number[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString("utf8");
    received.push(JSON.parse(body));
    response.writeHead(planned.shift() ?? 200).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (...statuses) => planned.push(...statuses),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
