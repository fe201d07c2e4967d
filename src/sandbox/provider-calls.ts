import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { SimulatedAnswer, SimulatedRequest } from "../connector/simulator.ts";
import { type UnusualAnswer, writeUnusual } from "./faults/unusual-answer.ts";
import { WORLD_PATH } from "./own-paths.ts";
import { Refusal } from "./refusals.ts";
import { MAIN_WORLD, WORLD_HEADER, worldNameOf } from "./world-name.ts";
import type { Worlds } from "./worlds.ts";

/** No provider's message comes near it. */
const BODY_BYTES_MAX = 1_048_576;

/** Hands a call to the simulator that its path names, and gives its answer, its silence or its broken connection. */
export async function answerProviderCall(
  worlds: Worlds,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { provider, path, query } = readUrl(incoming.url ?? "/");
    const name = worldNameOf(incoming.headers);
    const world = worlds.find(provider, name);
    const body = await readBody(incoming);
    const { method = "GET" } = incoming;
    const headers = singleHeaders(incoming);
    const base_url = `http://${headers["host"]}${name === MAIN_WORLD ? "" : WORLD_PATH + name}/${provider}`;
    const answer = await world.handle({ method, path, query, headers, body, base_url });
    if (answer === "hang") return;
    if (answer === "reset") incoming.socket.resetAndDestroy();
    else if (isUnusual(answer)) await writeUnusual(response, answer);
    else setImmediate(answer.status < 200 ? writeUnfinished : write, response, answer);
  } catch (problem) {
    if (problem instanceof Refusal) refuse(response, problem);
    else incoming.destroy();
  }
}

function readUrl(url: string): Pick<SimulatedRequest, "path" | "query"> & { readonly provider: string } {
  const [, provider = "", path = "", search = ""] = /^\/([^/?]*)([^?]*)(?:\?(.*))?$/s.exec(url) ?? [];
  const query = search === "" ? {} : Object.fromEntries(new URLSearchParams(search));
  return { provider, path: path === "" ? "/" : path, query };
}

/** Rejects where the caller breaks off, or does not come to an end. */
function readBody(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= BODY_BYTES_MAX) chunks.push(chunk);
      else
        reject(new Refusal("body_too_large", `The sandbox takes bodies of up to ${BODY_BYTES_MAX} bytes.`));
    });
    incoming.on("end", () => resolve(Buffer.concat(chunks)));
    incoming.on("error", reject);
  });
}

function singleHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== WORLD_HEADER)
      headers[name] = typeof value === "string" ? value : value.join(", ");
  }
  return headers;
}

function isUnusual(answer: SimulatedAnswer | UnusualAnswer): answer is UnusualAnswer {
  return "pieces" in answer;
}

/**
 * The body goes as a text, which Node.js sends together with the head in one write, and as plain ASCII where it is, which
 * it need not translate. Of many calls that came together all are dealt with before the first is answered: each answer
 * wakes a caller, who then wants the processor too. That alone makes a third more calls a second.
 */
function write(response: ServerResponse, answer: SimulatedAnswer): void {
  const { status, headers, body, processing_first } = answer;
  if (processing_first) response.writeProcessing();
  const length = Buffer.byteLength(body);
  response.writeHead(status, { ...headers, "content-length": length });
  response.end(body, length === body.length ? "latin1" : "utf8");
}

/** Node.js sends no body with such a status, so the bytes go to the socket as they are. */
function writeUnfinished({ socket }: ServerResponse, { status, headers, body }: SimulatedAnswer): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n`;
  if (body === "") socket?.write(`${head}${lines.join("")}\r\n`);
  else socket?.end(`${head}${lines.join("")}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** The rest of a body that nobody wants is not read. */
function refuse(response: ServerResponse, { status, body }: Refusal): void {
  const headers = { "content-type": "application/json", connection: "close" };
  write(response, { status, headers, body: JSON.stringify(body) });
}
