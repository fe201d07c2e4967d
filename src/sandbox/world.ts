import type {
  BookEntry,
  Json,
  PhoneAct,
  PhoneState,
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import { DurableTasks } from "./durable-tasks.ts";
import { lendHost } from "./host.ts";
import { type Happening, Journal, type JournalEntry } from "./journal.ts";
import { Mask } from "./mask.ts";
import type { Sender } from "./outgoing.ts";
import type { RecordLog } from "./record-log.ts";
import type { ChangingRecords } from "./records.ts";

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

/** One simulator with all that surrounds it: its records, what it still has to do, its settings and its journal. */
export class World {
  readonly simulator: Simulator;
  private readonly parts: WorldParts;
  private readonly happened: Journal;
  private readonly tasks: DurableTasks;
  /** Whoever began in an earlier one, before a reset or the end, changes nothing any more. */
  private generation = 0;
  private closed = false;

  constructor(parts: WorldParts) {
    this.parts = parts;
    this.simulator = parts.simulator;
    this.happened = new Journal(new Mask(Object.values(parts.simulator.credentials)));
    this.tasks = new DurableTasks(parts.records, parts.clock, (id, task) => this.perform(id, task));
  }

  /** Goes on where the records stand, or begins a new world if they are empty. */
  start(): void {
    if (this.parts.records.size === 0) this.seed();
    else this.tasks.resume();
  }

  async handle(request: SimulatedRequest): Promise<SimulatedAnswer | "hang" | "reset"> {
    const happening = this.begin({ call: request });
    try {
      const answer = await this.simulator.handle(this.hostFor(happening), request);
      this.flush();
      happening.end = answer;
      return answer;
    } catch (problem) {
      const body = `The sandbox failed: ${this.fail(happening, problem)}`;
      return { status: 500, headers: { "content-type": "text/plain" }, body };
    }
  }

  async act(phone_number: string, act: PhoneAct): Promise<PhoneState | null> {
    const happening = this.begin({ act, phone_number });
    const state = await this.simulator.act(this.hostFor(happening), phone_number, act);
    this.flush();
    happening.end = "done";
    return state;
  }

  books(): readonly BookEntry[] {
    return this.simulator.books(this.onlooker());
  }

  phones(): readonly PhoneState[] {
    return this.simulator.phones(this.onlooker());
  }

  /** The latest `limit` entries, oldest first. */
  journal(limit: number): readonly JournalEntry[] {
    return this.happened.read(limit);
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

  /** Forgets everything, settings too, and begins a new world. */
  reset(): void {
    this.leave();
    this.happened.clear();
    this.parts.records.clear();
    this.seed();
  }

  /** Ends as a killed process would: what is under way stays to be done after the next start. */
  close(): void {
    this.flush();
    this.leave();
    this.closed = true;
    this.parts.log?.close();
  }

  private leave(): void {
    this.generation++;
    this.tasks.withdraw();
  }

  private seed(): void {
    this.simulator.seed(this.onlooker());
    this.flush();
  }

  /** The task goes from the records together with what it changed last, so that a kill leaves both or neither. */
  private async perform(id: string, task: Json): Promise<void> {
    const { generation } = this;
    const happening = this.begin({ task });
    try {
      await this.simulator.perform(this.hostFor(happening), task);
      happening.end = "done";
    } catch (problem) {
      this.fail(happening, problem);
    }
    if (generation === this.generation) this.finish(id, happening);
  }

  private finish(id: string, happening: Happening): void {
    try {
      this.tasks.finish(id);
      this.flush();
    } catch (problem) {
      this.fail(happening, problem);
    }
  }

  private begin(cause: Happening["cause"]): Happening {
    return this.happened.begin(this.parts.clock.now(), cause);
  }

  /** For what leaves no entry in the journal. */
  private onlooker(): SimulatorHost {
    return this.hostFor({ thoughts: [], sent: [] });
  }

  private hostFor(happening: Pick<Happening, "thoughts" | "sent">): SimulatorHost {
    const { generation, tasks } = this;
    const isCurrent = (): boolean => generation === this.generation;
    const setting = (name: string): Json | undefined => this.parts.records.get(SETTING, name);
    return lendHost({ ...this.parts, tasks, setting, flush: () => this.flush(), isCurrent }, happening);
  }

  /** In one line: what belongs together is written whole or not at all. */
  private flush(): void {
    if (this.closed) return;
    const { log, records, clock } = this.parts;
    records.flush((changes) => log?.append({ at_ms: clock.now(), changes }));
  }

  private fail(happening: Happening, problem: unknown): string {
    const failed = problem instanceof Error ? problem.message : String(problem);
    happening.end = { failed };
    this.parts.report(`A simulator failed: ${problem instanceof Error ? (problem.stack ?? failed) : failed}`);
    return failed;
  }
}
