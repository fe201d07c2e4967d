import type { Connector } from "../../src/connector/connector.ts";
import type { Exchange, HttpAnswer, HttpRequest } from "../../src/connector/http.ts";
import type { Provider, RateLimit } from "../../src/connector/provider.ts";
import type { Finding, Reading } from "../../src/core/outcome.ts";
import { noWords } from "../../src/core/readings.ts";
import { Engine } from "../../src/engine/engine.ts";
import { type Account, Outgoing } from "../../src/engine/outgoing.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { accept } from "../../src/store/accept.ts";
import { Connections } from "../../src/store/connections.ts";
import type { Database } from "../../src/store/database.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { readOperations } from "../../src/store/operations.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import { Vault } from "../../src/store/vault.ts";
import { openClockedPostgres } from "../simulation/clocked-postgres.ts";
import { MERCHANT, newAcceptance } from "./acceptances.ts";
import { withDatabase } from "./database.ts";
import { says } from "./messages.ts";
import { born } from "./operations.ts";
import { StandingTime } from "./standing-time.ts";
import { masterKey, randomness } from "./store-node.ts";

export interface RatedWorldOptions {
  /** What the provider declares. */
  readonly rates: readonly RateLimit[];
  /** Whether it refuses a call; left out: it refuses none. */
  readonly refuses?: (call: Call, earlier: readonly Arrival[]) => boolean;
  /** How long it tells those to wait whom it refuses: seconds; left out: it tells them nothing. */
  readonly retry_after?: number;
  /** Whether it says that it refuses for the sake of that one customer; left out: for the sake of the connection. */
  readonly refuses_phone?: boolean;
  /** What it answers to a submit that it does not refuse; left out: that the payment is completed, as to every inquiry. */
  readonly answer?: Reading;
  /** Whether one prompt for a phone waits for the other; left out: it does not. */
  readonly one_prompt?: boolean;
}

interface Call {
  readonly at: number;
  readonly call: "submit" | "inquiry";
  readonly phone_number: string;
}

export interface Arrival extends Call {
  readonly refused: boolean;
}

const CONNECTION = "0190f3a0-0000-7000-8000-00000000c001";
const TOO_MANY = 429;
const NODES = ["one", "other"] as const;

/** An invented provider that counts its calls, two nodes that call it, a real database, and time that stands while they work. */
export class RatedWorld implements AsyncDisposable {
  readonly arrived: Arrival[] = [];
  /** Of each node. */
  readonly outgoing: Outgoing[] = [];
  readonly #engines: Engine[] = [];
  readonly time: StandingTime;
  readonly #closing = new AsyncDisposableStack();
  readonly #options: RatedWorldOptions;
  readonly #paid: { readonly slot: number; readonly id: string }[] = [];
  readonly #store: ReturnType<typeof storeOf>;

  private constructor(options: RatedWorldOptions, database: Database, time: StandingTime) {
    this.#options = options;
    this.time = time;
    this.#store = storeOf(database, time);
  }

  static async open(options: RatedWorldOptions): Promise<RatedWorld> {
    const time = new StandingTime(born);
    const database = await withDatabase();
    const clocked = await openClockedPostgres(database, () => time.now);
    const world = new RatedWorld(options, clocked, time);
    world.#closing.use(database);
    world.#closing.defer(() => clocked.close());
    const store = world.#store;
    await putMerchant({ id: MERCHANT, name: "Duka" }, store.database);
    await new Connections(store.database, store.vault).put(world.account.connection);
    for (const name of NODES) world.#startNode(name);
    return world;
  }

