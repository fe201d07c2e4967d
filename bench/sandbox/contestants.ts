import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { path } from "./initiate.ts";
import { prismArguments } from "./prism.ts";
import { stubWireMock, wireMockArguments } from "./wiremock.ts";

export interface Contestant {
  readonly name: string;
  /** What initiate is posted to. */
  readonly url: string;
  readonly pid: number;
  /** Before each measurement. */
  begin(): Promise<void>;
}

interface Rival extends Contestant {
  /** How many times its answers the sandbox shall reach. */
  readonly wanted: number;
}

interface Contestants extends AsyncDisposable {
  readonly ours: Contestant;
  readonly rivals: readonly Rival[];
}

interface Running {
  readonly url: string;
  readonly pid: number;
}

/** Each in a process of its own. */
export async function startAll(folder: string): Promise<Contestants> {
  await using starting = new AsyncDisposableStack();
  const start = async (command: string, args: (port: number) => readonly string[]): Promise<Running> => {
    const port = await freePort();
    const child = spawn(command, args(port), { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    starting.defer(() => stop(child));
    const url = `http://127.0.0.1:${port}`;
    await untilItAnswers(url, child);
    return { url, pid: child.pid ?? 0 };
  };
  const sandbox = await start(process.execPath, (port) => [LAUNCHER, "sandbox", "--port", String(port)]);
  const wireMock = await start("java", (port) => wireMockArguments(folder, port));
  const prism = await start(process.execPath, (port) => prismArguments(folder, port));
  await stubWireMock(wireMock.url);
  const running = starting.move();
  const nothing = async (): Promise<void> => undefined;
  return {
    ours: {
      ...sandbox,
      name: "Hakika",
      url: `${sandbox.url}/mpesa-ke${path}`,
      begin: () => beginSandbox(sandbox.url),
    },
    rivals: [
      { ...wireMock, name: "WireMock", url: wireMock.url + path, wanted: 2, begin: nothing },
      { ...prism, name: "Prism", url: prism.url + path, wanted: 4, begin: nothing },
    ],
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

const LAUNCHER = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));

/** An empty world on a clock that stands still; the others call nobody back, so neither is the callback tried here. */
async function beginSandbox(url: string): Promise<void> {
  await send("POST", `${url}/_sandbox/reset`);
  await send("PUT", `${url}/_sandbox/mpesa-ke/settings`, { check_callback: false });
  await send("POST", `${url}/_sandbox/clock`, { scale: 0 });
}

async function send(method: string, url: string, body?: unknown): Promise<void> {
  const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(url, { method, ...(body !== undefined && json) });
  if (!answer.ok)
    throw new Error(`${method} ${url} was answered with ${answer.status}: ${await answer.text()}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

const STARTING_MS_MAX = 60_000;
const ASK_EVERY_MS = 100;

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const give_up_at = performance.now() + STARTING_MS_MAX;
  while (performance.now() < give_up_at && child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    if (answer !== null) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`${child.spawnargs.join(" ")} does not answer.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await once(child, "exit");
}
