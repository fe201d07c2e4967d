import type { Json } from "../connector/simulator.ts";
import type { Change, ChangingRecords } from "./records.ts";
import { Refusal } from "./refusals.ts";

/** All that a world knew at one moment. */
type Snapshot = { readonly at_ms: number; readonly documents: readonly Json[] };

const KIND = "_snapshot";

/** Each holds a whole world, in memory too. */
const SNAPSHOTS_MAX = 20;

interface SnapshotsParts {
  readonly records: ChangingRecords;
  readonly now: () => number;
  /** Gives `begin` records without anything but the snapshots, and goes on with what it puts there. */
  readonly beginAnew: (begin: () => void) => void;
  readonly changed: () => void;
}

/** States of one world under names. They stand in its records, outlive a reset, and never hold each other. */
export class Snapshots {
  private readonly parts: SnapshotsParts;

  constructor(parts: SnapshotsParts) {
    this.parts = parts;
  }

  list(): readonly { readonly name: string; readonly at_ms: number }[] {
    return this.parts.records.all<Snapshot>(KIND).map(([name, { at_ms }]) => ({ name, at_ms }));
  }

  /** One of the same name gives way. */
  take(name: string): void {
    const { records, now, changed } = this.parts;
    const others = this.list().filter((snapshot) => snapshot.name !== name);
    if (others.length >= SNAPSHOTS_MAX)
      throw new Refusal(
        "too_many_snapshots",
        `A world keeps ${SNAPSHOTS_MAX} snapshots, and this one has them.`,
      );
    const documents = [...records.everything()].filter(([, kind]) => kind !== KIND);
    records.put(KIND, name, { at_ms: now(), documents } satisfies Snapshot);
    changed();
  }

  /** Time does not go back with it: what was due meanwhile is done at once. */
  restore(name: string): void {
    const { records, beginAnew } = this.parts;
    const { documents } = this.find(name);
    beginAnew(() => records.restore(documents as unknown as readonly Change[]));
  }

  remove(name: string): void {
    this.find(name);
    this.parts.records.remove(KIND, name);
    this.parts.changed();
  }

  /** Empties the records of everything else. */
  clearOthers(): void {
    const kept = this.parts.records.all<Snapshot>(KIND);
    this.parts.records.clear();
    for (const [name, snapshot] of kept) this.parts.records.put(KIND, name, snapshot);
  }

  private find(name: string): Snapshot {
    const snapshot = this.parts.records.get<Snapshot>(KIND, name);
    if (snapshot === undefined) throw new Refusal("unknown_snapshot", `This world has no snapshot ${name}.`);
    return snapshot;
  }
}
