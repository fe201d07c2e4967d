import type { RawCallback } from "../../../src/connector/connector.ts";
import type { HttpRequest } from "../../../src/connector/http.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import type { Json } from "../../../src/connector/simulator.ts";
import type { Call, Callback, Changing, Conversation, Return, Step, WireRequest } from "./conversation.ts";
import { factsAt } from "./facts.ts";
import { compare } from "./likeness.ts";
import { type Known, make, tell } from "./our-side.ts";
import { type Keys, type Seals, sealAll, sealsOf, withOurKey } from "./seals.ts";
import { type Signing, signatureFor, signatureIn, signingOf } from "./signing.ts";
import { stated } from "./stated.ts";
import { baseOf } from "./their-side.ts";
import { answerOf, canonical, requestOf, signedParts } from "./wire-form.ts";

/** What our side builds and understands otherwise than the last conversation of the line has it. */
export function differencesOfOurs(provider: Provider, line: readonly Conversation[]): readonly string[] {
  const ours = new OurSide(provider, line);
  const differences = line.map((conversation) =>
    conversation.messages.flatMap((step, index) =>
      ours.differencesAt(conversation, step).map((difference) => `message ${index}${difference}`),
    ),
  );
  return differences.at(-1) ?? [];
}

class OurSide {
  readonly #provider: Provider;
  readonly #config: object;
  readonly #seals: Seals;
  readonly #signing: Signing | null;
  readonly #at_ms: number;
  #token: string | null = null;

  constructor(provider: Provider, line: readonly Conversation[]) {
    const { simulator, config } = provider;
    const settings = config.forSandbox(baseOf(provider), simulator.credentials) as object;
    this.#provider = provider;
    this.#config = withOurKey(settings, line as unknown as Json);
    this.#seals = sealsOf(settings as Keys);
    this.#signing = signingOf(provider);
    this.#at_ms = Date.parse(line[0]?.at ?? "");
  }

  differencesAt(conversation: Conversation, step: Step): readonly string[] {
    const known = { facts: factsAt(conversation, step), config: this.#config };
    if ("call" in step) return step.call === null ? [] : this.#differencesOfCall(step, step.call, known);
    if ("callback" in step)
      return step.callback === null ? [] : this.#differencesOfNews(step, step.callback, known);
    return "return" in step ? this.#differencesOfNews(step, step.return, known) : [];
  }

  #differencesOfCall(step: Call, name: string, known: Known): readonly string[] {
    const { request, read } = make(this.#provider, name, known);
    if (request === "cannot_ask") return [": nothing can be asked"];
    const found = step.finds === undefined ? undefined : read(answerOf(sealAll(step.answer, this.#seals)));
    const differences = [
      ...("payer_url" in request
        ? this.#compareRequests(step, { method: "GET", url: request.payer_url, headers: {}, body: null })
        : this.#compareRequests(step, name === "session" ? request : this.#withToken(request))),
      ...this.#compareFindings(step.finds, found),
    ];
    if (name === "session") this.#token = (found as { readonly token: string }).token;
    return differences;
  }

  #withToken(request: HttpRequest): HttpRequest {
    const { session } = this.#provider.connector;
    return session === undefined || this.#token === null ? request : session.sign(request, this.#token);
  }

  #compareRequests({ request, signed }: Call, built: Omit<HttpRequest, "timeout_ms">): readonly string[] {
    const with_headers = request.headers !== undefined;
    const fixture = canonical(requestOf(request, baseOf(this.#provider)), with_headers);
    const parts = signedParts(built);
    const right = signatureFor(parts, this.#signing, signed);
    const isRight = right === null || right === signatureIn(parts, this.#signing);
    return [
      ...(isRight ? [] : [".signature: wrong"]),
      ...this.#compare(fixture, canonical(built, with_headers), this.#changingIn(request)),
    ];
  }

  /** Ours is the same to the letter, but for what is encrypted in another way each time, and the signature over it. */
  #changingIn(request: WireRequest): Changing {
    const field = this.#signing?.field;
    const isSealed = JSON.stringify(request).includes('"sealed":');
    return new Map(isSealed && field !== undefined ? [[field, /^[0-9a-f]+$/]] : []);
  }

  #compare(fixture: Json, actual: unknown, changing: Changing = new Map()): readonly string[] {
    return compare(fixture, actual, { changing, seals: this.#seals }).differences;
  }

  #differencesOfNews(step: Callback | Return, name: string, known: Known): readonly string[] {
    const { method, url, headers, body } = requestOf(step.request, "");
    const raw: RawCallback = {
      method,
      headers,
      query: Object.fromEntries(new URL(url).searchParams),
      body: Buffer.from(body ?? ""),
    };
    const found = tell(this.#provider, name, [raw, { ...known, now_ms: this.#at_ms }]);
    return this.#compareFindings(step.finds, found);
  }

  #compareFindings(fixture: Json | undefined, found: unknown): readonly string[] {
    if (fixture === undefined) return [];
    return this.#compare(fixture, stated(found)).map((difference) => `, finds${difference}`);
  }
}