  get account(): Account {
    const connection = { id: CONNECTION, merchant_id: MERCHANT, provider: "kilima", config: {} };
    return { connection: { ...connection, environment: "sandbox" }, provider: this.#provider() };
  }

  /** Payments that nobody has begun yet, so that any node may. */
  async pay(count: number, phone: (index: number) => string): Promise<void> {
    const phones = Array.from({ length: count }, (_, index) => phone(index));
    await this.#accept(phones, { node: "gone", lease_ms: 0 });
  }

  /** The same, taken by the nodes in turn, each of which begins at once. */
  async payAtEach(count: number, phone: (index: number) => string): Promise<void> {
    for (const [turn, name] of NODES.entries()) {
      const phones = Array.from({ length: count }, (_, index) => phone(index));
      const theirs = phones.filter((_, index) => index % NODES.length === turn);
      const { lease_ms } = this.#store;
      for (const operation of await this.#accept(theirs, { node: name, lease_ms }))
        this.#engines[turn]?.take(operation);
    }
  }

  async #accept(
    phones: readonly string[],
    whose: { readonly node: string; readonly lease_ms: number },
  ): Promise<readonly StoredOperation[]> {
    const store = this.#store;
    const wishes = phones.map((phone_number) =>
      newAcceptance({ connection_id: CONNECTION, provider: "kilima", phone_number }, store),
    );
    await accept(wishes, { ...store, ...whose, offset_ms: 0 });
    const paid = wishes.map(({ operation }) => operation);
    this.#paid.push(...paid);
    return paid;
  }

  async payments(): Promise<readonly StoredOperation[]> {
    return [...(await readOperations(this.#paid, this.#store)).values()];
  }

  /** A node ends once nothing waits in it any more, so time passes until then. */
  async [Symbol.asyncDispose](): Promise<void> {
    let ended = false;
    const ending = this.#closing.disposeAsync().finally(() => {
      ended = true;
    });
    while (!ended) await Promise.race([ending, this.time.passUntil(() => ended).catch(() => undefined)]);
    await ending;
  }

  #startNode(node: string): void {
    const shared = {
      ...this.#store,
      node,
      timers: this.time.timers,
      time_scale: 1,
      observe: () => undefined,
    };
    const outgoing = new Outgoing({ ...shared, transport: (request) => this.#answer(request) });
    this.outgoing.push(outgoing);
    const engine = new Engine({
      ...shared,
      connections: new Connections(shared.database, shared.vault, shared.timers),
      providers: new Map([["kilima", this.account.provider]]),
      outgoing,
      announced: () => undefined,
      callback_base_url: () => "http://127.0.0.1:1",
      subscribedCustomer: async () => null,
    });
    engine.start();
    this.#engines.push(engine);
    this.#closing.defer(() => engine.stop());
  }

  async #answer({ url, headers }: HttpRequest): Promise<Exchange> {
    const call: Call = {
      at: this.time.now,
      call: url.endsWith("submit") ? "submit" : "inquiry",
      phone_number: headers["phone"] ?? "",
    };
    const refused = this.#options.refuses?.(call, this.arrived) ?? false;
    this.arrived.push({ ...call, refused });
    return {
      end: "answer",
      answer: { status: refused ? TOO_MANY : 200, headers: {}, body: new Uint8Array() },
    };
  }

  #provider(): Provider {
    const request = (call: string, phone_number: string | null): HttpRequest => ({
      method: "POST",
      url: `http://kilima/${call}`,
      headers: { phone: phone_number ?? "" },
      body: null,
      timeout_ms: 1_000,
    });
    const { retry_after, refuses_phone = false } = this.#options;
    const advice = { ...says.throttled.advice, ...(retry_after && { after_seconds: retry_after }) };
    const reason = refuses_phone ? "payer_rate_limited" : "rate_limited";
    const throttled: Reading = { ...says.throttled, reason, advice };
    const read =
      (evidence: Finding["evidence"], taken: Reading = says.completed) =>
      ({ status }: HttpAnswer): Finding => ({
        evidence,
        about: evidence === "inquiry" && status === TOO_MANY ? "call" : "operation",
        strength: "proof",
        reading: status === TOO_MANY ? throttled : taken,
        provider: noWords,
        provider_reference: null,
        receipt: null,
        amount_minor: null,
      });
    const connector: Connector<unknown> = {
      ...mpesaKe.connector,
      submit: ({ phone_number }) => request("submit", phone_number),
      readSubmit: read("answer", this.#options.answer),
      inquire: ({ phone_number }) => request("inquiry", phone_number),
      readInquiry: read("inquiry"),
    };
    const capabilities = {
      ...mpesaKe.capabilities,
      inquiry: "by_reference",
      one_prompt_per_phone: this.#options.one_prompt ?? false,
    } as const;
    const limits = { ...mpesaKe.limits, calls_in_flight: 4, rates: this.#options.rates };
    const timing = { ...mpesaKe.timing, inquiry_at: [2, 4], deadline: 300, resubmit_after: [1, 5] };
    return { ...mpesaKe, id: "kilima", capabilities, limits, timing, connector };
  }
}

function storeOf(database: Database, time: StandingTime) {
  return {
    database: time.awaited(database),
    vault: new Vault(masterKey, randomness),
    clock: { now: () => time.now, offset_ms: 0 },
    randomness,
    lease_ms: 5_000,
  };
}
