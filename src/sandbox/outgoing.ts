import { lookup as resolve } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import type { Agent } from "undici";
import type { Exchange, HttpRequest } from "../connector/http.ts";

/** Whom the simulators may call. */
export type Reach = "loopback" | "anywhere";

export interface Sender {
  send(request: HttpRequest): Promise<Exchange>;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

/** Connections to one receiver: enough for a load test, too few to exhaust the machine's ports. */
const CONNECTIONS_MAX = 128;

/** Nothing that a merchant's side answers to a callback is longer. */
const ANSWER_BYTES_MAX = 65_536;

/**
 * Carries callbacks and checks of callback URLs; never follows a redirect, never sends twice.
 *
 * By default it calls this machine only. The URLs come from whoever calls the sandbox, and a test tool that anybody can
 * reach must not become the way into the network it stands in; nor may a test with a wrong URL knock at a stranger's door.
 */
export function createSender(reach: Reach): Sender {
  let agent: Promise<Agent> | undefined;
  return {
    send: async (request) => {
      const refused = reach === "loopback" ? refuse(request.url) : null;
      if (refused !== null) return refused;
      agent ??= openAgent(reach);
      return await exchange(request, await agent);
    },
    close: async () => (await agent)?.destroy(),
  };
}

/** Loaded with the first call: a sandbox that calls nobody starts faster without it. */
async function openAgent(reach: Reach): Promise<Agent> {
  const undici = await import("undici");
  const connect = reach === "loopback" ? { lookup: loopbackOnly } : {};
  return new undici.Agent({ connections: CONNECTIONS_MAX, connect });
}

async function exchange(request: HttpRequest, agent: Agent): Promise<Exchange> {
  try {
    const { origin, pathname, search } = new URL(request.url);
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: request.method,
      headers: request.headers,
      body: request.body,
      signal: AbortSignal.timeout(request.timeout_ms),
    });
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    const body = await readAnswer(answer.body);
    return {
      end: "answer",
      answer: { status: answer.statusCode, headers: Object.fromEntries(headers), body },
    };
  } catch (problem) {
    const { code, message } = describe(problem);
    return { end: neverLeft.has(code) ? "not_sent" : "no_answer", cause: message };
  }
}

async function readAnswer(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > ANSWER_BYTES_MAX) break;
  }
  return Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX);
}

const NOT_LOOPBACK = "ERR_NOT_LOOPBACK";

/** Errors before the first byte of a request went out. */
const neverLeft: ReadonlySet<string> = new Set([
  NOT_LOOPBACK,
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_INVALID_ARG",
]);

function describe(problem: unknown): { readonly code: string; readonly message: string } {
  if (!(problem instanceof Error)) return { code: "", message: String(problem) };
  const code = "code" in problem && typeof problem.code === "string" ? problem.code : "";
  return { code, message: problem.message === "" ? code : problem.message };
}

/** A host that is written as an address is never looked up, so it is judged here. */
function refuse(url: string): Exchange | null {
  const host = URL.parse(url)?.hostname.replace(/^\[|\]$/g, "") ?? "";
  return isIP(host) !== 0 && !isLoopback(host) ? { end: "not_sent", cause: notLoopback(host).message } : null;
}

const loopbackOnly: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (problem, addresses) => {
    const stranger = problem === null ? addresses.find(({ address }) => !isLoopback(address)) : undefined;
    if (problem !== null) return done(problem, "");
    if (stranger !== undefined) return done(notLoopback(hostname), "");
    if (options.all === true) return done(null, addresses);
    const [first] = addresses;
    done(null, first?.address ?? "", first?.family);
  });
};

function isLoopback(address: string): boolean {
  return ipaddr.process(address).range() === "loopback";
}

function notLoopback(host: string): NodeJS.ErrnoException {
  const says = `${host} is not this machine. The sandbox calls loopback addresses only, unless it is started to call anywhere.`;
  return Object.assign(new Error(says), { code: NOT_LOOPBACK });
}
