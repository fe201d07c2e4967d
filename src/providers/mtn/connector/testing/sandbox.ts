import type { HttpAnswer, HttpRequest } from "../../../../connector/http.ts";
import { config, type MtnConfig } from "../../config.ts";
import { simulator } from "../../simulator/index.ts";
import { openRawClient, type RawClient } from "../../simulator/testing/raw-client.ts";

/** What the connector says is carried to the simulator as it is: both products take the key alone, without a token. */
export interface Sandbox extends AsyncDisposable {
  readonly settings: MtnConfig;
  carry(request: HttpRequest): Promise<HttpAnswer>;
  /** Takes back all settings of the simulator's but these. */
  readonly set: RawClient["set"];
  readonly advance: RawClient["advance"];
}

export async function openSandbox(): Promise<Sandbox> {
  const client = await openRawClient();
  return {
    settings: config.forSandbox(client.base, simulator.credentials),
    carry,
    set: (settings) =>
      client.set({ customer_calls_per_minute: null, app_calls_per_second: null, ...settings }),
    advance: client.advance,
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

async function carry({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
  const answer = await fetch(url, { method, headers, body });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: bytes };
}
