import type { HttpRequest } from "../../../src/connector/http.ts";
import type { Provider } from "../../../src/connector/provider.ts";
import { operationAt } from "../operation-at.ts";
import { type Open, visitPage } from "../stage/browser.ts";
import {
  type Call,
  type Callback,
  type Conversation,
  changingOf,
  type Return,
  type Step,
  type Visit,
} from "./conversation.ts";
import { type Comparing, compare, type Likeness, type Renamed, rename } from "./likeness.ts";
import { type Keys, sealAll, sealsOf } from "./seals.ts";
import { type Signing, signatureFor, signatureIn, signingOf } from "./signing.ts";
import { baseOf, TheirSide } from "./their-side.ts";
import { canonical, requestOf, saidBy, signedParts } from "./wire-form.ts";

/** What their side answers and sends otherwise than the last conversation of the line has it. */
export async function differencesOfTheirs(
  provider: Provider,
  line: readonly Conversation[],
): Promise<readonly string[]> {
  const play = new TheirPlay(provider, Date.parse(line[0]?.at ?? ""));
  let differences: readonly string[] = [];
  for (const { settings = {}, messages } of line) {
    play.theirs.set(settings);
    differences = [];
    for (const [index, step] of messages.entries()) {
      const found = await play.differencesAt(step);
      differences = [...differences, ...found.map((difference) => `message ${index}${difference}`)];
    }
    const unheard = await play.unheard();
    differences = [...differences, ...unheard.map((request) => `at the end: ${JSON.stringify(request)}`)];
  }
  return differences;
}

class TheirPlay {
  readonly theirs: TheirSide;
  readonly #provider: Provider;
  readonly #comparing: Comparing;
  readonly #signing: Signing | null;
  /** How the two sides of the comparison call the same things. */
  #renamed: readonly Renamed[] = [];
  #sent: readonly HttpRequest[] = [];
  /** Where the payer's browser has come to. */
  #browser: string | null = null;

  constructor(provider: Provider, at_ms: number) {
    const { simulator } = provider;
    this.theirs = new TheirSide(provider, at_ms);
    this.#provider = provider;
    this.#comparing = {
      changing: changingOf(provider),
      seals: sealsOf(simulator.credentials as Keys),
    };
    this.#signing = signingOf(provider);
  }

  async differencesAt(step: Step): Promise<readonly string[]> {
    if ("call" in step) return this.#call(step);
    if ("callback" in step) return this.#hear(step);
    if ("return" in step) return this.#comeBack(step);
    if ("visit" in step) return this.#visit(step);
    await this.theirs.meanwhile(rename(step.meanwhile, this.#renamed));
    return [];
  }

  /** Messages to the merchant that no step has taken. */
  async unheard(): Promise<readonly HttpRequest[]> {
    this.#sent = [...this.#sent, ...(await this.theirs.takeSent())];
    return this.#sent;
  }

  async #call(step: Call): Promise<readonly string[]> {
    const answer = await this.theirs.call(this.#asSent(step));
    const { status, headers = {}, body } = step.answer;
    const given = {
      status: answer.status,
      headers: pick(answer.headers, Object.keys(headers)),
      ...(body !== undefined && { body: saidBy(answer.body) }),
    };
    const fixture = {
      status,
      headers,
      ...(body !== undefined && { body: typeof body === "string" ? saidBy(body) : body }),
    };
    return this.#learn(compare(fixture, given, this.#comparing));
  }

  /** The fixture's request with the names that this world has given, and signed anew. */
  #asSent({ request, signed }: Call): HttpRequest {
    const named = sealAll(rename(request, this.#renamed), this.#comparing.seals);
    const http = requestOf(named, baseOf(this.#provider));
    const signature = signatureFor(signedParts(http), this.#signing, signed);
    const field = this.#signing?.field;
    if (signature === null || field === undefined) return http;
    return { ...http, body: JSON.stringify({ ...Object(named.body), [field]: signature }) };
  }

  async #hear({ request, signed }: Callback): Promise<readonly string[]> {
    const [next, ...others] = await this.unheard();
    this.#sent = others;
    if (next === undefined) return [": nothing was sent"];
    const fixture = requestOf(rename(request, this.#renamed), "");
    const headers = pick(next.headers, Object.keys(fixture.headers));
    return this.#compareRequests([fixture, { ...next, headers }], signed);
  }

  #comeBack({ request, signed }: Return): readonly string[] {
    const url = this.#browser;
    if (url === null) return [": no browser has come back"];
    const back = { method: "GET", url, headers: {}, body: null } as const;
    const fixture = requestOf(rename({ ...request, headers: {} }, this.#renamed), "");
    return this.#compareRequests([fixture, back], signed);
  }

  #compareRequests(
    [fixture, actual]: readonly [HttpRequest, Omit<HttpRequest, "timeout_ms">],
    recipe: string | undefined,
  ): readonly string[] {
    const parts = signedParts(actual);
    const right = signatureFor(parts, this.#signing, recipe);
    const wrong = right !== null && right !== signatureIn(parts, this.#signing);
    return [
      ...(wrong ? [".signature: wrong"] : []),
      ...this.#learn(compare(canonical(fixture), canonical(actual), this.#comparing)),
    ];
  }

  async #visit({ visit, presses = "", fills = {}, passes }: Visit): Promise<readonly string[]> {
    const named = rename({ visit, fills, passes }, this.#renamed);
    const seen = new Set<string>();
    const open: Open = async (url, form) => {
      const { origin, pathname: path } = new URL(url);
      // A page of the merchant's: whoever comes there has left the provider.
      if (origin !== baseOf(this.#provider)) return { url, html: "" };
      const method = form === null ? "GET" : "POST";
      seen.add(operationAt(this.#provider, { method, path })?.name ?? path);
      const headers = form === null ? {} : { "content-type": "application/x-www-form-urlencoded" };
      const body = form === null ? null : String(form);
      const answer = await this.theirs.call({ method, url, headers, body, timeout_ms: 0 });
      const { location } = answer.headers;
      return location === undefined
        ? { url, html: answer.body }
        : await open(new URL(location, url).href, null);
    };
    const pages = {
      fills: async (name: string) => named.fills[name] ?? null,
      presses: presses === "" ? null : presses,
    };
    this.#browser = await visitPage(named.visit, pages, open);
    return compare([...named.passes], [...seen], this.#comparing).differences.map(
      (difference) => `, pages${difference}`,
    );
  }

  #learn({ differences, renamed }: Likeness): readonly string[] {
    this.#renamed = [...renamed, ...this.#renamed];
    return differences;
  }
}

function pick(headers: HttpRequest["headers"], names: readonly string[]): HttpRequest["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}
