import type { Event } from "../../src/core/event.ts";
import { slotOf } from "../../src/core/ids.ts";
import type { SubscriptionEvent } from "../../src/core/subscription-event.ts";
import type { Database } from "../../src/store/database.ts";
import type { Caller } from "../../src/store/keys.ts";
import { listReviews, type Review } from "../../src/store/reviews.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Judge } from "./judge.ts";
import type { SimulatedNode } from "./node.ts";
import type { Scheduler } from "./scheduler.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
/** By then no prompt is open any more, and the books say what they will say. */
const REVIEW_AGE_MS = 15 * MINUTE_MS;

export interface OperatorParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly judge: Judge;
  readonly caller: Caller;
  readonly database: Database;
  readonly node: () => SimulatedNode | undefined;
}

type Question = "cancel_asked" | "sync_asked" | "resolve_asked";

/** A person who asks about operations at any moment, and settles reviews by what stands in the providers' books. */
export class Operator {
  readonly #parts: OperatorParts;

  constructor(parts: OperatorParts) {
    this.#parts = parts;
  }

  begin(): void {
    const { scheduler, chance, faults } = this.#parts;
    scheduler.after(chance.between(20, 90) * MINUTE_MS, "operator looks at the reviews", async () => {
      if (!faults.on && !this.#hasSubscriptions()) return;
      await this.#settleReviews();
      this.begin();
    });
  }

  /** Perhaps now, perhaps an hour later. */
  takesInterestIn(id: string): void {
    const { scheduler, chance } = this.#parts;
    for (let left = chance.pick([0, 0, 1, 2]); left > 0; left -= 1) {
      const type = chance.pick<Question>(["cancel_asked", "sync_asked", "resolve_asked"]);
      const delay_ms = chance.pick([SECOND_MS, 10 * SECOND_MS, 5 * MINUTE_MS, 90 * MINUTE_MS]);
      scheduler.after(chance.between(0, delay_ms), `operator: ${type} of ${id}`, () =>
        this.#tell(id, { type, at: scheduler.now }),
      );
    }
  }

  /** What a merchant asks of an operation, with what its payer gave for it. */
  tell(
    id: string,
    {
      type,
      payer_answer,
    }: { readonly type: Question | "capture_asked" | "confirm_asked"; readonly payer_answer?: string },
  ): void {
    this.#tell(id, { type, at: this.#parts.scheduler.now }, payer_answer);
  }

  async #settleReviews(): Promise<void> {
    const { database, caller, scheduler, chance, judge } = this.#parts;
    const filter = { ...caller, status: "open", operation_id: null, after: null, limit: 100 } as const;
    for (const review of await listReviews(filter, database)) {
      const { operation_id, opened_at } = review;
      if (scheduler.now - opened_at < REVIEW_AGE_MS || chance.happens(0.5)) continue;
      if (review.operation_kind === "subscription") {
        this.#settleSubscription(review);
        continue;
      }
      const truth = judge.wasCarriedOut(operation_id) ? "moved" : "not_moved";
      const decision = chance.happens(0.2) ? "keep_asking" : truth;
      judge.decided(operation_id);
      const by = "amina@example.com";
      this.#tell(operation_id, {
        type: "person_decided",
        decision,
        by,
        why: "The books say so.",
        review_opened_at: opened_at,
        at: scheduler.now,
      });
    }
  }

  /** Those that are not over are looked at until they are. */
  #hasSubscriptions(): boolean {
    const { subscriptions } = this.#parts.judge;
    return subscriptions.ids.some((id) => subscriptions.lastTold(id) !== "ended");
  }

  /** Nobody pays for what nobody knows: the operator has it ended in the provider's portal. */
  #settleSubscription({ operation_id: id, opened_at }: Review): void {
    const { scheduler, judge } = this.#parts;
    judge.subscriptions.decided(id);
    const said = { by: "amina@example.com", why: "It was ended by hand.", review_opened_at: opened_at };
    this.tellSubscription(id, { type: "person_decided", decision: "ended", ...said, at: scheduler.now });
  }

  /** What a merchant or a person says of a subscription, with what its customer gave for it. */
  tellSubscription(id: string, event: SubscriptionEvent, payer_answer?: string): void {
    const happening = { slot: slotOf(id), id, event, raw: null };
    const told = this.#parts.node()?.happenedToSubscription(happening, payer_answer);
    told?.catch((error: unknown) => this.#parts.judge.refused(error));
  }

  #tell(id: string, event: Event, payer_answer?: string): void {
    const happening = { slot: slotOf(id), id, event, raw: null };
    const told = this.#parts.node()?.happened(happening, payer_answer);
    told?.catch((error: unknown) => this.#parts.judge.refused(error));
  }
}
