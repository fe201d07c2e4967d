import type { AttemptKind } from "../../src/core/operation.ts";
import type { Reading } from "../../src/core/outcome.ts";
import { found, says } from "./messages.ts";
import { SECOND, type Untimed } from "./operations.ts";

/** What the provider knows of one submit. `unknown`: it never arrived, or not yet. */
type Truth = "unknown" | "open" | "charged" | "refused" | "withdrawn";

/** What the provider needs of the world: chance, and things that happen later. */
export interface Surroundings {
  /** A whole number below `below`; 0 is the kindest. */
  draw(below: number): number;
  later(in_ms: number, happen: () => void): void;
  deliver(message: Untimed): void;
}

export interface Manner {
  /** What takes the money: one of our calls, or the payer's own act after the submit. */
  readonly charges_on: AttemptKind | "payer";
  /** It is known beforehand that nothing but a confirm charges; left out: nobody says so. */
  readonly only_confirm_charges?: true;
  /** A call that comes again under the name of one that was carried out is not carried out again; left out: it is. */
  readonly knows_again?: true;
  /** Whether it tells by callback, and whether one may believe it. */
  readonly callbacks: "none" | "signed" | "unsigned";
}

const fates = [
  "told",
  "lost answer",
  "strange answer",
  "declined",
  "down",
  "never left",
  "lost",
  "late",
] as const;

/** The reference model: it carries out every call that reaches it, and asks whether it did so before only where it says so. */
export class ImaginaryProvider {
  /** The attempts that charged the payer. More than one is the thing that must never happen. */
  readonly charges: number[] = [];
  readonly #truths = new Map<number, Truth>();
  readonly #carriedOut = new Set<number>();
  readonly #manner: Manner;
  readonly #world: Surroundings;

  constructor(manner: Manner, world: Surroundings) {
    this.#manner = manner;
    this.#world = world;
  }

  truth(submit: number): Truth {
    return this.#truths.get(submit) ?? "unknown";
  }

  /** How the call ends on our side; what it does on theirs is another matter. */
  call(kind: AttemptKind, attempt: number, submit: number): Untimed {
    const fate = fates[this.#world.draw(fates.length)] ?? "told";
    const carryOut = () => this.#carryOut(kind, attempt, submit);
    const answer = (reading: Reading) => found("answer", reading, { attempt, provider_reference: "KLM-1" });
    switch (fate) {
      case "never left":
        return { type: "attempt_not_sent", attempt, cause: fate };
      case "late":
        this.#world.later((1 + this.#world.draw(200)) * SECOND, carryOut);
        return { type: "attempt_silent", attempt, cause: fate };
      case "lost":
        return { type: "attempt_silent", attempt, cause: fate };
      case "lost answer":
        carryOut();
        return { type: "attempt_silent", attempt, cause: fate };
      case "strange answer":
        carryOut();
        return answer(says.unmapped);
      case "down":
        return answer(says.down);
      case "declined":
        if (kind === "submit") this.#become(submit, "refused");
        return answer(says.declined);
      case "told":
        return answer(carryOut());
    }
  }

  ask(submit: number): Untimed {
    const mood = this.#world.draw(5);
    if (mood === 4) return { type: "inquiry_silent", cause: "lost" };
    if (mood === 3) return found("inquiry", says.down, { attempt: submit, about: "call" });
    return found("inquiry", this.#words(submit), { attempt: submit, provider_reference: "KLM-1" });
  }

  #carryOut(kind: AttemptKind, attempt: number, submit: number): Reading {
    const truth = this.truth(submit);
    const { charges_on, knows_again } = this.#manner;
    if (knows_again && this.#carriedOut.has(attempt)) return this.#words(submit);
    this.#carriedOut.add(attempt);
    if (kind === "cancel" && truth === "open") this.#become(submit, "withdrawn");
    // A PIN is for a submit that has arrived: without one there is nothing to be confirmed.
    else if (kind === "confirm" && truth === "unknown") return says.declined;
    else if (kind === charges_on && truth !== "refused" && truth !== "withdrawn")
      this.#charge(attempt, submit);
    else if (kind === "submit") this.#become(submit, "open");
    else return says.declined;
    if (charges_on === "payer")
      this.#world.later(this.#world.draw(150) * SECOND, () => this.#payerActs(submit));
    return this.#words(submit);
  }

  #payerActs(submit: number): void {
    if (this.truth(submit) !== "open") return;
    if (this.#world.draw(2) === 0) this.#charge(submit, submit);
    else this.#become(submit, "refused");
  }

  #charge(attempt: number, submit: number): void {
    this.charges.push(attempt);
    this.#become(submit, "charged");
  }

  #become(submit: number, truth: Truth): void {
    this.#truths.set(submit, truth);
    if (this.#manner.callbacks === "none") return;
    const strength = this.#manner.callbacks === "signed" ? "proof" : "hint";
    const message = found("callback", this.#words(submit), {
      attempt: submit,
      strength,
      provider_reference: "KLM-1",
    });
    for (let copies = 1 - this.#world.draw(2) + this.#world.draw(3); copies > 0; copies -= 1)
      this.#world.later(this.#world.draw(100) * SECOND, () => this.#world.deliver(message));
  }

  #words(submit: number): Reading {
    const prompt = { ...says.prompt, cancellable: true } as const;
    const open = this.#manner.charges_on === "capture" ? says.reserved : prompt;
    const { completed: charged, declined: refused, withdrawn, not_found: unknown } = says;
    return { open, charged, refused, withdrawn, unknown }[this.truth(submit)];
  }
}
