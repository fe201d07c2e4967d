import { createHash } from "node:crypto";
import type { RawCallback } from "../connector/connector.ts";
import type { CallbackAnswer, Provider } from "../connector/provider.ts";
import { newId, SLOTS, slotOf } from "../core/ids.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { type CallbackAddress, readAddress, readConnectionAddress } from "../engine/callback-address.ts";
import { knownOf } from "../engine/calls.ts";
import type { Engine } from "../engine/engine.ts";
import { type RelativesSource, withRelatives } from "../engine/relatives.ts";
import type { Subscriptions } from "../engine/subscriptions.ts";
import { Batcher } from "../lib/batcher.ts";
import { InTurn } from "../lib/in-turn.ts";
import type { Observe } from "../lib/observe.ts";
import type { Timers } from "../lib/timers.ts";
import {
  type CallbackEnd,
  type CallbackVerdict,
  callbacksById,
  endCallbacks,
  keepCallbacks,
  type NewCallback,
  type StoredCallback,
} from "../store/callbacks.ts";
import type { Connection, Connections } from "../store/connections.ts";
import type { Database } from "../store/database.ts";
import { HeldWork, type WorkSubject } from "../store/held-work.ts";
import { type OperationKey, readEach } from "../store/operations.ts";
import { runBatch } from "../store/run-batch.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { Vault } from "../store/vault.ts";
import { type ConnectionMessage, type Judged, type SubscriptionNews, takeNotice } from "./notices.ts";
import { messageOf, packCallback, unpackCallback } from "./raw.ts";
import { comeBack, type Returned } from "./returns.ts";

export interface InboxOptions extends RelativesSource {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly randomness: Randomness;
  readonly connections: Connections;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly engine: Engine;
  readonly subscriptions: SubscriptionNews & Pick<Subscriptions, "calledBack" | "cameBack">;
  /** Told when there is something new to tell merchants. */
  readonly announced: () => void;
  readonly observe: Observe;
  readonly node: string;
  readonly lease_ms: number;
  readonly callback_base_url: () => string;
}

const BATCH = { batch_max: 200, batches_in_flight: 2, queue_max: 20_000 };
const CLAIM_MAX = 200;
const HELD_MAX = 5_000;

