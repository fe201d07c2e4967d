import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Received {
  readonly path: string;
  readonly signature: string;
  readonly body: string;
}

/** A merchant's side that writes down what it is told. */
export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** How the next checks of the URL are answered; a number is a status, "never" leaves them open. */
  answerChecks(how: number | "never"): void;
  /** How the next webhooks are answered. */
  answerWebhooks(status: number): void;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let check: number | "never" = 200;
  let webhook = 200;
  const server = createServer(async (request, response) => {
    if (request.method === "GET") return answerCheck(response, check);
    const body = Buffer.concat(await Array.fromAsync(request)).toString("utf8");
    received.push({
      path: request.url ?? "",
      signature: String(request.headers["x-webhook-signature"]),
      body,
    });
    response.writeHead(webhook).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answerChecks: (how) => {
      check = how;
    },
    answerWebhooks: (status) => {
      webhook = status;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function answerCheck(response: ServerResponse, how: number | "never"): void {
  if (how !== "never") response.writeHead(how).end();
}
