import type { Exchange, HttpRequest } from "../connector/http.ts";
import type { Json } from "../connector/simulator.ts";
import type { SandboxClock } from "./clock.ts";
import { DurableTasks } from "./durable-tasks.ts";
import type { CallbackFault } from "./faults/fault.ts";
import type { FaultRules } from "./faults/fault-rules.ts";
import { alter, forge } from "./faults/spoilt-message.ts";
import type { Happening } from "./journal.ts";
import type { Sender } from "./outgoing.ts";
import type { ChangingRecords } from "./records.ts";

/** Where a message stands in the journal, and whether the world that it came from is still there. */
export interface Sending {
  readonly happening: Pick<Happening, "thoughts" | "faults" | "sent">;
  readonly isCurrent: () => boolean;
  /** What the provider would say to tell the opposite; null where it cannot be told. */
  readonly contradict: (request: HttpRequest) => HttpRequest | null;
}

interface CallbacksParts {
  readonly sender: Sender;
  readonly faults: FaultRules;
  readonly records: ChangingRecords;
  readonly clock: SandboxClock;
  /** Passes on what was held back; must not throw, and must call `passOn`. */
  readonly perform: (id: string, request: HttpRequest) => Promise<void>;
}

/** The way of one world's messages to the merchant, with all that can go wrong on it. */
export class Callbacks {
  private readonly parts: CallbacksParts;
  /** Messages that come later than they were sent. */
  private readonly held: DurableTasks;
  /** Those of them that only wait for another one to go first. */
  private readonly overtakable = new Set<string>();

  constructor(parts: CallbacksParts) {
    this.parts = parts;
    const storage = { records: parts.records, kind: "_held_callback" };
    this.held = new DurableTasks(storage, parts.clock, (id, task) => parts.perform(id, readRequest(task)));
  }

  resume(): void {
    this.held.resume();
  }

  withdraw(): void {
    this.held.withdraw();
    this.overtakable.clear();
  }

  /** What a simulator sends, whether it is a message or a test of the URL. */
  async send(request: HttpRequest, sending: Sending): Promise<Exchange> {
    const passing = { method: request.method, path: URL.parse(request.url)?.pathname ?? "/" };
    if (!sending.isCurrent() || this.parts.faults.isProbe(passing)) return await this.carry(request, sending);
    const rule = this.parts.faults.strikeCallback(passing);
    if (rule === undefined) return await this.sendAndLetOthersFollow(request, sending);
    sending.happening.faults.push({ id: rule.id, kind: rule.kind });
    return await this.sendWithFault(rule, request, sending);
  }

  /** Sends what was held back, and has done with it. */
  async passOn(id: string, request: HttpRequest, sending: Sending): Promise<void> {
    this.overtakable.delete(id);
    await this.carry(request, sending);
    if (sending.isCurrent()) this.held.finish(id);
  }

  private async sendWithFault(
    fault: CallbackFault,
    request: HttpRequest,
    sending: Sending,
  ): Promise<Exchange> {
    switch (fault.kind) {
      case "drop_callback":
        return fault.acknowledged
          ? ACKNOWLEDGED
          : { end: "no_answer", cause: "The message was lost on its way." };
      case "delay_callback":
        this.hold(request, fault.ms);
        return ACKNOWLEDGED;
      case "double_callback":
        this.hold(request, fault.ms);
        return await this.carry(request, sending);
      case "reorder_callbacks":
        // One of two has to go first.
        if (this.overtakable.size > 0) return await this.sendAndLetOthersFollow(request, sending);
        this.overtakable.add(this.hold(request, fault.ms));
        return ACKNOWLEDGED;
      case "alter_callback":
        return await this.carry(alter(request, fault.find, fault.replace), sending);
      case "forge_callback":
        await this.carry(forge(sending.contradict(request) ?? request), sending);
        return await this.carry(request, sending);
      case "contradict_callback":
        return await this.sendWithContradiction(request, sending);
    }
  }

  private async sendWithContradiction(request: HttpRequest, sending: Sending): Promise<Exchange> {
    const exchange = await this.carry(request, sending);
    const opposite = sending.contradict(request);
    if (opposite === null)
      sending.happening.thoughts.push("The simulator knows no opposite of this message.");
    else await this.carry(opposite, sending);
    return exchange;
  }

  private async sendAndLetOthersFollow(request: HttpRequest, sending: Sending): Promise<Exchange> {
    const exchange = await this.carry(request, sending);
    if (!sending.isCurrent()) return exchange;
    for (const id of this.overtakable) this.held.bringForward(id);
    this.overtakable.clear();
    return exchange;
  }

  private async carry(request: HttpRequest, { happening }: Sending): Promise<Exchange> {
    const line: Happening["sent"][number] = { request, exchange: null };
    happening.sent.push(line);
    line.exchange = await this.parts.sender.send(request);
    return line.exchange;
  }

  private hold(request: HttpRequest, ms: number): string {
    return this.held.schedule(this.parts.clock.now() + ms, { ...request });
  }
}

/** Somebody on the way has taken the message and passes it on later, so the provider need not send it again. */
const ACKNOWLEDGED: Exchange = {
  end: "answer",
  answer: { status: 200, headers: {}, body: new Uint8Array() },
};

function readRequest(task: Json): HttpRequest {
  return task as unknown as HttpRequest;
}
