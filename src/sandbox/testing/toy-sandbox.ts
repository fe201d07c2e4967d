import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type SandboxClock, standingClock } from "../clock.ts";
import { type Sandbox, startSandbox } from "../sandbox.ts";
import { toySimulator } from "./toy-simulator.ts";

export const START_MS = Date.parse("2026-07-15T09:00:00Z");

interface ToySandbox extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Mistakes that the sandbox reported. */
  readonly problems: readonly string[];
  call(path: string, init?: RequestInit): Promise<Response>;
}

/** A sandbox with the toy in it, on a standing clock unless another is given. */
export async function openToySandbox({
  directory = null,
  clock = standingClock(START_MS),
}: {
  readonly directory?: string | null;
  readonly clock?: SandboxClock;
} = {}): Promise<ToySandbox> {
  const problems: string[] = [];
  const sandbox = await startSandbox({
    simulators: [{ id: "toy", simulator: toySimulator }],
    port: 0,
    host: "127.0.0.1",
    directory,
    clock,
    random: () => 7,
    report: (problem) => problems.push(problem),
  });
  return {
    sandbox,
    problems,
    call: (path, init) => fetch(sandbox.url + path, init),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

interface Listener extends AsyncDisposable {
  readonly url: string;
}

/** A server of somebody else's on this machine. */
export async function listen(answer: RequestListener): Promise<Listener> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
