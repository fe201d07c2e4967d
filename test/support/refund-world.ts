import { expect } from "vitest";
import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type { Event } from "../../src/core/event.ts";
import { readId, slotOf } from "../../src/core/ids.ts";
import type { Database } from "../../src/store/database.ts";
import { type ApiAnswer, type ApiWorld, openApiWorld } from "./api-world.ts";
import { answerWith, type GenerousCall, generous } from "./generous-provider.ts";
import type { Untimed } from "./operations.ts";

export const PAID = 150_000;

/** How a refund fares on its way; `arrive` has it carried out, and says what the answer is. */
export type Fare = (arrive: () => Exchange) => Promise<Exchange>;

type Through = (database: Database) => Database;

interface Wish {
  /** Left out: all that is left. */
  readonly dong?: number;
  /** Left out: the first. */
  readonly node?: ApiWorld | undefined;
}

/**
 * Nodes, and a provider that gives back whatever it is asked to. Its books show what was done, so that nothing but the
 * nodes keeps them from giving back more than was taken.
 */
export class RefundWorld implements AsyncDisposable {
  readonly nodes: ApiWorld[] = [];
  /** What the provider carried out. */
  readonly books: GenerousCall[] = [];
  /** Refunds that have reached the provider. */
  arrived = 0;
  fare: Fare = async (arrive) => arrive();
  readonly #closing = new AsyncDisposableStack();

  /** A node for each of these ways to the database. */
  static async open(ways: readonly Through[]): Promise<RefundWorld> {
    const world = new RefundWorld();
    for (const through of ways) await world.#startNode(through);
    return world;
  }

  get node(): ApiWorld {
    const [node] = this.nodes;
    if (node === undefined) throw new Error("No node runs in this world.");
    return node;
  }

  /** What the provider has given back, of all payments together. */
  get returned(): number {
    return this.books.reduce((sum, { do: what, dong }) => (what === "refund" ? sum + dong : sum), 0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing.disposeAsync();
  }

  /** A payment that succeeded. */
  async paid(): Promise<string> {
    const amount = { value: String(PAID), currency: "VND" };
    const { body } = await this.#create("/v1/payments", { provider: generous.id, amount });
    await this.reaches(body.id, "succeeded");
    return body.id;
  }

  giveBack(payment: string, { dong, node }: Wish = {}): Promise<ApiAnswer> {
    const wish = dong === undefined ? {} : { amount: { value: String(dong), currency: "VND" } };
    return this.#create(`/v1/payments/${payment}/refunds`, wish, node);
  }

  /** Fifths of a payment, at all nodes in turn. */
  giveBackFifths(payment: string, count: number): Promise<ApiAnswer>[] {
    return Array.from({ length: count }, (_, index) =>
      this.giveBack(payment, { dong: PAID / 5, node: this.nodes[index % this.nodes.length] }),
    );
  }

  async status(shown: string): Promise<string> {
    const kind = shown.startsWith("ref_") ? "refunds" : "payments";
    return (await this.node.call("GET", `/v1/${kind}/${shown}`)).body.status;
  }

  async reaches(shown: string, status: string): Promise<void> {
    await expect.poll(() => this.status(shown), { timeout: 20_000 }).toBe(status);
  }

  /** Something that the provider says of a payment. */
  async hears(payment: string, untimed: Untimed): Promise<void> {
    const id = readId("payment", payment) ?? "";
    const { engine, store } = this.node;
    const event = { ...untimed, at: store.clock.now() } as Event;
    await engine.happened({ slot: slotOf(id), id, event, raw: null });
  }

  /** A person's word about the open review of a payment. */
  async decide(payment: string, decision: "moved" | "not_moved"): Promise<void> {
    const { body } = await this.node.call("GET", `/v1/reviews?operation=${payment}&status=open`);
    const said = { decision, why: "line 214 of the statement", by: "asha" };
    const decided = await this.node.call("POST", `/v1/reviews/${body.data[0].id}/decide`, { body: said });
    expect(decided.status).toBe(200);
  }

  /** From now on the first node looks for what is due; until then each does what it has taken, and no more. */
  start(): void {
    this.node.engine.start();
  }

  /** Lets time pass for the node that looks for what is due. */
  letPass(ms: number): void {
    this.node.store.clock.advance(ms);
    this.node.engine.poke();
  }

  #create(path: string, body: object, node = this.node): Promise<ApiAnswer> {
    const headers = { "idempotency-key": crypto.randomUUID() };
    return node.call("POST", path, { key: this.node.key, headers, body });
  }

  async #startNode(through: Through): Promise<void> {
    const [first] = this.nodes;
    const options = { providers: [generous], transport: this.#transport, through };
    const at = first === undefined ? {} : { database_url: first.database_url };
    this.nodes.push(this.#closing.use(await openApiWorld({ ...options, ...at })));
  }

  readonly #transport = async ({ body }: HttpRequest): Promise<Exchange> => {
    const call = JSON.parse(String(body)) as GenerousCall;
    if (call.do !== "refund") return this.#carryOut(call);
    this.arrived += 1;
    return await this.fare(() => this.#carryOut(call));
  };

  #carryOut(call: GenerousCall): Exchange {
    if (call.do !== "inquire") this.books.push(call);
    return answerWith(this.books.some(({ name }) => name === call.name) ? 200 : 404);
  }
}

/** Of those refunds that were taken; the others can be refused for nothing but what is possible just now. */
export function idsOfAccepted(answers: readonly ApiAnswer[]): readonly string[] {
  for (const { status } of answers) expect([202, 409]).toContain(status);
  return answers.flatMap(({ status, body }) => (status === 202 ? [body.id] : []));
}
