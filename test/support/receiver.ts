import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A webhook as a merchant's server got it. */
export interface Heard {
  /** Where the endpoint's URL points to on this server. */
  readonly path: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds of this process's clock that never goes back. */
  readonly at: number;
}

export interface Receiver extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly heard: readonly Heard[];
  heardAt(path: string): readonly Heard[];
}

export type Answer = (heard: Heard, answer: ServerResponse) => unknown;

/** A merchant's server. Without `answer` it is glad of everything. */
export async function openReceiver(
  answer: Answer = (_, response) => response.writeHead(200).end(),
): Promise<Receiver> {
  const heard: Heard[] = [];
  const server = createServer(async (asked, response) => {
    const body = Buffer.concat(await asked.toArray().catch(() => [])).toString();
    const headers = asked.headers as Readonly<Record<string, string>>;
    const at = performance.now();
    const webhook = { path: asked.url ?? "", id: headers["webhook-id"] ?? "", headers, body, at };
    heard.push(webhook);
    answer(webhook, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    heardAt: (path) => heard.filter((webhook) => webhook.path === path),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
