import type { Json, SimulatorHost } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import type { DurableTasks } from "./durable-tasks.ts";
import type { Happening } from "./journal.ts";
import type { Sender } from "./outgoing.ts";
import type { ChangingRecords } from "./records.ts";

export interface HostParts {
  readonly clock: SandboxClock;
  readonly random: (below: number) => number;
  readonly records: ChangingRecords;
  readonly tasks: DurableTasks;
  readonly sender: Sender;
  readonly setting: (name: string) => Json | undefined;
  /** Writes down what was changed so far. */
  readonly flush: () => void;
  /** False once the world for which the host was made has ended: then nothing is changed any more. */
  readonly isCurrent: () => boolean;
}

/** What a simulator is lent while it deals with one happening. */
export function lendHost(parts: HostParts, happening: Pick<Happening, "thoughts" | "sent">): SimulatorHost {
  const { clock, random, records, tasks, sender, setting, flush, isCurrent } = parts;
  const change = (how: () => void): void => {
    if (isCurrent()) how();
  };
  return {
    now: () => clock.now(),
    random,
    records: {
      get: (kind, id) => records.get(kind, id),
      all: (kind) => records.all(kind),
      put: (kind, id, document) => change(() => records.put(ownKind(kind), id, document)),
      remove: (kind, id) => change(() => records.remove(ownKind(kind), id)),
    },
    schedule: (due_at, task) => change(() => tasks.schedule(due_at, task)),
    wait: (ms) => {
      change(flush);
      return new Promise((resolve) => clock.at(clock.now() + ms, resolve));
    },
    send: async (request) => {
      // Nobody may hear of something that a kill could still undo.
      change(flush);
      const line: Happening["sent"][number] = { request, exchange: null };
      happening.sent.push(line);
      line.exchange = await sender.send(request);
      return line.exchange;
    },
    note: (thought) => {
      happening.thoughts.push(thought);
    },
    setting,
  };
}

function ownKind(kind: string): string {
  if (!kind.startsWith("_")) return kind;
  throw new Error(`A simulator cannot keep records of the kind ${kind}; that name is the sandbox's.`);
}
