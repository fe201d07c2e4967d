import type { Json, Records } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";

/** As it is kept until it has been performed. */
type Task = { readonly due_at: number; readonly task: Json };

interface Storage {
  readonly records: Records;
  /** The kind of record that the tasks are. */
  readonly kind: string;
}

/** What was put off: kept in the records, so that a restart takes it up again. */
export class DurableTasks {
  private readonly storage: Storage;
  private readonly clock: SandboxClock;
  private readonly perform: (id: string, task: Json) => Promise<void>;
  /** Takes back the alarm of each task that is waiting. */
  private readonly alarms = new Map<string, () => void>();
  private scheduled = 0;

  /** `perform` must not throw, and must call `finish` in the end. */
  constructor(storage: Storage, clock: SandboxClock, perform: (id: string, task: Json) => Promise<void>) {
    this.storage = storage;
    this.clock = clock;
    this.perform = perform;
  }

  /** Takes up what the records hold. */
  resume(): void {
    for (const [id, task] of this.storage.records.all<Task>(this.storage.kind)) {
      this.scheduled = Math.max(this.scheduled, Number(id));
      this.arm(id, task);
    }
  }

  /** Gives the id of the task. */
  schedule(due_at: number, task: Json): string {
    const id = String(++this.scheduled);
    this.put(id, { due_at, task });
    return id;
  }

  /** Makes a task that still waits due at once. */
  bringForward(id: string): void {
    const waiting = this.storage.records.get<Task>(this.storage.kind, id);
    if (waiting === undefined || !this.alarms.has(id)) return;
    this.alarms.get(id)?.();
    this.put(id, { ...waiting, due_at: this.clock.now() });
  }

  finish(id: string): void {
    this.alarms.delete(id);
    this.storage.records.remove(this.storage.kind, id);
  }

  /** Leaves everything in the records and does none of it. */
  withdraw(): void {
    for (const withdraw of this.alarms.values()) withdraw();
    this.alarms.clear();
  }

  private put(id: string, task: Task): void {
    this.storage.records.put(this.storage.kind, id, task);
    this.arm(id, task);
  }

  private arm(id: string, { due_at, task }: Task): void {
    this.alarms.set(
      id,
      this.clock.at(due_at, () => this.perform(id, task)),
    );
  }
}
