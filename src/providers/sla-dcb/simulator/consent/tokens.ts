import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { padded, parseAmount } from "../amounts.ts";
import { refusal } from "../api-error.ts";
import { newUuid } from "../ids.ts";
import type { ApiCall } from "../parameters.ts";
import type { Environment, Service } from "../services.ts";
import { duration } from "../settings.ts";

/** One customer's consent to one service, good for one request. Kept as it stands on the wire. */
export type Token = {
  readonly token: string;
  readonly merchant: string;
  readonly campaign: string;
  readonly environment: Environment;
  /** Empty where the customer was never identified. */
  readonly msisdn: string;
  /** What the customer agreed to pay once; null for a subscription. */
  readonly price: { readonly amount_minor: string; readonly currency: string } | null;
  readonly made_at_ms: number;
  readonly used: boolean;
};

const PREFIX = "TOKEN:";
const FORM = /^TOKEN:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** An expired token is forgotten after a day. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;

export function makeToken(
  host: SimulatorHost,
  consent: Omit<Token, "token" | "made_at_ms" | "used">,
): string {
  const token = PREFIX + newUuid(host);
  const made: Token = { ...consent, token, made_at_ms: host.now(), used: false };
  host.records.put("token", token, made);
  return token;
}

export function isToken(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** For calls that only want to know the customer. */
export function knownToken({ host, credential }: ApiCall, text: string): Token {
  if (!FORM.test(text)) throw refusal("2037", { token: text });
  const token = host.records.get<Token>("token", text);
  if (token === undefined || host.now() >= expiryOf(host, token) + FORGOTTEN_AFTER_MS)
    throw refusal("7001 unknown", { token: text });
  if (token.merchant !== credential.merchant) throw refusal("2037", { token: text });
  return token;
}

/** For calls that the token is the customer's consent to. */
export function usableToken(call: ApiCall, text: string, service: Service): Token {
  const token = knownToken(call, text);
  const { environment } = call.credential;
  if (token.used) throw refusal("7001 used", { token: text });
  if (token.environment !== environment) throw refusal("7005", { token: text, environment });
  if (token.campaign !== service.uri) throw refusal("7004", { token: text, campaign_uri: service.uri });
  if (call.host.now() >= expiryOf(call.host, token)) throw refusal("7006", { token: text });
  if (token.msisdn === "") throw refusal("7002", { token: text });
  checkPrice(call, token);
  return token;
}

export function useToken(host: SimulatorHost, token: Token | null): void {
  if (token !== null) host.records.put("token", token.token, { ...token, used: true });
}

function expiryOf(host: SimulatorHost, token: Token): number {
  return token.made_at_ms + duration(host, "token_lives_ms");
}

function checkPrice({ parameters }: ApiCall, { token, price }: Token): void {
  if (price === null || !parameters.has("amount")) return;
  const { amount_minor, currency } = price;
  if (parseAmount(parameters.text("amount"), currency) === BigInt(amount_minor)) return;
  const asked = parameters.amount();
  throw refusal("7003", { amount: padded(asked, parameters.text("currency")), token });
}
