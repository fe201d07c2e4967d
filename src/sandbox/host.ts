import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Json, SimulatorHost } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import type { DurableTasks } from "./durable-tasks.ts";
import type { Happening } from "./journal.ts";
import type { ChangingRecords } from "./records.ts";

export interface HostParts {
  readonly clock: SandboxClock;
  readonly random: (below: number) => number;
  readonly records: ChangingRecords;
  readonly tasks: DurableTasks;
  readonly send: (request: HttpRequest) => Promise<Exchange>;
  readonly setting: (name: string) => Json | undefined;
  /** Writes down what was changed so far. */
  readonly flush: () => void;
  /** False once the world for which the host was made has ended: then nothing is changed any more. */
  readonly isCurrent: () => boolean;
}

/** What a simulator is lent while it deals with one happening. */
export function lendHost(
  parts: HostParts,
  happening: Pick<Happening, "thoughts" | "codes" | "changes">,
): SimulatorHost {
  const { clock, random, records, tasks, send, setting, flush, isCurrent } = parts;
  const change = (how: () => void): void => {
    if (isCurrent()) how();
  };
  const write = (kind: string, id: string, after: Json | undefined): void => {
    happening.changes.push({ kind, id, before: records.get(kind, id), after });
    if (after === undefined) records.remove(ownKind(kind), id);
    else records.put(ownKind(kind), id, after);
  };
  return {
    now: () => clock.now(),
    random,
    records: {
      get: (kind, id) => records.get(kind, id),
      all: (kind) => records.all(kind),
      put: (kind, id, document) => change(() => write(kind, id, document)),
      remove: (kind, id) => change(() => write(kind, id, undefined)),
    },
    schedule: (due_at, task) => change(() => tasks.schedule(due_at, task)),
    wait: (ms) => {
      change(flush);
      return new Promise((resolve) => clock.at(clock.now() + ms, resolve));
    },
    send: (request) => {
      // Nobody may hear of something that a kill could still undo.
      change(flush);
      return send(request);
    },
    note: (thought, code) => {
      happening.thoughts.push(thought);
      if (code !== undefined) happening.codes.push(code);
    },
    setting,
  };
}

function ownKind(kind: string): string {
  if (!kind.startsWith("_")) return kind;
  throw new Error(`A simulator cannot keep records of the kind ${kind}; that name is the sandbox's.`);
}
