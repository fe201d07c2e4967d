import type { HttpRequest } from "../connector/http.ts";
import type {
  BookEntry,
  Json,
  PhoneAct,
  PhoneState,
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
  WalletState,
} from "../connector/simulator.ts";
import { Callbacks, type Sending } from "./callbacks.ts";
import type { SandboxClock } from "./clock.ts";
import { DurableTasks } from "./durable-tasks.ts";
import { FaultRules } from "./faults/fault-rules.ts";
import { answerWithFault, type Delivered } from "./faults/faulty-answer.ts";
import { lendHost } from "./host.ts";
import { type Happening, Journal } from "./journal.ts";
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
  private readonly tasks: DurableTasks;
  private readonly callbacks: Callbacks;
  /** Whoever began in an earlier one, before a reset or the end, changes nothing any more. */
  private generation = 0;
  private closed = false;

  constructor(parts: WorldParts) {
    const { simulator, records, clock } = parts;
    const flush = (): void => this.flush();
    this.parts = parts;
    this.simulator = simulator;
    this.happened = new Journal(new Mask(Object.values(simulator.credentials)), simulator.book_kinds);
    this.faults = new FaultRules(records, simulator.operations ?? [], flush);
    const perform = (id: string, task: Json): Promise<void> => this.perform(id, task);
    this.tasks = new DurableTasks({ records, kind: "_task" }, clock, perform);
    const passOn = (id: string, request: HttpRequest): Promise<void> => this.passOn(id, request);
    this.callbacks = new Callbacks({ ...parts, faults: this.faults, perform: passOn });
    const beginAnew = (begin: () => void): void =>
      this.beginAnew(() => {
        begin();
        this.resume();
      });
    this.snapshots = new Snapshots({ records, now: () => clock.now(), beginAnew, changed: flush });
  }

  /** Goes on where the records stand, or begins a new world if they are empty. */
  start(): void {
    if (this.parts.records.size === 0) this.seed();
    else this.resume();
    this.flush();
  }

  async handle(request: SimulatedRequest): Promise<Delivered> {
    const happening = this.begin({ call: request });
    const fault = this.faults.strikeCall(request);
    if (fault === undefined) return await this.simulate(happening, request);
    happening.faults.push({ id: fault.id, kind: fault.kind });
    const answer = await answerWithFault(fault, {
      wait: (ms) => this.hostFor(happening).wait(ms),
      handle: () => this.simulate(happening, request),
    });
    if (happening.end === null) this.happened.end(happening, "unheard");
    this.flush();
    return answer;
  }

  async act(phone_number: string, act: PhoneAct): Promise<PhoneState | null> {
    return await this.change({ act, phone_number }, (host) => this.simulator.act(host, phone_number, act));
  }

  /** Puts a phone into the case of a magic value. False where the simulator knows no such case for a phone. */
  async play(name: string, phone_number: string): Promise<boolean> {
    const { simulator } = this;
    return await this.change(
      { act: name, phone_number },
      (host) => simulator.play?.(host, name, phone_number) ?? false,
    );
  }

  /** False where there is no such wallet. */
  async setBalance(wallet: string, balance_minor: string): Promise<boolean> {
    const { simulator } = this;
    const act = `balance ${balance_minor}`;
    return await this.change(
      { act, wallet },
      (host) => simulator.setBalance?.(host, wallet, balance_minor) ?? false,
    );
  }

  books(): readonly BookEntry[] {
    return this.simulator.books(this.onlooker());
  }

  phones(): readonly PhoneState[] {
    return this.simulator.phones(this.onlooker());
  }

  wallets(): readonly WalletState[] {
    return this.simulator.wallets?.(this.onlooker()) ?? [];
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
    this.leave();
    this.closed = true;
    log?.append({ at_ms: clock.now(), changes: [] });
    log?.close();
  }

  private beginAnew(begin: () => void): void {
    this.leave();
    this.snapshots.clearOthers();
    begin();
    this.flush();
  }

  private leave(): void {
    this.generation++;
    this.tasks.withdraw();
    this.callbacks.withdraw();
  }

  private resume(): void {
    this.tasks.resume();
    this.callbacks.resume();
  }

  private seed(): void {
    this.simulator.seed(this.onlooker());
  }

  private async simulate(
    happening: Happening,
    request: SimulatedRequest,
  ): Promise<SimulatedAnswer | "hang" | "reset"> {
    try {
      const answer = await this.simulator.handle(this.hostFor(happening), request);
      this.flush();
      this.happened.end(happening, answer);
      return answer;
    } catch (problem) {
      const body = `The sandbox failed: ${this.fail(happening, problem)}`;
      return { status: 500, headers: { "content-type": "text/plain" }, body };
    }
  }

  private async change<Answer>(
    cause: Happening["cause"],
    how: (host: SimulatorHost) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const happening = this.begin(cause);
    const answer = await how(this.hostFor(happening));
    this.flush();
    this.happened.end(happening, "done");
    return answer;
  }

  /** The task goes from the records together with what it changed last, so that a kill leaves both or neither. */
  private async perform(id: string, task: Json): Promise<void> {
    const { generation } = this;
    const happening = this.begin({ task });
    try {
      await this.simulator.perform(this.hostFor(happening), task);
    } catch (problem) {
      this.fail(happening, problem);
    }
    if (generation === this.generation) this.finish(happening, () => this.tasks.finish(id));
  }

  /** The same for a callback that a fault held back. */
  private async passOn(id: string, request: HttpRequest): Promise<void> {
    const happening = this.begin({ passed_on: "callback" });
    await this.callbacks.passOn(id, request, this.sendingOf(happening));
    this.finish(happening, () => undefined);
  }

  private finish(happening: Happening, last: () => void): void {
    try {
      last();
      this.flush();
      if (happening.end === null) this.happened.end(happening, "done");
    } catch (problem) {
      this.fail(happening, problem);
    }
  }

  private begin(cause: Happening["cause"]): Happening {
    return this.happened.begin(this.parts.clock.now(), cause);
  }

  /** For what leaves no entry in the journal. */
  private onlooker(): SimulatorHost {
    return this.hostFor({ thoughts: [], codes: [], changes: [], faults: [], sent: [] });
  }

  private hostFor(
    happening: Pick<Happening, "thoughts" | "codes" | "changes" | "faults" | "sent">,
  ): SimulatorHost {
    const sending = this.sendingOf(happening);
    const setting = (name: string): Json | undefined => this.parts.records.get(SETTING, name);
    return lendHost(
      {
        ...this.parts,
        tasks: this.tasks,
        send: (request) => this.callbacks.send(request, sending),
        setting,
        flush: () => this.flush(),
        isCurrent: sending.isCurrent,
      },
      happening,
    );
  }

  private sendingOf(happening: Sending["happening"]): Sending {
    const { generation, simulator } = this;
    const contradict = (request: HttpRequest): HttpRequest | null =>
      simulator.contradict?.(this.onlooker(), request) ?? null;
    return { happening, isCurrent: () => generation === this.generation, contradict };
  }

  /** In one line: what belongs together is written whole or not at all. */
  private flush(): void {
    if (this.closed) return;
    const { log, records, clock } = this.parts;
    records.flush((changes) => log?.append({ at_ms: clock.now(), changes }));
  }

  private fail(happening: Happening, problem: unknown): string {
    const failed = problem instanceof Error ? problem.message : String(problem);
    this.parts.report(`A simulator failed: ${problem instanceof Error ? (problem.stack ?? failed) : failed}`);
    this.happened.end(happening, { failed });
    return failed;
  }
}
