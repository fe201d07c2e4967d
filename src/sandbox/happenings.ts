import type { HttpRequest } from "../connector/http.ts";
import type {
  Json,
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../connector/simulator.ts";
import { Callbacks, type Sending } from "./callbacks.ts";
import type { SandboxClock } from "./clock.ts";
import { DurableTasks } from "./durable-tasks.ts";
import type { CallFault } from "./faults/fault.ts";
import type { FaultRules } from "./faults/fault-rules.ts";
import { answerWithFault, type Delivered } from "./faults/faulty-answer.ts";
import { type HostParts, LentHost } from "./host.ts";
import type { Happening, Journal } from "./journal.ts";
import type { Sender } from "./outgoing.ts";
import type { ChangingRecords } from "./records.ts";

interface HappeningsParts {
  readonly simulator: Simulator;
  readonly records: ChangingRecords;
  readonly clock: SandboxClock;
  readonly random: (below: number) => number;
  readonly sender: Sender;
  /** Told of every mistake of a simulator. */
  readonly report: (problem: string) => void;
  readonly journal: Journal;
  readonly faults: FaultRules;
  readonly setting: (name: string) => Json | undefined;
  /** Writes down what was changed so far, in one line: what belongs together is written whole or not at all. */
  readonly flush: () => void;
}

/** Whatever a simulator is given to do: calls, tasks that it put off and acts of people. Each has its line in the journal. */
export class Happenings {
  private readonly parts: HappeningsParts;
  private readonly tasks: DurableTasks;
  private readonly callbacks: Callbacks;
  private readonly hostParts: HostParts;
  /** Whoever began in an earlier one, before a reset or the end, changes nothing any more. */
  private generation = 0;

  constructor(parts: HappeningsParts) {
    const { records, clock } = parts;
    this.parts = parts;
    const perform = (id: string, task: Json): Promise<void> => this.perform(id, task);
    this.tasks = new DurableTasks({ records, kind: "_task" }, clock, perform);
    const passOn = (id: string, request: HttpRequest): Promise<void> => this.passOn(id, request);
    this.callbacks = new Callbacks({ ...parts, perform: passOn });
    const { random, setting, flush } = parts;
    this.hostParts = { clock, random, records, setting, flush, tasks: this.tasks };
  }

  /** Takes up what the records say is still to be done. */
  resume(): void {
    this.tasks.resume();
    this.callbacks.resume();
  }

  /** Does no more of it, and lets nobody who is still at work change anything. */
  leave(): void {
    this.generation++;
    this.tasks.withdraw();
    this.callbacks.withdraw();
  }

  call(request: SimulatedRequest): Promise<Delivered> {
    const happening = this.begin({ call: request });
    const fault = this.parts.faults.strikeCall(request);
    if (fault === undefined) return this.simulate(happening, request);
    happening.faults.push({ id: fault.id, kind: fault.kind });
    return this.simulateWithFault(fault, happening, request);
  }

  async act<Answer>(
    cause: Happening["cause"],
    how: (host: SimulatorHost) => Answer | Promise<Answer>,
  ): Promise<Answer> {
    const happening = this.begin(cause);
    const answer = await how(this.hostFor(happening));
    this.parts.flush();
    this.parts.journal.end(happening, "done");
    return answer;
  }

  /** For what leaves no entry in the journal. */
  onlooker(): SimulatorHost {
    return this.hostFor({ thoughts: [], codes: [], changes: [], faults: [], sent: [] });
  }

  private async simulateWithFault(
    fault: CallFault,
    happening: Happening,
    request: SimulatedRequest,
  ): Promise<Delivered> {
    const answer = await answerWithFault(fault, {
      wait: (ms) => this.hostFor(happening).wait(ms),
      handle: () => this.simulate(happening, request),
    });
    if (happening.end === null) this.parts.journal.end(happening, "unheard");
    this.parts.flush();
    return answer;
  }

  private async simulate(
    happening: Happening,
    request: SimulatedRequest,
  ): Promise<SimulatedAnswer | "hang" | "reset"> {
    const { simulator, journal, flush } = this.parts;
    try {
      const answer = await simulator.handle(this.hostFor(happening), request);
      flush();
      journal.end(happening, answer);
      return answer;
    } catch (problem) {
      const body = `The sandbox failed: ${this.fail(happening, problem)}`;
      return { status: 500, headers: { "content-type": "text/plain" }, body };
    }
  }

  /** The task goes from the records together with what it changed last, so that a kill leaves both or neither. */
  private async perform(id: string, task: Json): Promise<void> {
    const { generation } = this;
    const happening = this.begin({ task });
    try {
      await this.parts.simulator.perform(this.hostFor(happening), task);
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
      this.parts.flush();
      if (happening.end === null) this.parts.journal.end(happening, "done");
    } catch (problem) {
      this.fail(happening, problem);
    }
  }

  private begin(cause: Happening["cause"]): Happening {
    return this.parts.journal.begin(this.parts.clock.now(), cause);
  }

  private hostFor(
    happening: Pick<Happening, "thoughts" | "codes" | "changes" | "faults" | "sent">,
  ): SimulatorHost {
    const sending = this.sendingOf(happening);
    const { isCurrent } = sending;
    const send: SimulatorHost["send"] = (request) => this.callbacks.send(request, sending);
    return new LentHost(this.hostParts, { happening, isCurrent, send });
  }

  private sendingOf(happening: Sending["happening"]): Sending {
    const { generation } = this;
    const contradict = (request: HttpRequest): HttpRequest | null =>
      this.parts.simulator.contradict?.(this.onlooker(), request) ?? null;
    return { happening, isCurrent: () => generation === this.generation, contradict };
  }

  private fail(happening: Happening, problem: unknown): string {
    const failed = problem instanceof Error ? problem.message : String(problem);
    const { report, journal } = this.parts;
    report(`A simulator failed: ${problem instanceof Error ? (problem.stack ?? failed) : failed}`);
    journal.end(happening, { failed });
    return failed;
  }
}
