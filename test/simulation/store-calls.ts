import type { Event } from "../../src/core/event.ts";
import { newId } from "../../src/core/ids.ts";
import { accept, firstAnswerTo } from "../../src/store/accept.ts";
import { acceptRefund, readRefundedPayment } from "../../src/store/accept-refund.ts";
import type { Acceptance } from "../../src/store/accept-statement.ts";
import { type ApplyContext, apply } from "../../src/store/apply.ts";
import { findCallReference, rememberCallReference } from "../../src/store/call-references.ts";
import { callbacksById, endCallbacks, keepCallbacks, type NewCallback } from "../../src/store/callbacks.ts";
import type { Database } from "../../src/store/database.ts";
import {
  type DeliveryResult,
  putBackDeliveries,
  readDueDeliveries,
  recordDeliveryResults,
} from "../../src/store/delivery-work.ts";
import { takePhonesForPrompts } from "../../src/store/phone-locks.ts";
import { holdTurns, nextTurns, type TurnWish, takeTurnsWithin } from "../../src/store/rates.ts";
import { resourceOf } from "../../src/store/resource.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import { Vault } from "../../src/store/vault.ts";
import {
  claimWork,
  postponeWork,
  renewWork,
  type Work,
  type WorkKind,
  workKinds,
} from "../../src/store/work.ts";
import { newAcceptance } from "../support/acceptances.ts";
import { found, says } from "../support/messages.ts";
import { termsWith, type Untimed } from "../support/operations.ts";
import type { Chance } from "./chance.ts";

const MINUTE_MS = 60_000;
const LEASE_MS = 5_000;
/** More than are ever due, for of several that are due at the same moment it is not said which come first. */
const CLAIM_MAX = 1_000;

type Node = ApplyContext & { readonly offset_ms: number };

export interface CallsParts {
  readonly chance: Chance;
  readonly database: Database;
  readonly now: () => number;
  readonly merchant_id: string;
}

/**
 * Calls of the store in any order, by two nodes and on few things, so that they get into each other's way: keys used
 * twice, claims that were lost, batches that name one thing twice, ids that are taken. What fails is a result too.
 */
export class StoreCalls {
  readonly #parts: CallsParts;
  readonly #nodes: readonly ApplyContext[];
  readonly #accepted: Acceptance[] = [];
  readonly #callbacks: NewCallback[] = [];
  /** By subject. Some are old, as those of a node that was away. */
  readonly #claims = new Map<string, Work>();

  constructor(parts: CallsParts) {
    const { chance, database, now } = parts;
    this.#parts = parts;
    const shared = {
      database,
      vault: new Vault(chance.bytes(32), chance),
      clock: { now, offset_ms: 0 },
      randomness: chance,
      lease_ms: LEASE_MS,
      termsOf: () => termsWith({ can_cancel: true }),
      resourceOf: (operation: StoredOperation) => resourceOf(operation, { reference_holds_number: true }),
    };
    this.#nodes = ["a", "b"].map((node) => ({ ...shared, node }));
  }

