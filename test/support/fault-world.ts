import type { SimulatedRequest, Simulator } from "../../src/connector/simulator.ts";
import { runningClock, standingClock } from "../../src/sandbox/clock.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { World } from "../../src/sandbox/world.ts";
import { Connections } from "../../src/store/connections.ts";
import { openDatabase } from "../../src/store/database.ts";
import { DatabaseClock } from "../../src/store/database-clock.ts";
import { Vault } from "../../src/store/vault.ts";
import { Forwarder } from "./forwarder.ts";
import { type Merchant, newMerchant, type Office } from "./merchants.ts";
import { type NodeProcess, type NodeProcessOptions, startNodeProcess } from "./node-process.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { masterKey, randomness } from "./store-node.ts";
import { type System, systems } from "./systems.ts";
import { watchTakeovers } from "./takeovers.ts";

export interface FaultWorldOptions {
  readonly database_url: string;
  /** `standing`: time passes at the providers when it is let pass, and not before. */
  readonly time: "running" | "standing";
  /** Merchants hear of good ends alone, not of each step on the way. */
  readonly hears_good_ends_only?: boolean;
}

/** What a test does the moment that something has arrived, before it is answered. */
export interface Listeners {
  /** A call that starts something at a provider, and has started it. */
  started?: (system: System) => Promise<void>;
  webhook?: () => Promise<void>;
}

/**
 * The world around nodes that are killed: a database, both kinds of provider, and merchants with a server. All of it
 * outlives every node, and finds whichever nodes live under one address.
 */
export class FaultWorld implements AsyncDisposable {
  readonly database_url: string;
  readonly sandbox: Sandbox;
  readonly receiver: Receiver;
  /** The address of all nodes. */
  readonly front: Forwarder;
  readonly office: Office;
  readonly listeners: Listeners;
  readonly #merchants = new Map<System, Merchant>();
  readonly #closing: AsyncDisposableStack;

  constructor(
    parts: Pick<FaultWorld, "database_url" | "sandbox" | "receiver" | "front" | "office" | "listeners">,
    closing: AsyncDisposableStack,
  ) {
    this.database_url = parts.database_url;
    this.sandbox = parts.sandbox;
    this.receiver = parts.receiver;
    this.front = parts.front;
    this.office = parts.office;
    this.listeners = parts.listeners;
    this.#closing = closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  async engage(system: System, event_types: readonly string[]): Promise<void> {
    const urls = { sandbox_url: this.sandbox.url, webhook_url: this.receiver.url };
    const { provider } = system;
    this.#merchants.set(system, await newMerchant({ ...urls, provider, event_types }, this.office));
  }

  merchantOf(system: System): Merchant {
    const merchant = this.#merchants.get(system);
    if (merchant === undefined) throw new Error(`Nobody asks ${system.provider.id} for anything.`);
    return merchant;
  }

  /** The provider's side of the system. */
  sideOf({ provider }: System): World {
    return this.sandbox.world(provider.id);
  }

  /** The node ends with this world, if not before. */
  async startNode(options: Omit<NodeProcessOptions, "database_url">): Promise<NodeProcess> {
    const { database_url, front } = this;
    const node = await startNodeProcess({ database_url, callback_base_url: front.url, ...options });
    return this.#closing.use(node);
  }
}

export async function openFaultWorld(options: FaultWorldOptions): Promise<FaultWorld> {
  const { database_url, time, hears_good_ends_only = false } = options;
  const closing = new AsyncDisposableStack();
  const listeners: Listeners = {};
  const receiver = await openReceiver(async (_, answer) => {
    await listeners.webhook?.();
    answer.writeHead(200).end();
  });
  closing.use(receiver);
  const sandbox = await startSandbox({
    simulators: systems.map((system) => ({
      id: system.provider.id,
      simulator: heardBy(listeners, system),
    })),
    port: 0,
    host: "127.0.0.1",
    directory: null,
    clock: time === "running" ? runningClock() : standingClock(Date.now()),
  });
  closing.use(sandbox);
  const office = await openOffice(database_url);
  closing.defer(() => office.database.close());
  const front = closing.use(await Forwarder.open());
  await watchTakeovers(database_url);
  const world = new FaultWorld({ database_url, sandbox, receiver, front, office, listeners }, closing);
  for (const system of systems)
    await world.engage(system, hears_good_ends_only ? [`${system.kind}.succeeded`] : []);
  return world;
}

function heardBy(listeners: Listeners, system: System): Simulator {
  const { simulator } = system.provider;
  return {
    ...simulator,
    handle: async (host, request: SimulatedRequest) => {
      const answer = await simulator.handle(host, request);
      if (system.starts(request.path)) await listeners.started?.(system);
      return answer;
    },
  };
}

/** A database that is stopped on purpose cuts this off too, which is no fault. */
async function openOffice(url: string): Promise<Office> {
  const database = openDatabase({
    url,
    connections: 2,
    statement_timeout_ms: 10_000,
    onError: () => undefined,
  });
  const vault = new Vault(masterKey, randomness);
  const clock = await DatabaseClock.start(database);
  return { database, vault, clock, connections: new Connections(database, vault) };
}
