import type { SimulatedRequest, Simulator } from "../../src/connector/simulator.ts";
import { writeConnectionAddress } from "../../src/engine/callback-address.ts";
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
import { type Heard, openReceiver, type Receiver } from "./receiver.ts";
import { masterKey, randomness } from "./store-node.ts";
import { systems as oneOfEachKind, type System } from "./systems.ts";
import { watchTakeovers } from "./takeovers.ts";

export interface FaultWorldOptions {
  readonly database_url: string;
  /** `standing`: time passes at the providers when it is let pass, and not before. */
  readonly time: "running" | "standing";
  /** Merchants hear of good ends alone, not of each step on the way. */
  readonly hears_good_ends_only?: boolean;
  /** Left out: one of each kind. */
  readonly systems?: Systems;
}

type Systems = readonly [System, ...System[]];

/** What a test does the moment that something has arrived, before it is answered. */
export interface Listeners {
  /** A call that starts something at a provider, and has started it. */
  started?: () => Promise<void>;
  webhook?: (heard: Heard) => Promise<void>;
}

/**
 * The world around nodes that are killed: a database, providers, and merchants with a server. All of it
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
  readonly systems: Systems;
  readonly #merchants = new Map<System, Merchant>();
  readonly #closing: AsyncDisposableStack;

  constructor(
    parts: Pick<
      FaultWorld,
      "database_url" | "sandbox" | "receiver" | "front" | "office" | "listeners" | "systems"
    >,
    closing: AsyncDisposableStack,
  ) {
    this.database_url = parts.database_url;
    this.sandbox = parts.sandbox;
    this.receiver = parts.receiver;
    this.front = parts.front;
    this.office = parts.office;
    this.listeners = parts.listeners;
    this.systems = parts.systems;
    this.#closing = closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  async engage(system: System, event_types: readonly string[]): Promise<void> {
    const { provider } = system;
    const webhook_url = `${this.receiver.url}/${this.systems.indexOf(system)}`;
    const urls = { sandbox_url: this.sandbox.url + pathOf(system), webhook_url };
    const merchant = await newMerchant({ ...urls, provider, event_types }, this.office);
    this.#merchants.set(system, merchant);
    const address = writeConnectionAddress(merchant.connection_id, this.office.vault);
    this.#callBackAt(system, `${this.front.url}/hooks/${address}`);
  }

  /** From now on no node hears of what the provider sends to the one URL that it knows. */
  silence(system: System): void {
    this.#callBackAt(system, this.sandbox.sink_url);
  }

  #callBackAt(system: System, url: string): void {
    const { callback_setting } = system.provider.simulator;
    if (callback_setting !== undefined) this.sideOf(system).underlie({ [callback_setting]: url });
  }

  /** Whose merchant heard it. */
  systemOf({ path }: Heard): System {
    return this.systems[Number(path.slice(1))] ?? this.systems[0];
  }

  merchantOf(system: System): Merchant {
    const merchant = this.#merchants.get(system);
    if (merchant === undefined) throw new Error(`Nobody asks ${system.provider.id} for anything.`);
    return merchant;
  }

  /** The provider's side of the system. */
  sideOf({ provider, world }: System): World {
    return this.sandbox.world(provider.id, world);
  }

  /** Lets time pass at this system alone, which has to have a world of its own. */
  async letPassAt({ world = "" }: System, ms: number): Promise<void> {
    await this.sandbox.worlds.clockOf(world).advance(ms);
  }

  /** Done before anything of this world ends. */
  atEnd(close: () => Promise<void>): void {
    this.#closing.defer(close);
  }

  /** The node ends with this world, if not before. */
  async startNode(options: Omit<NodeProcessOptions, "database_url">): Promise<NodeProcess> {
    const { database_url, front } = this;
    const node = await startNodeProcess({ database_url, callback_base_url: front.url, ...options });
    return this.#closing.use(node);
  }
}

export async function openFaultWorld(options: FaultWorldOptions): Promise<FaultWorld> {
  const { database_url, time, hears_good_ends_only = false, systems = oneOfEachKind } = options;
  const closing = new AsyncDisposableStack();
  const listeners: Listeners = {};
  const receiver = await openReceiver(async (heard, answer) => {
    await listeners.webhook?.(heard);
    answer.writeHead(200).end();
  });
  closing.use(receiver);
  const sandbox = await startSandbox({
    simulators: [...new Set(systems.map(({ provider }) => provider))].map((provider) => ({
      id: provider.id,
      simulator: heardBy(
        listeners,
        systems.filter((system) => system.provider === provider),
      ),
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
  const parts = { database_url, sandbox, receiver, front, office, listeners, systems };
  const world = new FaultWorld(parts, closing);
  for (const system of systems)
    await world.engage(system, hears_good_ends_only ? [`${system.kind}.succeeded`] : []);
  return world;
}

function pathOf({ world }: System): string {
  return world === undefined ? "" : `/_worlds/${world}`;
}

/** All of these are systems of one provider. */
function heardBy(listeners: Listeners, systems: readonly System[]): Simulator {
  const [{ provider }] = systems as Systems;
  const { simulator } = provider;
  return {
    ...simulator,
    handle: async (host, request: SimulatedRequest) => {
      const answer = await simulator.handle(host, request);
      if (systems.some((system) => system.starts(request.path))) await listeners.started?.();
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
