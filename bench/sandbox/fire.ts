import { parentPort, workerData } from "node:worker_threads";
import { Connection } from "../rig/connection.ts";
import { account } from "./initiate.ts";
import type { Fired, Load } from "./load.ts";

/** Makes the load: the next call goes out on a connection as soon as the answer is there. */
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

async function keepCalling(connection: Connection): Promise<void> {
  while (!over) {
    const { status } = await connection.call(nextCall());
    if (status === 200) answers++;
    else others++;
  }
}

const opened = await Promise.all(Array.from({ length: connections }, () => Connection.open(url)));
const began = performance.now();
setTimeout(() => {
  over = true;
  const took_s = (performance.now() - began) / 1_000;
  for (const connection of opened) connection.close();
  parentPort?.postMessage({ answers_per_second: answers / took_s, others } satisfies Fired);
}, seconds * 1_000);
// One that breaks before the time is over ends the run.
void Promise.all(opened.map(keepCalling)).catch((error: unknown) => {
  throw error;
});
