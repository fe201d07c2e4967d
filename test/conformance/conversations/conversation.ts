import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { HttpRequest } from "../../../src/connector/http.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import type { Json, PhoneAct } from "../../../src/connector/simulator.ts";
import { type Fixture, fixturesOf } from "../fixtures.ts";

/**
 * Messages between a merchant and a provider, in their order, as a provider's folder keeps them in
 * `fixtures/conversations/`. Both sides are held against the same file: what ours builds and understands, what theirs
 * answers and sends.
 */
export interface Conversation {
  /** The file's. */
  readonly name: string;
  readonly says: string;
  /** Another conversation that has gone before it in the same world; null: none. */
  readonly after: string | null;
  /** When it begins, ISO 8601; left out where another went before. */
  readonly at?: string;
  /** The simulator's. */
  readonly settings?: Settings;
  /** What the merchant wants, as far as it does not go without saying. */
  readonly order?: Facts;
  readonly messages: readonly Step[];
}

export type Settings = Readonly<Record<string, Json>>;

/** Fields of what a connector may know of an operation or a subscription; amounts as the API writes them. */
export type Facts = Readonly<Record<string, Json>>;

export type Step = Call | Callback | Return | Visit | Meanwhile;

/** Where a message was read, and how well that is founded. */
interface Sourced {
  readonly source: string;
  readonly basis: "seed" | "documented" | "assumed";
  /** What has become known meanwhile; it stays so. */
  readonly order?: Facts;
  /** Which of the provider's recipes for fields makes the request's signature; left out where no field holds one. */
  readonly signed?: string;
}

/** One call and its answer. */
export interface Call extends Sourced {
  /** By the connector's name, for example `payment/submit`; null for one that only other programs make. */
  readonly call: string | null;
  readonly request: WireRequest;
  readonly answer: WireAnswer;
  /** What the connector makes of the answer; left out where it builds the request or page alone. */
  readonly finds?: Json;
}

/** One message to the merchant's server. */
export interface Callback extends Sourced {
  /** For example `payment/callback`; null where nobody reads it, as with a test of the URL. */
  readonly callback: string | null;
  readonly request: WireRequest;
  readonly finds?: Json;
}

/** The payer's browser comes back to the merchant. */
export interface Return extends Sourced {
  readonly return: string;
  readonly request: WireRequest;
  readonly finds: Json;
}

/** The payer at the provider's pages, which are theirs alone and have no literal form. */
export interface Visit {
  readonly visit: string;
  /** A word in the address of the button; left out: the first one. */
  readonly presses?: string;
  readonly fills?: Readonly<Record<string, string>>;
  /** The simulator's names of the pages on the way. */
  readonly passes: readonly string[];
}

/** What happens in the provider's world before the next message. */
export interface Meanwhile {
  readonly meanwhile: {
    readonly seconds?: number;
    readonly settings?: Settings;
    readonly acts?: Readonly<Record<string, PhoneAct>>;
    readonly balances?: Readonly<Record<string, string>>;
  };
}

/** Of a call, path and query stand behind the provider's host; of what the merchant gets, `url` is whole. */
export interface WireRequest {
  readonly method: HttpRequest["method"];
  readonly path?: string;
  readonly url?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** All of them, except where a browser sends them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A text stands as it is, anything else is JSON. */
  readonly body?: Json;
  /** Fields of a form. */
  readonly form?: Readonly<Record<string, string>>;
}

export interface WireAnswer {
  readonly status: number;
  /** Those that count. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out of a page for people, whose words are the simulator's own. */
  readonly body?: Json;
}

/** In what two messages that say the same may differ, by the name of the field. */
export type Changing = ReadonlyMap<string, RegExp>;

export function conversationsOf(provider: Provider): readonly Conversation[] {
  const folder = folderOf(provider.id);
  if (!existsSync(folder)) return [];
  const fixtures = fixturesOf(provider);
  const files = readdirSync(folder).filter((file) => file !== CHANGING);
  return files.map((file) => {
    const { messages, ...about } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    const steps = (messages as readonly Written[]).map((step) => withAnswer(step, fixtures));
    return { after: null, ...about, messages: steps, name: file.replace(".json", "") };
  });
}

/** In a file, the name of another fixture may stand for an answer that is literal there. */
type Written = Exclude<Step, Call> | (Omit<Call, "answer"> & { readonly answer: WireAnswer | string });

function withAnswer(step: Written, fixtures: readonly Fixture[]): Step {
  if (!("answer" in step)) return step;
  const { answer } = step;
  if (typeof answer !== "string") return { ...step, answer };
  const fixture = fixtures.find(({ name }) => name === answer);
  if (fixture === undefined) throw new Error(`There is no fixture ${answer}.`);
  return { ...step, answer: { status: fixture.http_status ?? 200, body: fixture.body } };
}

const CHANGING = "changing.json";

/** Values that each side makes up anew, such as names and times. */
export function changingOf({ id }: Provider): Changing {
  const file = new URL(CHANGING, folderOf(id));
  const patterns: Readonly<Record<string, string>> = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : {};
  return new Map(Object.entries(patterns).map(([name, pattern]) => [name, new RegExp(`^(?:${pattern})$`)]));
}

/** With all that went before it, oldest first. */
export function lineOf(conversation: Conversation, all: readonly Conversation[]): readonly Conversation[] {
  if (conversation.after === null) return [conversation];
  const before = all.find(({ name }) => name === conversation.after);
  if (before === undefined) throw new Error(`There is no conversation ${conversation.after}.`);
  return [...lineOf(before, all), conversation];
}

function folderOf(id: string): URL {
  return new URL(`../../../src/providers/${id}/fixtures/conversations/`, import.meta.url);
}