/**
 * Callbacks in. Each is stored, sealed, before it is answered; then it is read and its finding applied. Whatever is left
 * unread by a process that died is claimed by another.
 */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #keeps: Batcher<NewCallback, CallbackVerdict>;
  readonly #reads: Batcher<OperationKey, StoredOperation | undefined>;
  readonly #ends: Batcher<CallbackEnd, null>;
  readonly #work: HeldWork;
  /** Callbacks about the same, in the order in which they came: where two contradict each other, the first counts. */
  readonly #turns = new InTurn();

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#keeps = new Batcher(
      (batch) => runBatch(batch, (items) => keepCallbacks(items, this.#claimContext())),
      BATCH,
    );
    this.#reads = new Batcher((batch) => readEach(batch, options), BATCH);
    this.#ends = new Batcher((batch) => runBatch(batch, (items) => this.#end(items)), BATCH);
    this.#work = new HeldWork({
      ...options,
      kind: "callback",
      claim_max: CLAIM_MAX,
      held_max: HELD_MAX,
      takeUp: (claimed) => this.#takeUp(claimed),
    });
  }

  start(): void {
    this.#work.start();
  }

  async stop(): Promise<void> {
    await this.#work.stop();
  }

  /** Something may have fallen due: looks at once. */
  poke(): void {
    this.#work.poke();
  }

  /** The answer that the provider expects; undefined for a URL that is not one of ours. Rejects where it could not be stored. */
  async receive(address_text: string, raw: RawCallback): Promise<CallbackAnswer | undefined> {
    const { vault, connections, providers } = this.#options;
    const address = readAddress(address_text, vault);
    const connection_id = address?.connection_id ?? readConnectionAddress(address_text, vault);
    const connection = connection_id === undefined ? undefined : await connections.get(connection_id);
    const provider = connection && providers.get(connection.provider);
    if (connection === undefined || provider === undefined) return undefined;
    const probe = provider.callbacks.probes[raw.method];
    if (probe !== undefined) return probe;
    const verification = provider.connector.verifyCallback(raw, connection.config, this.#options.clock.now());
    const refusal = verification.verdict === "refused" ? verification.cause : null;
    const callback = this.#newCallback({ address, connection, raw, refusal });
    const verdict = await this.#keeps.add(callback);
    this.#options.observe({ type: "callback_taken", provider: provider.id, verdict });
    if (verification.verdict === "refused") return provider.callbacks.refused;
    const { callback: verified } = verification;
    if (verdict === "received")
      this.#hold(callback, this.#incoming({ address, connection, provider, verified }));
    return provider.callbacks.accepted;
  }

  /** A payer's browser comes back from a provider's page; undefined for a URL that is not one of ours. */
  async comeBack(address: string, raw: RawCallback): Promise<Returned | undefined> {
    return await comeBack(address, raw, this.#options);
  }

  #newCallback(from: {
    readonly address: CallbackAddress | undefined;
    readonly connection: Connection;
    readonly raw: RawCallback;
    readonly refusal: string | null;
  }): NewCallback {
    const { address, connection, raw, refusal } = from;
    const digest = createHash("sha256").update(messageOf(raw)).digest();
    const slot = address === undefined ? (digest[0] ?? 0) % SLOTS : slotOf(address.operation_id);
    const id = newId(slot, this.#options);
    return {
      slot,
      id,
      connection_id: connection.id,
      operation_id: address?.operation_id ?? null,
      attempt: address?.attempt ?? null,
      received_at: this.#options.clock.now(),
      digest,
      sealed_raw: this.#options.vault.seal(placeOf(id, connection), packCallback(raw)),
      verdict: refusal === null ? "received" : "refused",
      cause: refusal,
    };
  }

  /** What comes to the URL of a whole connection says itself what it is about. */
  #incoming(message: Omit<Incoming, "notice">): Incoming {
    const { address, provider, verified } = message;
    const read = () => provider.connector.notices?.read(verified, this.#options.clock.now());
    return { ...message, notice: address === undefined ? read() : undefined };
  }

  #hold(callback: StoredCallback, incoming: Incoming | Judged): void {
    const takeIn = () => this.#takeIn(callback, incoming);
    this.#work.hold(callback, () => this.#turns.run(subjectOf(callback, incoming), takeIn));
  }

  async #takeIn(callback: StoredCallback, incoming: Incoming | Judged): Promise<void> {
    if ("verdict" in incoming) return await this.#judge(callback, incoming.verdict, incoming.because);
    const { address } = incoming;
    if (address !== undefined) return await this.#takeAbout(callback, address, incoming);
    const taken = await takeNotice(incoming, this.#options);
    if ("operation" in taken) return await this.#takeAbout(callback, taken.operation, incoming);
    await this.#judge(callback, taken.verdict, taken.because);
  }

  async #takeAbout(
    callback: StoredCallback,
    address: Pick<CallbackAddress, "operation_id" | "attempt">,
    from: Incoming,
  ): Promise<void> {
    const { connection, provider, verified } = from;
    const asked = { slot: slotOf(address.operation_id), id: address.operation_id };
    const operation = await this.#reads.add(asked);
    if (operation === undefined) return await this.#takeAboutSubscription(callback, address, from);
    const subject = await withRelatives({ operation, connection, provider }, this.#options);
    const known = knownOf(subject, { submit: address.attempt }, this.#options);
    const finding = provider.connector.readCallback(verified, known, this.#options.clock.now());
    const event = {
      type: "found",
      attempt: address.attempt,
      finding,
      at: this.#options.clock.now(),
    } as const;
    const raw = messageOf(verified);
    const applied = await this.#options.engine.happenedAndGoOn({ ...asked, event, raw, known: operation });
    await this.#judge(callback, "applied", applied?.because ?? null);
  }

  async #takeAboutSubscription(
    callback: StoredCallback,
    { operation_id }: Pick<CallbackAddress, "operation_id">,
    { connection, verified }: Incoming,
  ): Promise<void> {
    const address = { operation_id, connection_id: connection.id };
    const message = { verified, raw: messageOf(verified) };
    const because = await this.#options.subscriptions.calledBack(address, message);
    if (because === undefined)
      return await this.#judge(callback, "unmatched", "Nothing is known by this URL.");
    await this.#judge(callback, "applied", because);
  }

  async #judge({ slot, id }: StoredCallback, verdict: CallbackVerdict, cause: string | null): Promise<void> {
    await this.#ends.add({ slot, id, verdict, cause });
  }

  /** All are opened before the first is held, since some take longer to open than those that came after them. */
  async #takeUp(claimed: readonly WorkSubject[]): Promise<void> {
    const callbacks = await callbacksById(claimed, this.#options.database);
    const opened = await Promise.allSettled(callbacks.map((callback) => this.#open(callback)));
    for (const [index, callback] of callbacks.entries()) {
      const result = opened[index];
      if (result?.status === "fulfilled") this.#hold(callback, result.value);
      else this.#work.hold(callback, () => Promise.reject(result?.reason));
    }
  }

  /** What another process stored and did not come to read. It verified then, and must do so now. */
  async #open(callback: StoredCallback): Promise<Incoming | Judged> {
    const connection = await this.#options.connections.get(callback.connection_id);
    const provider = connection && this.#options.providers.get(connection.provider);
    if (connection === undefined || provider === undefined)
      return { verdict: "unmatched", because: "Its connection is not known any more." };
    const raw = unpackCallback(
      this.#options.vault.open(placeOf(callback.id, connection), callback.sealed_raw),
    );
    const verification = provider.connector.verifyCallback(raw, connection.config, callback.received_at);
    if (verification.verdict === "refused") return { verdict: "refused", because: verification.cause };
    const { operation_id, attempt } = callback;
    const named = operation_id !== null && attempt !== null;
    const address = named ? { connection_id: connection.id, operation_id, attempt } : undefined;
    return this.#incoming({ address, connection, provider, verified: verification.callback });
  }

  async #end(batch: readonly CallbackEnd[]): Promise<readonly null[]> {
    await endCallbacks(batch, this.#options.database);
    return batch.map(() => null);
  }

  #claimContext() {
    return { ...this.#options, offset_ms: this.#options.clock.offset_ms };
  }
}

/** A verified message. */
interface Incoming extends ConnectionMessage {
  /** Which attempt its URL is of; undefined where the URL is the whole connection's. */
  readonly address: CallbackAddress | undefined;
}

/** The same for all that is about the same operation, or the same subscription. */
function subjectOf({ id, operation_id, connection_id }: StoredCallback, incoming: Incoming | Judged): string {
  if (operation_id !== null) return operation_id;
  const notice = "notice" in incoming ? incoming.notice : undefined;
  switch (notice?.about) {
    case "operation":
      return `${connection_id} ${notice.call_reference}`;
    case "subscription":
      return `${connection_id} ${notice.provider_reference}`;
    default:
      return id;
  }
}

function placeOf(id: string, { merchant_id }: Connection) {
  return { table: "callbacks", row: id, field: "raw", merchant_id };
}
