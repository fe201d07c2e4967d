import type {
  BookEntry,
  Json,
  PhoneAct,
  PhoneState,
  SimulatedRequest,
  Simulator,
  WalletState,
} from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import { FaultRules } from "./faults/fault-rules.ts";
import type { Delivered } from "./faults/faulty-answer.ts";
import { Happenings } from "./happenings.ts";
import { Journal } from "./journal.ts";
import type { JournalEntry } from "./journal-entry.ts";
import { Mask } from "./mask.ts";
import type { Sender } from "./outgoing.ts";
import type { RecordLog } from "./record-log.ts";
import type { ChangingRecords } from "./records.ts";
import { Snapshots } from "./snapshots.ts";

export interface WorldParts {
  readonly simulator: Simulator;
  readonly records: ChangingRecords;
  /** Null where nothing outlives the process. */
  readonly log: RecordLog | null;
  readonly clock: SandboxClock;
  readonly random: (below: number) => number;
  readonly sender: Sender;
  /** Told of every mistake of a simulator. */
  readonly report: (problem: string) => void;
}

export type Settings = Readonly<Record<string, Json>>;

const SETTING = "_setting";

/** One simulator with all that surrounds it: records, what is still to be done, settings, faults and journal. */
export class World {
  readonly simulator: Simulator;
  readonly faults: FaultRules;
  readonly snapshots: Snapshots;
  private readonly parts: WorldParts;
  private readonly happened: Journal;
  private readonly happenings: Happenings;
  private underlying: Settings = {};
  private closed = false;

  constructor(parts: WorldParts) {
    const { simulator, records, clock } = parts;
    const flush = (): void => this.flush();
    this.parts = parts;
    this.simulator = simulator;
    this.happened = new Journal(new Mask(Object.values(simulator.credentials)), simulator.book_kinds);
    this.faults = new FaultRules(records, simulator.operations ?? [], flush);
    const { happened: journal, faults } = this;
    const setting = (name: string): Json | undefined => {
      const own = records.get<Json>(SETTING, name);
      return own === undefined ? this.underlying[name] : own;
    };
    this.happenings = new Happenings({ ...parts, journal, faults, setting, flush });
    const beginAnew = (begin: () => void): void =>
      this.beginAnew(() => {
        begin();
        this.happenings.resume();
      });
    this.snapshots = new Snapshots({ records, now: () => clock.now(), beginAnew, changed: flush });
  }

  /** Goes on where the records stand, or begins a new world if they are empty. */
  start(): void {
    if (this.parts.records.size === 0) this.seed();
    else this.happenings.resume();
    this.flush();
  }

  handle(request: SimulatedRequest): Promise<Delivered> {
    return this.happenings.call(request);
  }

  act(phone_number: string, act: PhoneAct): Promise<PhoneState | null> {
    const { simulator } = this;
    return this.happenings.act({ act, phone_number }, (host) => simulator.act(host, phone_number, act));
  }

  /** Puts a phone into the case of a magic value. False where the simulator knows no such case for a phone. */
  play(name: string, phone_number: string): Promise<boolean> {
    const { simulator } = this;
    const cause = { act: name, phone_number };
    return this.happenings.act(cause, (host) => simulator.play?.(host, name, phone_number) ?? false);
  }

  /** False where there is no such wallet. */
  setBalance(wallet: string, balance_minor: string): Promise<boolean> {
    const { simulator } = this;
    const cause = { act: `balance ${balance_minor}`, wallet };
    return this.happenings.act(cause, (host) => simulator.setBalance?.(host, wallet, balance_minor) ?? false);
  }

  books(): readonly BookEntry[] {
    return this.simulator.books(this.happenings.onlooker());
  }

  phones(): readonly PhoneState[] {
    return this.simulator.phones(this.happenings.onlooker());
  }

  wallets(): readonly WalletState[] {
    return this.simulator.wallets?.(this.happenings.onlooker()) ?? [];
  }

  /** The latest `limit` entries, oldest first. */
  journal(limit: number): readonly JournalEntry[] {
    return this.happened.read(limit);
  }

  /** Tells of each happening when it has ended. Returns what ends the telling. */
  follow(read: (entry: JournalEntry) => void): () => void {
    return this.happened.follow(read);
  }

  settings(): Settings {
    return Object.fromEntries(this.parts.records.all<Json>(SETTING));
  }

  /** What holds where nobody has set anything else. The sandbox forgets it when it ends. */
  underlie(settings: Settings): void {
    this.underlying = { ...this.underlying, ...settings };
  }

  /** The given settings hold from now on, and no others. */
  replaceSettings(settings: Settings): void {
    const { records } = this.parts;
    for (const name of Object.keys(this.settings())) records.remove(SETTING, name);
    for (const [name, value] of Object.entries(settings)) records.put(SETTING, name, value);
    this.flush();
  }

  /** Forgets everything but the snapshots, settings and faults too, and begins a new world. */
  reset(): void {
    this.happened.clear();
    this.beginAnew(() => this.seed());
  }

  /** Ends as a killed process would: what is under way stays to be done after the next start, at no earlier time. */
  close(): void {
    if (this.closed) return;
    const { log, clock } = this.parts;
    this.flush();
    this.happenings.leave();
    this.closed = true;
    log?.append({ at_ms: clock.now(), changes: [] });
    log?.close();
  }

  private beginAnew(begin: () => void): void {
    this.happenings.leave();
    this.snapshots.clearOthers();
    begin();
    this.flush();
  }

  private seed(): void {
    this.simulator.seed(this.happenings.onlooker());
  }

  private flush(): void {
    if (this.closed) return;
    const { log, records, clock } = this.parts;
    records.flush((changes) => log?.append({ at_ms: clock.now(), changes }));
  }
}
