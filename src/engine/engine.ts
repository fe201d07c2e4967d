import type { Exchange } from "../connector/http.ts";
import type { Provider } from "../connector/provider.ts";
import { submitInQuestion } from "../core/decide/memory.ts";
import type { Event } from "../core/event.ts";
import type { Attempt, Terms } from "../core/operation.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { Batcher } from "../lib/batcher.ts";
import type { Observe } from "../lib/observe.ts";
import type { Timers } from "../lib/timers.ts";
import { type Applied, apply, type Happening } from "../store/apply.ts";
import { rememberCallReference } from "../store/call-references.ts";
import type { Connections } from "../store/connections.ts";
import { type Database, DatabaseUnavailable } from "../store/database.ts";
import { HeldWork, type WorkSubject } from "../store/held-work.ts";
import { readOperations } from "../store/operations.ts";
import { type PromptGrant, type PromptWish, takePhonesForPrompts } from "../store/phone-locks.ts";
import { resourceOf } from "../store/resource.ts";
import { runBatch } from "../store/run-batch.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { Vault } from "../store/vault.ts";
import {
  attemptCall,
  attemptEvent,
  beginning,
  callReference,
  inquiryCall,
  inquiryEvent,
  knowsCall,
  pageFinding,
  type Subject,
} from "./calls.ts";
import type { Outgoing } from "./outgoing.ts";
import { withPaymentNamed } from "./payment-name.ts";
import { askForPhone } from "./phone.ts";
import { recordPatiently } from "./record-patiently.ts";
import { mayBeGivenBack, type RelativesSource, withRelatives } from "./relatives.ts";
import { termsOf } from "./terms.ts";

export interface EngineOptions extends RelativesSource {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly randomness: Randomness;
  readonly connections: Connections;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly outgoing: Outgoing;
  readonly observe: Observe;
  /** Told when there is something new to tell merchants. */
  readonly announced: () => void;
  /** Names this process among the others. */
  readonly node: string;
  /** How long work stays with a node that says nothing any more. */
  readonly lease_ms: number;
  /** Multiplies every wait that a provider declares. */
  readonly time_scale: number;
  /** Where providers reach us, without a slash at the end. */
  readonly callback_base_url: () => string;
}

/** One statement carries at most so many rows, which keeps it well under the server's limits and the lock times short. */
const BATCH_MAX = 200;
/** Two: while the database works on one batch, the next gathers, and a third would only split it. */
const BATCHES_IN_FLIGHT = 2;
const QUEUE_MAX = 20_000;
const CLAIM_MAX = 500;
const HELD_MAX = 5_000;
/** An operation that wants this many steps at once is going round in circles. */
const STEPS_MAX = 20;
/** How often a payment that waits for a phone looks whether it is free. */
const PHONE_POLL_MS = 1_000;
/** Whoever is so late was told to come back, or its node had too much to do: it goes before those who come now. */
const LATE_MS = 1_000;
/** A payer who has to be asked again was at least not charged. */
const ANSWER_FORGOTTEN = "What the payer gave could not be sent in time, and it is kept nowhere.";
/** Where a connection is missing or disabled, or a payment in question, somebody has to mend it first. */
const UNUSABLE_WAIT_MS = 60_000;
/** How often a payment is asked after whose name at the provider nobody has told, and which its refund has to say. */
const UNNAMED_WAIT_MS = 15 * 60_000;

/** Why a call does not go yet, and when to look again. */
type Wait = Pick<Event & { readonly type: "held" }, "because" | "until">;

