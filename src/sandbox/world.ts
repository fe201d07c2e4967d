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
import { Journal, type JournalEntry } from "./journal.ts";
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
  /** Told of every mistake of a simulator, in one sentence. */
  readonly report: (problem: string) => void;
}

export type Settings = Readonly<Record<string, Json>>;

/** Kinds of records that are the sandbox's own. */
const TASK = "_task";
const SETTING = "_setting";

/** A task as it is kept until it has been performed. */
type Task = { readonly due_at: number; readonly task: Json };

type Happening = ReturnType<Journal["begin"]>;

/** One simulator with all that surrounds it: its records, what it still has to do, its switches and its journal. */
export class World {
  readonly simulator: Simulator;
  private readonly parts: WorldParts;
  private readonly happened: Journal;
  /** Takes back the alarm of each task that is waiting. */
  private readonly alarms = new Map<string, () => void>();
  private scheduled = 0;
  /** Whoever began in an earlier one, before a reset or the end, changes nothing any more. */
  private generation = 0;

  constructor(parts: WorldParts) {
    this.parts = parts;
    this.simulator = parts.simulator;
    this.happened = new Journal(new Mask(Object.values(parts.simulator.credentials)));
  }

  /** Goes on where the records stand, or begins a new world if they are empty. */
  start(): void {
    if (this.parts.records.size === 0) this.seed();
    for (const [id, { due_at, task }] of this.parts.records.all<Task>(TASK)) {
      this.scheduled = Math.max(this.scheduled, Number(id));
      this.arm(id, { due_at, task });
    }
  }

  async handle(request: SimulatedRequest): Promise<SimulatedAnswer | "hang" | "reset"> {
    const happening = this.happened.begin(this.parts.clock.now(), { call: request });
    try {
      const answer = await this.simulator.handle(this.hostFor(happening), request);
      this.flush();
      happening.end = answer;
      return answer;
    } catch (problem) {
      const failed = this.fail(happening, problem);
      return {
        status: 500,
        headers: { "content-type": "text/plain" },
        body: `The sandbox failed: ${failed}`,
      };
    }
  }

  async act(phone_number: string, act: PhoneAct): Promise<PhoneState | null> {
    const happening = this.happened.begin(this.parts.clock.now(), { act, phone_number });
    try {
      const state = await this.simulator.act(this.hostFor(happening), phone_number, act);
      this.flush();
      happening.end = "done";
      return state;
    } catch (problem) {
      this.fail(happening, problem);
      throw problem;
    }
  }

  books(): readonly BookEntry[] {
    return this.simulator.books(this.onlooker());
  }

  phones(): readonly PhoneState[] {
    return this.simulator.phones(this.onlooker());
  }

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
    this.leave();
    this.parts.log?.close();
  }

  private leave(): void {
    this.generation++;
    for (const withdraw of this.alarms.values()) withdraw();
    this.alarms.clear();
  }

  private seed(): void {
    this.simulator.seed(this.onlooker());
    this.flush();
  }

  /** A host for what leaves no line in the journal. */
  private onlooker(): SimulatorHost {
    return this.hostFor({ thoughts: [], sent: [] });
  }

  private hostFor(happening: Pick<Happening, "thoughts" | "sent">): SimulatorHost {
    const { clock, random, records, sender } = this.parts;
    const { generation } = this;
    const ifCurrent = (change: () => void): void => {
      if (generation === this.generation) change();
    };
    return {
      now: () => clock.now(),
      random,
      records: {
        get: (kind, id) => records.get(kind, id),
        all: (kind) => records.all(kind),
        put: (kind, id, document) => ifCurrent(() => records.put(ownKind(kind), id, document)),
        remove: (kind, id) => ifCurrent(() => records.remove(ownKind(kind), id)),
      },
      schedule: (due_at, task) => ifCurrent(() => this.schedule({ due_at, task })),
      wait: (ms) => new Promise((resolve) => clock.at(clock.now() + ms, resolve)),
      send: async (request) => {
        // Nobody may hear of something that a kill could still undo.
        ifCurrent(() => this.flush());
        const line: Happening["sent"][number] = { request, exchange: null };
        happening.sent.push(line);
        line.exchange = await sender.send(request);
        return line.exchange;
      },
      note: (thought) => {
        happening.thoughts.push(thought);
      },
      setting: (name) => records.get(SETTING, name),
    };
  }

  private schedule(task: Task): void {
    const id = String(++this.scheduled);
    this.parts.records.put(TASK, id, task);
    this.arm(id, task);
  }

  private arm(id: string, task: Task): void {
    this.alarms.set(
      id,
      this.parts.clock.at(task.due_at, () => this.perform(id, task.task)),
    );
  }

  /** The task goes from the records together with what it changed last, so that a kill leaves both or neither. */
  private async perform(id: string, task: Json): Promise<void> {
    const { generation } = this;
    const happening = this.happened.begin(this.parts.clock.now(), { task });
    try {
      await this.simulator.perform(this.hostFor(happening), task);
      happening.end = "done";
    } catch (problem) {
      this.fail(happening, problem);
    }
    if (generation !== this.generation) return;
    this.alarms.delete(id);
    this.parts.records.remove(TASK, id);
    this.tryFlush(happening);
  }

  private flush(): void {
    const { log, records, clock } = this.parts;
    records.flush((changes) => log?.append({ at_ms: clock.now(), changes }));
  }

  private tryFlush(happening: Happening): void {
    try {
      this.flush();
    } catch (problem) {
      this.fail(happening, problem);
    }
  }

  private fail(happening: Happening, problem: unknown): string {
    const failed = problem instanceof Error ? problem.message : String(problem);
    happening.end = { failed };
    this.parts.report(`A simulator failed: ${problem instanceof Error ? (problem.stack ?? failed) : failed}`);
    return failed;
  }
}

function ownKind(kind: string): string {
  if (kind.startsWith("_"))
    throw new Error(`A simulator cannot keep records of the kind ${kind}; that name is the sandbox's.`);
  return kind;
}
