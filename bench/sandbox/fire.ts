import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { account } from "./initiate.ts";
import type { Fired, Load } from "./load.ts";

/**
 * Makes the load, on sockets of its own: each connection has one call under way, and the next goes out as soon as the
 * answer is there. No HTTP client comes between, which would need more of the machine than the fastest server here.
 */
const { url, seconds, connections } = workerData as Load & { readonly url: string };
const { hostname, port, pathname } = new URL(url);

const head = [
  `POST ${pathname} HTTP/1.1`,
  `host: ${hostname}:${port}`,
  `apikey: ${account.apikey}`,
  `linkid: ${account.linkid}`,
  "content-type: application/json",
  "content-length: ",
].join("\r\n");

/** No two calls prompt the same phone. */
let payer = 712_000_000;

function nextCall(): string {
  const body = `{"msisdn":"254${payer++}","amount":150,"callback":"http://127.0.0.1/hook"}`;
  return `${head}${body.length}\r\n\r\n${body}`;
}

let answers = 0;
let others = 0;
let over = false;

function keepCalling(socket: Socket): void {
  let received = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    received += text;
    if (!isWhole(received)) return;
    if (received.startsWith("HTTP/1.1 200")) answers++;
    else others++;
    received = "";
    if (!over) socket.write(nextCall());
  });
  socket.write(nextCall());
}

/** With one call under way nothing can follow an answer, so its end is where its length or its last chunk says. */
function isWhole(received: string): boolean {
  const end_of_head = received.indexOf("\r\n\r\n");
  if (end_of_head === -1) return false;
  const [, length] = /\r\ncontent-length: *([0-9]+)/i.exec(received) ?? [];
  return length === undefined
    ? received.endsWith("\r\n0\r\n\r\n")
    : received.length >= end_of_head + 4 + Number(length);
}

const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname).setNoDelay());
await Promise.all(sockets.map((socket) => once(socket, "connect")));
const broken = (): number => others++;
for (const socket of sockets) keepCalling(socket.on("error", broken));
const began = performance.now();
setTimeout(() => {
  over = true;
  const took_s = (performance.now() - began) / 1_000;
  for (const socket of sockets) socket.destroy();
  parentPort?.postMessage({ answers_per_second: answers / took_s, others } satisfies Fired);
}, seconds * 1_000);