/**
 * The durable loop. What is due is claimed, done and applied; whoever dies in between leaves a lease that ends, and
 * another node goes on from what is written.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #applies: Batcher<Happening, Applied | null>;
  readonly #phones: Batcher<PromptWish, PromptGrant>;
  readonly #work: HeldWork;
  /** What payers gave for a confirm that is planned. In memory alone: a PIN is for one call, and is written down nowhere. */
  readonly #payerAnswers = new Map<string, string>();

  constructor(options: EngineOptions) {
    this.#options = options;
    const limits = { batch_max: BATCH_MAX, batches_in_flight: BATCHES_IN_FLIGHT, queue_max: QUEUE_MAX };
    this.#applies = new Batcher((batch) => apply(batch, this.#applyContext()), limits);
    this.#phones = new Batcher(
      (batch) => runBatch(batch, (wishes) => takePhonesForPrompts(wishes, options.database)),
      limits,
    );
    this.#work = new HeldWork({
      ...options,
      kind: "operation",
      claim_max: CLAIM_MAX,
      held_max: HELD_MAX,
      takeUp: (claimed) => this.#takeUp(claimed),
    });
  }

  start(): void {
    this.#work.start();
  }

  /** Takes no new work, and lets the calls that are under way come to their end. */
  async stop(): Promise<void> {
    await this.#work.stop();
  }

  /** Something may have fallen due: looks at once. */
  poke(): void {
    this.#work.poke();
  }

  /** Goes on with an operation whose work row this node holds: it was born here, or somebody asked something of it. */
  take(operation: StoredOperation): void {
    if (this.#work.has(operation.id) || this.#work.isFull) return;
    this.#work.hold(operation, () => this.#drive(operation));
  }

  /** Writes down what happened to an operation; null where there is no such operation. */
  async happened(happening: Happening): Promise<Applied | null> {
    const applied = await this.#applies.add(happening);
    if (applied?.verdict === "applied") this.#options.announced();
    if (applied !== null) this.#observeStep(happening.event, applied);
    return applied;
  }

  /** The same, and goes on at once with what it made due. `payer_answer`: what a confirm that was asked for is to send. */
  async happenedAndGoOn(happening: Happening, payer_answer?: string): Promise<Applied | null> {
    const applied = await this.happened(happening);
    if (applied?.verdict !== "applied") return applied;
    if (payer_answer !== undefined) this.#payerAnswers.set(happening.id, payer_answer);
    this.take(applied.operation);
    return applied;
  }

  async #takeUp(claimed: readonly WorkSubject[]): Promise<void> {
    for (const operation of await this.#read(claimed))
      this.#work.hold(operation, () => this.#resume(operation));
  }

  /** One that cannot be read, for it was sealed under another key, must not hold up the others. */
  async #read(asked: readonly WorkSubject[]): Promise<readonly StoredOperation[]> {
    try {
      return [...(await readOperations(asked, this.#options)).values()];
    } catch (error) {
      if (asked.length > 1 && !(error instanceof DatabaseUnavailable)) {
        const parts: StoredOperation[] = [];
        for (const one of asked) parts.push(...(await this.#read([one])));
        return parts;
      }
      this.#fault("reading a claimed operation", error);
      return [];
    }
  }

  /** A claimed operation whose call was under way: whoever made it is gone, and so is the answer. */
  async #resume(operation: StoredOperation): Promise<void> {
    const attempt = operation.memory.attempts.at(-1);
    if (attempt?.state !== "sending") return await this.#driveClaimed(operation);
    const applied = await this.#record(operation, {
      type: "attempt_silent",
      attempt: attempt.number,
      cause: "The process that made the call stopped before it wrote down an answer.",
      at: this.#options.clock.now(),
    });
    if (applied !== undefined) await this.#drive(applied);
  }

  /** The database has said that it is due; this node's own reading of the time may be a little behind. */
  async #driveClaimed(operation: StoredOperation): Promise<void> {
    const { next } = operation.memory;
    const stepped = next === null ? undefined : await this.#step(operation, next.do);
    if (stepped !== undefined) await this.#drive(stepped);
  }

  /** Does what is due, one step after the other, until nothing is due any more. */
  async #drive(operation: StoredOperation): Promise<void> {
    let current: StoredOperation | undefined = operation;
    for (let steps = 0; current !== undefined; steps += 1) {
      const { next }: StoredOperation["memory"] = current.memory;
      if (next === null || next.at > this.#options.clock.now()) return;
      if (steps === STEPS_MAX) throw new Error("An operation wanted too many steps at once.");
      current = await this.#step(current, next.do);
    }
  }

  async #step(
    operation: StoredOperation,
    what: "attempt" | "inquire" | "give_up",
  ): Promise<StoredOperation | undefined> {
    switch (what) {
      case "attempt":
        return await this.#attempt(operation);
      case "inquire":
        return await this.#inquire(operation);
      case "give_up":
        return await this.#record(operation, { type: "deadline_passed", at: this.#options.clock.now() });
    }
  }

  /** Writes the intent down, calls, and writes down what came of it. */
  async #attempt(operation: StoredOperation): Promise<StoredOperation | undefined> {
    const known = await this.#subject(operation);
    const attempt = operation.memory.attempts.at(-1);
    if (known === undefined || attempt === undefined) return await this.#holdBack(operation);
    if (!knowsCall(known.provider, attempt.kind)) return await this.#holdBack(operation);
    const subject = await withPaymentNamed(known, (payment) => this.#inquire(payment));
    const until = this.#options.clock.now() + UNNAMED_WAIT_MS;
    if (subject === null) return await this.#wait(operation, { because: "payment_unnamed", until });
    // A provider's turn is not spent on a call whose phone is busy; once it has come, the phone is asked for again.
    const busy = subject.provider.limits.rates === undefined ? null : await this.#busyPhone(subject, attempt);
    if (busy !== null) return await this.#wait(operation, busy);
    const begin = async () => {
      const wait = (await this.#unsettledPayment(operation)) ?? (await this.#busyPhone(subject, attempt));
      if (wait !== null) return await this.#wait(operation, wait);
      const { slot, id } = operation;
      await this.#rememberCall(subject, attempt);
      const at = this.#options.clock.now();
      const event: Event = { ...beginning(subject, attempt, this.#options), at };
      const began = await this.happened({ slot, id, event, raw: null, known: operation });
      // Otherwise another node has begun it and makes the call, or it has ended meanwhile.
      if (began?.verdict !== "applied") return began?.operation;
      return await this.#call({ ...subject, operation: began.operation });
    };
    if (attempt.kind === "confirm") return await this.#confirmInTurn(subject, begin);
    return await this.#inTurn(subject, { attempt, run: begin });
  }

  /** No other node knows what the payer gave. Where the call cannot be made soon, they are asked again later. */
  async #confirmInTurn(
    subject: Subject,
    begin: () => Promise<StoredOperation | undefined>,
  ): Promise<StoredOperation | undefined> {
    const ahead = { phone_number: null, waited: false };
    const turned = await this.#options.outgoing.inTurnHere(subject, ahead, begin);
    if (turned.state === "done") return turned.result;
    // Without an answer, the call is written down as one that was not sent.
    this.#payerAnswers.delete(subject.operation.id);
    return await begin();
  }

  /** Makes the call that was begun, which need not be the one that was planned when this node looked first. */
  async #call(subject: Subject): Promise<StoredOperation | undefined> {
    const { operation } = subject;
    const at = () => this.#options.clock.now();
    const attempt = operation.memory.attempts.at(-1);
    const payer_answer = this.#takePayerAnswer(operation);
    if (attempt?.kind === "confirm" && payer_answer === null)
      return await this.#record(operation, {
        type: "attempt_not_sent",
        attempt: attempt.number,
        cause: ANSWER_FORGOTTEN,
        at: at(),
      });
    const call = attempt && attemptCall(subject, { attempt, payer_answer }, this.#options);
    if (attempt === undefined || call === undefined)
      throw new Error("A call was begun that this provider does not know.");
    if ("payer_url" in call) {
      const finding = pageFinding(call);
      return await this.#record(operation, { type: "found", attempt: attempt.number, finding, at: at() });
    }
    const exchange = await this.#options.outgoing.exchange(subject, attempt.kind, call.request);
    const event = attemptEvent(exchange, call, { attempt: attempt.number, at: at() });
    await this.#options.outgoing.heedEvent(subject, operation.phone_number, event);
    return await this.#recordAnswer(operation, event, rawOf(exchange));
  }

  #takePayerAnswer({ id, memory }: StoredOperation): string | null {
    if (memory.attempts.at(-1)?.kind !== "confirm") return null;
    const answer = this.#payerAnswers.get(id) ?? null;
    this.#payerAnswers.delete(id);
    return answer;
  }

  /** Where callbacks come to one URL for all, our name for the call is all that they can say. */
  async #rememberCall({ operation, provider, connection }: Subject, attempt: Attempt): Promise<void> {
    if (provider.callbacks.url !== "connection") return;
    const call_reference = callReference(operation, String(attempt.number), this.#options.vault);
    const submit = attempt.kind === "submit" ? attempt.number : (submitInQuestion(operation) ?? 1);
    await rememberCallReference(
      { connection_id: connection.id, call_reference },
      { operation_id: operation.id, attempt: submit },
      this.#options,
    );
  }

  /** What came of a call is told once, so it is kept until the database can take it. */
  async #recordAnswer(
    operation: StoredOperation,
    event: Event,
    raw: Uint8Array | null,
  ): Promise<StoredOperation | undefined> {
    return await recordPatiently(() => this.#record(operation, event, raw), {
      isStopping: () => this.#work.isStopping,
      timers: this.#options.timers,
    });
  }

  /** Does it when the provider's rate limits let it go; where that is not soon, the work row waits for its turn. */
  async #inTurn(
    subject: Subject,
    call: { readonly attempt: Attempt | null; readonly run: () => Promise<StoredOperation | undefined> },
  ): Promise<StoredOperation | undefined> {
    const { operation } = subject;
    const { memory, status } = operation;
    const late_ms = this.#options.clock.now() - (memory.next?.at ?? Number.POSITIVE_INFINITY);
    const ahead = {
      phone_number: call.attempt?.kind === "submit" ? operation.phone_number : null,
      waited: status === "queued" || late_ms >= LATE_MS,
    };
    const turned = await this.#options.outgoing.inTurn(subject, ahead, call.run);
    if (turned.state === "done") return turned.result;
    return await this.#wait(operation, { because: "provider_busy", until: turned.come_back_at });
  }

  /** Null where the call may go. Nothing is given back of a payment that was corrected after its refund was taken. */
  async #unsettledPayment(operation: StoredOperation): Promise<Wait | null> {
    if (await mayBeGivenBack(operation, this.#options)) return null;
    return { because: "payment_in_question", until: this.#options.clock.now() + UNUSABLE_WAIT_MS };
  }

  /** Null where the call may go. Else it tries again in a moment, for the phone is free as soon as the other prompt ends. */
  async #busyPhone(subject: Subject, { kind }: Attempt): Promise<Wait | null> {
    if (kind !== "submit") return null;
    const takePhone = (wish: PromptWish) => this.#phones.add(wish);
    const grant = await askForPhone(subject, { ...this.#options, takePhone });
    if (grant.granted) return null;
    return {
      because: "phone_locked",
      until: Math.min(grant.try_at, this.#options.clock.now() + PHONE_POLL_MS),
    };
  }

  /** Only the beginning and the end of a submit's wait are events; in between the work row alone moves. */
  async #wait(operation: StoredOperation, wait: Wait): Promise<StoredOperation | undefined> {
    const at = this.#options.clock.now();
    const gives_up_at = operation.created_at + this.#terms(operation).deadline;
    const submits =
      operation.memory.next?.do === "attempt" && operation.memory.attempts.at(-1)?.kind === "submit";
    const until = submits && at < gives_up_at ? Math.min(wait.until, gives_up_at) : wait.until;
    if (submits && (operation.status !== "queued" || at >= gives_up_at))
      return await this.#record(operation, { ...wait, type: "held", until, at });
    await this.#work.postpone(operation, Math.max(0, until - at));
    return undefined;
  }

  async #inquire(operation: StoredOperation): Promise<StoredOperation | undefined> {
    const subject = await this.#subject(operation);
    const attempt = submitInQuestion(operation) ?? 1;
    const at = () => this.#options.clock.now();
    if (subject === undefined)
      return await this.#record(operation, {
        type: "inquiry_silent",
        cause: "The connection cannot be used.",
        at: at(),
      });
    const call = inquiryCall(subject, attempt, this.#options);
    if (call === "cannot_ask")
      return await this.#record(operation, {
        type: "inquiry_silent",
        cause: "There is nothing to ask with.",
        at: at(),
      });
    const ask = async () => {
      const exchange = await this.#options.outgoing.exchange(subject, "inquiry", call.request);
      const event = inquiryEvent(exchange, call, { attempt, at: at() });
      await this.#options.outgoing.heedEvent(subject, operation.phone_number, event);
      return await this.#record(operation, event, rawOf(exchange));
    };
    return await this.#inTurn(subject, { attempt: null, run: ask });
  }

  async #holdBack(operation: StoredOperation): Promise<StoredOperation | undefined> {
    const at = this.#options.clock.now();
    return await this.#record(operation, {
      type: "held",
      because: "provider_busy",
      until: at + UNUSABLE_WAIT_MS,
      at,
    });
  }

  async #record(
    operation: StoredOperation,
    event: Event,
    raw: Uint8Array | null = null,
  ): Promise<StoredOperation | undefined> {
    const { slot, id } = operation;
    const applied = await this.happened({ slot, id, event, raw, known: operation });
    return applied?.operation;
  }

  /** Undefined where no call can be made: somebody has to mend the connection or the settings first. */
  async #subject(operation: StoredOperation): Promise<Subject | undefined> {
    const provider = this.#options.providers.get(operation.provider);
    const connection = await this.#options.connections.get(operation.connection_id);
    if (provider === undefined || connection === undefined) return undefined;
    const tells_callback_url = provider.callbacks.url !== "none";
    const secure = this.#options.callback_base_url().startsWith("https://");
    if (connection.environment === "live" && tells_callback_url && !secure) {
      this.#fault(
        "telling a live provider our callback URL",
        new Error("The callback base URL is not https."),
      );
      return undefined;
    }
    return await withRelatives({ operation, connection, provider }, this.#options);
  }

  #observeStep(event: Event, { operation, verdict }: Applied): void {
    if (event.type === "found" && !event.finding.reading.known) {
      this.#options.observe({
        type: "unmapped_code",
        provider: operation.provider,
        code: event.finding.provider.code ?? "",
      });
    }
    if (verdict === "applied")
      this.#options.observe({
        type: "status_reached",
        provider: operation.provider,
        status: operation.status,
      });
  }

  #applyContext() {
    return {
      ...this.#options,
      termsOf: (operation: StoredOperation) => this.#terms(operation),
      resourceOf: (operation: StoredOperation) =>
        resourceOf(operation, this.#provider(operation).capabilities),
    };
  }

  #terms(operation: StoredOperation): Terms {
    return termsOf(this.#provider(operation), operation, this.#options.time_scale);
  }

  #provider(operation: StoredOperation): Provider {
    const provider = this.#options.providers.get(operation.provider);
    if (provider === undefined) throw new Error(`No provider is known by the name ${operation.provider}.`);
    return provider;
  }

  #fault(where: string, error: unknown): void {
    this.#options.observe({ type: "fault", where, error });
  }
}

function rawOf(exchange: Exchange): Uint8Array | null {
  return exchange.end === "answer" ? exchange.answer.body : null;
}
