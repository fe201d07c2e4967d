import { once } from "node:events";
import { Agent, request as open } from "node:http";

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  /** Statuses below 200 that came first. */
  readonly before: readonly number[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Empty where the text is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** No connection outlives its call, so that one test's broken one is nobody else's. */
const agent = new Agent({ keepAlive: false });

/** A client that sees every status that comes over the wire. */
export async function callHttp({ method, url, headers, body }: Sent): Promise<Answer> {
  const before: number[] = [];
  const call = open(url, {
    method,
    headers: { ...headers, "content-length": Buffer.byteLength(body) },
    agent,
  });
  call.on("information", ({ statusCode }) => before.push(statusCode));
  call.end(body);
  const [incoming] = await once(call, "response");
  const text = Buffer.concat(await Array.fromAsync<Buffer>(incoming)).toString("utf8");
  const parsed = text.startsWith("{") ? JSON.parse(text) : {};
  return { status: incoming.statusCode, before, headers: incoming.headers, text, body: parsed };
}
