import { decide } from "../../src/core/decide/decide.ts";
import { type Attempt, lastAttempt, type Operation, type Terms } from "../../src/core/operation.ts";
import { ImaginaryProvider, type Manner, type Surroundings } from "./imaginary-provider.ts";
import { born, newOperation, SECOND, submitNumber, timed, type Untimed } from "./operations.ts";
import type { Step } from "./random-histories.ts";

/** More steps than any life needs: whoever takes them goes round in circles. */
const STEPS_MAX = 300;

/**
 * One operation, its provider, its merchant and an engine that makes a call only when `decide` says so. Chance comes
 * from a list of numbers; where it has run out everything goes well, so that each life comes to rest.
 */
export class ImaginaryWorld implements Surroundings {
  readonly steps: Step[] = [];
  readonly provider: ImaginaryProvider;
  operation: Operation;
  /** How often the provider was asked. */
  inquiries = 0;
  #now = born;
  /** The engine does one thing for an operation at a time, and waits for its answer. */
  #busy = false;
  readonly #manner: Manner;
  readonly #agenda: { readonly at: number; readonly happen: () => void }[] = [];
  readonly #chance: number[];

  constructor(terms: Partial<Terms>, manner: Manner, chance: readonly number[]) {
    this.operation = newOperation(terms);
    this.provider = new ImaginaryProvider(manner, this);
    this.#manner = manner;
    this.#chance = [...chance];
  }

  draw(below: number): number {
    return (this.#chance.shift() ?? 0) % below;
  }

  later(in_ms: number, happen: () => void): void {
    this.#agenda.push({ at: this.#now + in_ms, happen });
  }

  deliver(event: Untimed): void {
    this.#happens(
      event.type === "found" ? `${event.finding.evidence}: ${event.finding.reading.rule}` : event.type,
      event,
    );
  }

  live(): void {
    while (this.#step()) {
      if (this.steps.length > STEPS_MAX) throw new Error("It goes round in circles.");
    }
  }

  /** Does what is due first; false where nothing is. */
  #step(): boolean {
    this.#agenda.sort((a, b) => a.at - b.at);
    const [first] = this.#agenda;
    const next = this.#busy ? null : this.operation.memory.next;
    if (next !== null && (first === undefined || next.at <= first.at)) {
      this.#now = Math.max(this.#now, next.at);
      this.#act(next.do);
      return true;
    }
    if (first === undefined) return false;
    this.#agenda.shift();
    this.#now = first.at;
    first.happen();
    return true;
  }

  #act(what: "attempt" | "inquire" | "give_up"): void {
    switch (what) {
      case "attempt":
        this.#call();
        break;
      case "inquire":
        this.inquiries += 1;
        this.#exchange(this.provider.ask(submitNumber(this.operation)));
        break;
      case "give_up":
        this.deliver({ type: "deadline_passed" });
    }
  }

  #call(): void {
    const { only_confirm_charges } = this.#manner;
    this.deliver({ type: "attempt_began", ...(only_confirm_charges && { only_confirm_charges }) });
    const attempt = lastAttempt(this.operation);
    if (attempt?.state !== "sending") return;
    const end = this.provider.call(attempt.kind, attempt.number, submitNumber(this.operation));
    if (this.draw(4) === 3) this.#takeOver(attempt, end);
    else this.#exchange(end);
  }

  /** The node that made the call stands still, and another gives the call up. When the first goes on, it tells what it knows. */
  #takeOver({ number }: Attempt, end: Untimed): void {
    this.#exchange({ type: "attempt_silent", attempt: number, cause: "taken over" });
    this.later((40 + this.draw(100)) * SECOND, () => this.deliver(end));
  }

  /** The end of a call reaches us a little later, when other messages may have come. */
  #exchange(end: Untimed): void {
    this.#busy = true;
    this.later(this.draw(40) * SECOND, () => {
      this.#busy = false;
      this.deliver(end);
    });
  }

  #happens(name: string, untimed: Untimed): void {
    const event = timed(this.operation, untimed, this.#now);
    const before = this.operation;
    const decision = decide(before, event);
    this.operation = decision.operation;
    this.steps.push({ name, before, event, decision });
  }
}