  /** So that there is something to be called about. */
  async begin(): Promise<void> {
    const node = { ...this.#parts.chance.pick(this.#nodes), offset_ms: 0 };
    await accept([this.#acceptance(node)], node);
    await this.#claim("delivery", node);
  }

  /** Makes one call. Its result is compared where the statements run. */
  async next(): Promise<void> {
    const node = { ...this.#parts.chance.pick(this.#nodes), offset_ms: 0 };
    const call = this.#parts.chance.pick(this.#calls(node));
    await call().catch(() => undefined);
  }

  #calls(node: Node): readonly (() => Promise<unknown>)[] {
    return [...this.#callsAboutOperations(node), ...this.#callsAboutTheRest(node)];
  }

  #callsAboutOperations(node: Node): readonly (() => Promise<unknown>)[] {
    const { chance, database } = this.#parts;
    return [
      () =>
        accept(
          this.#batch(() => this.#acceptance(node)),
          node,
        ),
      () => accept([this.#withTakenId(this.#acceptance(node))], node),
      () => this.#giveBack(node),
      () => this.#giveBack(node),
      () => readRefundedPayment(chance.pick(this.#accepted).operation, database),
      () => firstAnswerTo({ ...this.#acceptance(node), ...this.#acceptance(node).operation }, database),
      () =>
        apply(
          this.#batch(() => this.#happening()),
          node,
        ),
      () =>
        apply(
          this.#batch(() => this.#happening()),
          node,
        ),
      () => Promise.all(this.#nodes.map((one) => apply([this.#happening()], one))),
    ];
  }

  #callsAboutTheRest(node: Node): readonly (() => Promise<unknown>)[] {
    const { chance, database, now } = this.#parts;
    const works = () => this.#some([...this.#claims.values()]);
    return [
      () => rememberCallReference(this.#name(), { ...this.#name(), attempt: chance.between(1, 3) }, node),
      () => findCallReference(this.#name(), node),
      () =>
        takeTurnsWithin(
          this.#batch(() => this.#turn()),
          database,
        ),
      () => holdTurns([this.#turn()], now() + chance.below(MINUTE_MS), database),
      () => nextTurns([this.#turn()], database),
      () => this.#claim(chance.pick(workKinds), node),
      () => renewWork(works(), node),
      () => postponeWork(chance.pick([...this.#claims.values()]), chance.between(0, MINUTE_MS), node),
      () =>
        takePhonesForPrompts(
          this.#batch(() => this.#wish()),
          database,
        ),
      () =>
        keepCallbacks(
          this.#batch(() => this.#callback(node)),
          node,
        ),
      () =>
        endCallbacks(
          this.#some(this.#callbacks).map((one) => ({ ...one, verdict: "applied", cause: "x" })),
          database,
        ),
      () => callbacksById(this.#some(this.#callbacks), database),
      () => readDueDeliveries(works(), database),
      () =>
        recordDeliveryResults(
          works().map((work) => this.#result(work)),
          node,
        ),
      () =>
        putBackDeliveries(
          works().map((work) => ({ work, due_at: now() + chance.below(MINUTE_MS) })),
          node,
        ),
    ];
  }

  async #claim(kind: WorkKind, node: Node): Promise<void> {
    for (const work of await claimWork(kind, CLAIM_MAX, node))
      if (!this.#claims.has(work.subject_id) || this.#parts.chance.happens(0.7))
        this.#claims.set(work.subject_id, work);
  }

  #batch<Item>(make: () => Item): readonly Item[] {
    return Array.from({ length: this.#parts.chance.between(1, 4) }, make);
  }

  /** Each at most once, as the callers of the store see to. */
  #some<Item>(items: readonly Item[]): readonly Item[] {
    const picked = items.filter(() => this.#parts.chance.happens(0.3));
    return picked.length === 0 ? items.slice(-1) : picked;
  }

  #acceptance(node: ApplyContext): Acceptance {
    const { chance, merchant_id } = this.#parts;
    const wish = {
      merchant_id,
      key: `key-${chance.below(12)}`,
      body: chance.pick(["one", "another"]),
      phone_number: `+25471234567${chance.below(3)}`,
    };
    const acceptance = newAcceptance(wish, node);
    this.#accepted.push(acceptance);
    return acceptance;
  }

  /** A part of a payment, in its slot. */
  async #giveBack(node: Node): Promise<void> {
    const { chance, merchant_id } = this.#parts;
    const { slot, id: parent_id, amount_minor } = chance.pick(this.#accepted).operation;
    const refund = newAcceptance(
      {
        merchant_id,
        key: `refund-${chance.below(6)}`,
        slot,
        id: newId(slot, node),
        parent_id,
        kind: "refund",
        amount_minor: chance.pick([1n, amount_minor / 2n, amount_minor]),
      },
      node,
    );
    this.#accepted.push(refund);
    await acceptRefund(refund, amount_minor, node);
  }

  /** Our name for a call of an operation. */
  #name() {
    const { chance } = this.#parts;
    const { connection_id, id: operation_id } = chance.pick(this.#accepted).operation;
    return { connection_id, operation_id, call_reference: `call-${chance.below(3)}` };
  }

  #turn(): TurnWish {
    const { chance, now } = this.#parts;
    return {
      digest: Buffer.alloc(32, chance.below(2)),
      every_ms: 700,
      burst: chance.between(1, 3),
      from: now() + chance.pick([0, 0, 500]),
      within_ms: chance.pick([0, 2_000, 4_000]),
    };
  }

  /** No key of the table may come twice, whatever the idempotency key says. */
  #withTakenId(acceptance: Acceptance): Acceptance {
    const { id, slot } = this.#parts.chance.pick(this.#accepted).operation;
    return { ...acceptance, operation: { ...acceptance.operation, id, slot } };
  }

  #happening() {
    const { chance, now } = this.#parts;
    const { slot, id } = chance.pick(this.#accepted).operation;
    const event = { attempt: 1, ...chance.pick(events), at: now() } as Event;
    return { slot, id, event, raw: chance.happens(0.5) ? chance.bytes(8) : null };
  }

  #wish() {
    const { chance, now } = this.#parts;
    const { phone_digest, operation } = chance.pick(this.#accepted);
    return {
      provider: operation.provider,
      phone_digest: phone_digest ?? Buffer.alloc(32),
      operation_id: operation.id,
      now: now(),
      until: now() + chance.between(0, 2 * MINUTE_MS),
      cap: chance.pick([null, { count: chance.between(1, 3), span_ms: 5 * MINUTE_MS }]),
    };
  }

  #callback(node: ApplyContext): NewCallback {
    const { chance, now } = this.#parts;
    const { slot, id: operation_id, connection_id } = chance.pick(this.#accepted).operation;
    const callback: NewCallback = {
      slot,
      id: newId(slot, node),
      connection_id,
      operation_id,
      attempt: chance.between(1, 2),
      received_at: now(),
      digest: Buffer.alloc(32, chance.below(2)),
      sealed_raw: Buffer.from(chance.bytes(4)),
      verdict: chance.pick(["received", "received", "refused"]),
      cause: null,
    };
    this.#callbacks.push(callback);
    return callback;
  }

  #result(work: Work): DeliveryResult {
    const { chance, now } = this.#parts;
    const nothing = {
      work,
      sent: chance.happens(0.8),
      next_try_at: null,
      last_problem: null,
      delivered_at: null,
    };
    const last_status = chance.pick([null, 204, 500]);
    if (chance.happens(0.3)) return { ...nothing, last_status, status: "delivered", delivered_at: now() };
    if (chance.happens(0.3)) return { ...nothing, last_status, status: "abandoned", last_problem: "gone" };
    return { ...nothing, last_status, status: "pending", next_try_at: now() + chance.below(MINUTE_MS) };
  }
}

const person = { type: "person_decided", by: "asha", why: "the books" } as const;

const events: readonly Untimed[] = [
  { type: "attempt_began" },
  { type: "attempt_began" },
  { type: "attempt_silent", cause: "timed out" },
  { type: "attempt_not_sent", cause: "refused" },
  { type: "inquiry_silent", cause: "timed out" },
  { type: "deadline_passed" },
  { type: "cancel_asked" },
  { type: "sync_asked" },
  { ...person, decision: "moved" },
  { ...person, decision: "not_moved" },
  found("answer", says.prompt),
  found("callback", says.completed),
  found("callback", says.declined),
  found("inquiry", says.completed, { amount_minor: 1n }),
];
