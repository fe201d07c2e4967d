import { createHash } from "node:crypto";
import { type Kind, kinds, type OperationRequest } from "../../src/api/operations/kind.ts";
import { Problem } from "../../src/api/problem.ts";
import type { SubscriptionRequest } from "../../src/api/subscriptions/order.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import type { OperationKind } from "../../src/core/operation.ts";
import type { Post } from "../../src/outbox/post.ts";
import type { Accepted } from "../../src/store/accept.ts";
import type { Caller } from "../../src/store/keys.ts";
import type { Resource } from "../../src/store/resource.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Judge } from "./judge.ts";
import type { SimulatedNode } from "./node.ts";
import type { Scheduler } from "./scheduler.ts";

/** How long a merchant waits for an answer before it asks again under the same key. */
const PATIENCE_MS = 10_000;

export interface MerchantParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly judge: Judge;
  readonly caller: Caller;
  /** Any node that runs; undefined while none does. */
  readonly node: () => SimulatedNode | undefined;
}

export interface Wish {
  readonly kind: Kind["kind"];
  readonly request: OperationRequest;
  /** What the merchant asks of it later: at any moment within so many milliseconds. */
  readonly later?: readonly {
    readonly type: "capture_asked" | "cancel_asked" | "confirm_asked";
    readonly within_ms: number;
    /** What the payer gave for a confirm. */
    readonly payer_answer?: string;
  }[];
  /** What is given back once it has succeeded, in the currency's smallest units; null: all that is left. */
  readonly refunds?: readonly (number | null)[];
}

/** Asks for operations, each under a key of its own and until it hears 202; hears webhooks; looks now and then. */
export class Merchant {
  readonly #parts: MerchantParts;
  #keys = 0;

  constructor(parts: MerchantParts) {
    this.#parts = parts;
  }

  /** How many things it has wanted so far. */
  get wishes(): number {
    return this.#keys;
  }

  /** `taken`: called with the operation's id when the merchant first hears of it. */
  wants(wish: Wish, taken: (id: string) => void): void {
    const take = async (node: SimulatedNode, key: string) => {
      const kind = kinds.find((one) => one.kind === wish.kind);
      if (kind === undefined) throw new Error("There is no such kind of operation.");
      const { caller } = this.#parts;
      const identity = identify(wish.kind, { key, request: wish.request, caller });
      return await node.take({ kind, request: wish.request, caller, identity });
    };
    const may_be_refused = wish.request.subscription !== undefined;
    this.#begin({ kind: wish.kind, take, taken, may_be_refused });
  }

  subscribes(request: SubscriptionRequest, taken: (id: string) => void): void {
    const { caller } = this.#parts;
    const take = async (node: SimulatedNode, key: string) =>
      await node.subscribe({ request, caller, identity: identify("subscription", { key, request, caller }) });
    this.#begin({ kind: "subscription", take, taken, may_be_refused: false });
  }

  /** Asks for a part of a payment to be given back, or for all that is left. */
  givesBack(payment_id: string, amount_minor: number | null): void {
    const { caller, judge } = this.#parts;
    const request = amount_minor === null ? {} : { amount: judge.amountOf(payment_id, amount_minor) };
    const take = async (node: SimulatedNode, key: string) => {
      const identity = identify(`refund of ${payment_id}`, { key, request, caller });
      return await node.giveBack(payment_id, { request, caller, identity });
    };
    this.#begin({ kind: "refund", take, taken: () => undefined, may_be_refused: true });
  }

  #begin(wanted: Omit<Request, "key" | "heard">): void {
    this.#keys += 1;
    const asked = { ...wanted, key: `order-${this.#keys}`, heard: false };
    this.#ask(asked);
    if (this.#parts.faults.strikes("request_doubled")) this.#ask(asked);
  }

  /** Reads an operation over the API. */
  look(id: string): void {
    const { judge } = this.#parts;
    const looking = this.#parts.node()?.show({ slot: slotOf(id), id });
    looking?.then(
      (resource) => judge.shown(id, resource),
      () => undefined,
    );
  }

  /** The merchant's end of its webhook endpoint. */
  readonly post: Post = ({ headers, body }) =>
    new Promise((resolve) => {
      const { scheduler, chance, faults, judge } = this.#parts;
      const nothing = { answered: false, problem: "No answer came within 15 seconds." } as const;
      const answer = (status: number) =>
        ({ answered: true, status, headers: { date: null, retry_after: null } }) as const;
      const later = (ms: number, what: string, run: () => void) =>
        void scheduler.after(ms, `webhook ${what}`, run);
      if (faults.strikes("webhook_lost")) return later(15_000, "is lost", () => resolve(nothing));
      if (faults.strikes("webhook_refused"))
        return later(chance.between(10, 5_000), "is refused", () =>
          resolve(answer(chance.pick([500, 503, 302]))),
        );
      later(chance.between(5, 200), "arrives", () => {
        judge.heard(headers["webhook-id"] ?? "", JSON.parse(body), scheduler.now);
        if (faults.strikes("webhook_answer_lost")) later(15_000, "is not answered", () => resolve(nothing));
        else resolve(answer(204));
      });
    });

  #ask(asked: Request): void {
    const { scheduler, chance, faults } = this.#parts;
    scheduler.after(PATIENCE_MS + chance.between(0, 5_000), `merchant waits for ${asked.key}`, () => {
      if (!asked.heard) this.#ask(asked);
    });
    if (faults.strikes("request_lost")) return;
    scheduler.after(chance.between(1, 100), `merchant asks for ${asked.key}`, () => {
      const node = this.#parts.node();
      if (node === undefined) return;
      asked.take(node, asked.key).then(
        (accepted) => this.#answered(asked, accepted),
        (error: unknown) => this.#refused(asked, error),
      );
    });
  }

  /** What the gateway may refuse is over then; whatever else is refused, is asked for again. */
  #refused(asked: Request, error: unknown): void {
    if (asked.may_be_refused && error instanceof Problem) asked.heard = true;
    else this.#parts.judge.refused(error);
  }

  #answered(asked: Request, accepted: Accepted): void {
    const { scheduler, chance, faults, judge } = this.#parts;
    if (faults.strikes("request_answer_lost")) return;
    scheduler.after(chance.between(1, 50), `merchant hears of ${asked.key}`, () => {
      if (accepted.kind === "key_reused")
        return judge.complain("acknowledged is kept", "a repeat was taken for another request");
      const { id: shown } = JSON.parse(accepted.answer.toString()) as Resource;
      const id = readId(asked.kind, shown) ?? "";
      judge.acknowledged(asked.key, { id, answer: accepted.answer });
      if (!asked.heard) asked.taken(id);
      asked.heard = true;
    });
  }
}

interface Request {
  readonly key: string;
  readonly kind: OperationKind | "subscription";
  take(node: SimulatedNode, key: string): Promise<Accepted>;
  readonly taken: (id: string) => void;
  /** Too much of a payment to be given back, or a charge of a subscription that does not run. */
  readonly may_be_refused: boolean;
  heard: boolean;
}

/** As the API identifies a request, without the HTTP around it. */
function identify(
  path: string,
  asked: { readonly key: string; readonly request: unknown; readonly caller: Caller },
) {
  const digest = (...parts: readonly string[]) => createHash("sha256").update(parts.join("\n")).digest();
  const key_digest = digest(asked.caller.environment, path, asked.key);
  const request_digest = digest(path, JSON.stringify(asked.request));
  return { slot: (key_digest[0] ?? 0) & 63, key_digest, request_digest };
}
