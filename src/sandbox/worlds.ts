import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import { RecordLog } from "./record-log.ts";
import { ChangingRecords } from "./records.ts";
import { Refusal } from "./refusals.ts";
import { World, type WorldParts } from "./world.ts";
import { checkWorldName, MAIN_WORLD } from "./world-name.ts";

interface WorldsParts extends Pick<WorldParts, "clock" | "sender" | "random" | "report"> {
  readonly simulators: readonly { readonly id: string; readonly simulator: Simulator }[];
  /** Where records are kept; null keeps them in memory only. */
  readonly directory: string | null;
}

/** The worlds of one name, one for each provider, with a clock of their own. */
interface Named {
  readonly clock: SandboxClock;
  /** Null where nothing outlives the process. */
  readonly directory: string | null;
  readonly byProvider: Map<string, World>;
}

/** Each holds every provider's seeded world: enough for one for each test of a large suite, too few to fill the memory. */
const WORLDS_MAX = 1_000;

/** Folder of the durable worlds in the sandbox's own. */
const FOLDER = "worlds";

/** Every provider's world, by the provider's id and a name. Those of different names know nothing of each other. */
export class Worlds {
  private readonly parts: WorldsParts;
  private readonly simulators: ReadonlyMap<string, Simulator>;
  private readonly named = new Map<string, Named>();
  private started = false;

  /** Opens what is durable; nothing happens in it before the start. */
  constructor(parts: WorldsParts) {
    this.parts = parts;
    this.simulators = new Map(parts.simulators.map(({ id, simulator }) => [id, simulator]));
    this.open(MAIN_WORLD, { clock: parts.clock, directory: parts.directory });
    for (const name of this.namesOnDisk()) this.openNamed(name, this.directoryOf(name));
  }

  start(): void {
    this.started = true;
    for (const { byProvider } of this.named.values()) for (const world of byProvider.values()) world.start();
  }

  get providers(): ReadonlyMap<string, Simulator> {
    return this.simulators;
  }

  /** A name that nobody has used yet makes a world, in memory only. */
  find(provider: string, name: string = MAIN_WORLD): World {
    const known = this.named.get(name)?.byProvider.get(provider);
    if (known !== undefined) return known;
    if (!this.simulators.has(provider)) {
      const ids = [...this.simulators.keys()].join(", ");
      throw new Refusal("unknown_provider", `The sandbox runs no provider ${provider}; it runs ${ids}.`);
    }
    this.create(name, { durable: false });
    return this.find(provider, name);
  }

  clockOf(name: string): SandboxClock {
    return (this.named.get(name) ?? this.create(name, { durable: false })).clock;
  }

  list(): readonly { readonly name: string; readonly durable: boolean }[] {
    return [...this.named].map(([name, { directory }]) => ({ name, durable: directory !== null }));
  }

  create(name: string, { durable }: { readonly durable: boolean }): Named {
    checkWorldName(name);
    if (this.named.has(name)) throw new Refusal("world_exists", `There is a world ${name} already.`);
    if (this.named.size >= WORLDS_MAX)
      throw new Refusal("too_many_worlds", `There are ${WORLDS_MAX} worlds already.`);
    if (durable && this.parts.directory === null)
      throw new Refusal("nowhere_to_keep", "This sandbox keeps everything in memory.");
    const named = this.openNamed(name, durable ? this.directoryOf(name) : null);
    if (this.started) for (const world of named.byProvider.values()) world.start();
    return named;
  }

  /** Forgets it, on the disk too. */
  remove(name: string): void {
    const named = this.named.get(name);
    if (named === undefined) throw new Refusal("unknown_world", `There is no world ${name}.`);
    if (name === MAIN_WORLD) throw new Refusal("invalid_world", "This world cannot be removed; reset it.");
    this.named.delete(name);
    named.clock.stop();
    for (const world of named.byProvider.values()) world.close();
    if (named.directory !== null) rmSync(named.directory, { recursive: true });
  }

  close(): void {
    for (const [name, { byProvider, clock }] of this.named) {
      for (const world of byProvider.values()) world.close();
      if (name !== MAIN_WORLD) clock.stop();
    }
  }

  private openNamed(name: string, directory: string | null): Named {
    return this.open(name, { clock: this.parts.clock.split(), directory });
  }

  private open(name: string, { clock, directory }: Omit<Named, "byProvider">): Named {
    if (directory !== null) mkdirSync(directory, { recursive: true, mode: 0o700 });
    const byProvider = new Map<string, World>();
    for (const [id, simulator] of this.simulators) {
      const records = new ChangingRecords({ written: directory !== null });
      const opened = directory === null ? null : RecordLog.open(join(directory, `${id}.jsonl`), records);
      // Time does not go backwards over a restart, even after the clock was moved ahead of real time.
      clock.notBefore(opened?.last_at_ms ?? 0);
      const { sender, random, report } = this.parts;
      const log = opened?.log ?? null;
      byProvider.set(id, new World({ simulator, records, log, clock, random, sender, report }));
    }
    const named = { clock, directory, byProvider };
    this.named.set(name, named);
    return named;
  }

  private directoryOf(name: string): string | null {
    return this.parts.directory === null ? null : join(this.parts.directory, FOLDER, name);
  }

  private namesOnDisk(): readonly string[] {
    const folder = this.parts.directory === null ? "" : join(this.parts.directory, FOLDER);
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}
