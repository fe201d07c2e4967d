import type { Json, Records } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";

/** As it is kept until it has been performed. */
type Task = { readonly due_at: number; readonly task: Json };

const KIND = "_task";

/** What a simulator has put off: kept in the records, so that a restart takes it up again. */
export class DurableTasks {
  private readonly records: Records;
  private readonly clock: SandboxClock;
  private readonly perform: (id: string, task: Json) => Promise<void>;
  /** Takes back the alarm of each task that is waiting. */
  private readonly alarms = new Map<string, () => void>();
  private scheduled = 0;

  /** `perform` must not throw, and must call `finish` in the end. */
  constructor(records: Records, clock: SandboxClock, perform: (id: string, task: Json) => Promise<void>) {
    this.records = records;
    this.clock = clock;
    this.perform = perform;
  }

  /** Takes up what the records hold. */
  resume(): void {
    for (const [id, task] of this.records.all<Task>(KIND)) {
      this.scheduled = Math.max(this.scheduled, Number(id));
      this.arm(id, task);
    }
  }

  schedule(due_at: number, task: Json): void {
    const id = String(++this.scheduled);
    this.records.put(KIND, id, { due_at, task } satisfies Task);
    this.arm(id, { due_at, task });
  }

  finish(id: string): void {
    this.alarms.delete(id);
    this.records.remove(KIND, id);
  }

  /** Leaves everything in the records and does none of it. */
  withdraw(): void {
    for (const withdraw of this.alarms.values()) withdraw();
    this.alarms.clear();
  }

  private arm(id: string, { due_at, task }: Task): void {
    this.alarms.set(
      id,
      this.clock.at(due_at, () => this.perform(id, task)),
    );
  }
}
