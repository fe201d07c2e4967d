import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Json, Records, SimulatorHost } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import type { DurableTasks } from "./durable-tasks.ts";
import type { Happening } from "./journal.ts";
import type { ChangingRecords } from "./records.ts";

/** What is the same for everything that happens in one world. */
export interface HostParts {
  readonly clock: SandboxClock;
  readonly random: (below: number) => number;
  readonly records: ChangingRecords;
  readonly tasks: DurableTasks;
  readonly setting: (name: string) => Json | undefined;
  /** Writes down what was changed so far. */
  readonly flush: () => void;
}

/** What belongs to one happening. */
export interface Lending {
  readonly happening: Pick<Happening, "thoughts" | "codes" | "changes">;
  /** False once the world for which the host was made has ended: then nothing is changed any more. */
  readonly isCurrent: () => boolean;
  readonly send: (request: HttpRequest) => Promise<Exchange>;
}

/** What a simulator is lent while it deals with one happening. A class, for one is made for every call. */
export class LentHost implements SimulatorHost {
  readonly records: Records;
  private readonly parts: HostParts;
  private readonly lending: Lending;

  constructor(parts: HostParts, lending: Lending) {
    this.parts = parts;
    this.lending = lending;
    this.records = new LentRecords(parts.records, lending);
  }

  now(): number {
    return this.parts.clock.now();
  }

  random(below: number): number {
    return this.parts.random(below);
  }

  schedule(due_at: number, task: Json): void {
    if (this.lending.isCurrent()) this.parts.tasks.schedule(due_at, task);
  }

  wait(ms: number): Promise<void> {
    const { clock } = this.parts;
    this.flush();
    return new Promise((resolve) => clock.at(clock.now() + ms, resolve));
  }

  send(request: HttpRequest): Promise<Exchange> {
    // Nobody may hear of something that a kill could still undo.
    this.flush();
    return this.lending.send(request);
  }

  note(thought: string, code?: string): void {
    const { thoughts, codes } = this.lending.happening;
    thoughts.push(thought);
    if (code !== undefined) codes.push(code);
  }

  setting(name: string): Json | undefined {
    return this.parts.setting(name);
  }

  private flush(): void {
    if (this.lending.isCurrent()) this.parts.flush();
  }
}

class LentRecords implements Records {
  private readonly records: ChangingRecords;
  private readonly lending: Lending;

  constructor(records: ChangingRecords, lending: Lending) {
    this.records = records;
    this.lending = lending;
  }

  get<T extends Json>(kind: string, id: string): T | undefined {
    return this.records.get<T>(kind, id);
  }

  all<T extends Json>(kind: string): readonly (readonly [id: string, document: T])[] {
    return this.records.all<T>(kind);
  }

  put(kind: string, id: string, document: Json): void {
    if (!this.lending.isCurrent()) return;
    this.note(kind, id, document);
    this.records.put(ownKind(kind), id, document);
  }

  remove(kind: string, id: string): void {
    if (!this.lending.isCurrent()) return;
    this.note(kind, id, undefined);
    this.records.remove(ownKind(kind), id);
  }

  private note(kind: string, id: string, after: Json | undefined): void {
    this.lending.happening.changes.push({ kind, id, before: this.records.get(kind, id), after });
  }
}

function ownKind(kind: string): string {
  if (!kind.startsWith("_")) return kind;
  throw new Error(`A simulator cannot keep records of the kind ${kind}; that name is the sandbox's.`);
}
