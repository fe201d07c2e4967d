import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulator } from "../connector/simulator.ts";
import { explainListening } from "../lib/explain-listening.ts";
import { runningClock, type SandboxClock } from "./clock.ts";
import { ControlDoor } from "./control-door.ts";
import { createSender, type Reach } from "./outgoing.ts";
import { CONTROL_PATH, SINK_PATH } from "./own-paths.ts";
import { answerProviderCall } from "./provider-calls.ts";
import { secureChance } from "./secure-chance.ts";
import type { World } from "./world.ts";
import { readWorldPath } from "./world-name.ts";
import { Worlds } from "./worlds.ts";

export interface SandboxOptions {
  readonly simulators: readonly { readonly id: string; readonly simulator: Simulator }[];
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  /** Where the records are kept, one file for each provider; null keeps them in memory only. */
  readonly directory: string | null;
  /** Left out: real time, `time_scale` times as fast. One that is handed in is left running at the end. */
  readonly clock?: SandboxClock;
  readonly time_scale?: number;
  /** A whole number from 0 up to but not including `below`. Left out: secure chance. */
  readonly random?: (below: number) => number;
  /** Whom the simulators may call back; left out: this machine only. */
  readonly reach?: Reach;
  /** Told of every mistake of a simulator. Left out: standard error. */
  readonly report?: (problem: string) => void;
}

export interface Sandbox extends AsyncDisposable {
  /** Without a slash at the end. A provider's base URL is this with `/<provider id>`. */
  readonly url: string;
  /** A callback URL for whoever has no receiver yet: it accepts whatever comes. */
  readonly sink_url: string;
  readonly clock: SandboxClock;
  /** The same that can be done over HTTP, for whoever stands in this process. Throws for an unknown id. */
  readonly worlds: Worlds;
  /** One provider's world, of the given name or the main one. A name that nobody has used yet makes a world. */
  world(provider: string, name?: string): World;
  /** Stops answering and calling. What is due goes on after the next start with the same directory. */
  close(): Promise<void>;
}

/** Runs the given simulators behind one port, each under its provider's id, with the providers' real paths below it. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? runningClock(options.time_scale);
  const sender = createSender(options.reach ?? "loopback");
  const {
    simulators,
    directory,
    random = secureChance,
    report = (problem) => console.error(problem),
  } = options;
  const worlds = new Worlds({ simulators, directory, clock, sender, random, report });
  const control = new ControlDoor(worlds);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    readWorldPath(request);
    if (request.url?.startsWith(CONTROL_PATH)) void control.answer(request, response);
    else void answerProviderCall(worlds, request, response);
  });

  let stopped: Promise<void> | undefined;
  const close = (): Promise<void> => {
    stopped ??= stop();
    return stopped;
  };
  const stop = async (): Promise<void> => {
    if (options.clock === undefined) clock.stop();
    worlds.close();
    await Promise.all([stopServing(server), control.close(), sender.close()]);
  };

  await listen(server, options).catch(async (problem) => {
    await close();
    throw explainListening(problem, options);
  });
  worlds.start();
  const url = urlOf(server.address() as AddressInfo);
  return {
    url,
    sink_url: url + SINK_PATH,
    clock,
    worlds,
    world: (provider, name) => worlds.find(provider, name),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Longer than clients keep a connection, so that the sandbox never closes one that is just being used again. */
const KEEP_ALIVE_MS = 72_000;

async function listen(server: Server, { port, host }: SandboxOptions): Promise<void> {
  server.listen(port, host);
  await once(server, "listening");
}

/** Calls that hang are broken off: some of them would never end. */
function stopServing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  const anywhere = address === "0.0.0.0" || address === "::";
  const host = anywhere ? "127.0.0.1" : address;
  return `http://${family === "IPv6" && !anywhere ? `[${host}]` : host}:${port}`;
}
