import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { refusal } from "../api-error.ts";
import { newUuid } from "../ids.ts";
import type { ApiCall } from "../parameters.ts";
import { choice, duration } from "../settings.ts";

/** What the fraud engine saw of one load of a payment page. Kept under its UUID. */
export type FraudToken = {
  readonly token: string;
  readonly campaign: string;
  readonly verdict: "allow" | "block";
  /** The merchant has asked for the verdict. */
  readonly checked: boolean;
  readonly used: boolean;
  readonly made_at_ms: number;
};

export function makeFraudToken(host: SimulatorHost, campaign: string): FraudToken {
  const made: FraudToken = {
    token: newUuid(host),
    campaign,
    verdict: choice(host, "fraud_verdict"),
    checked: false,
    used: false,
    made_at_ms: host.now(),
  };
  putFraudToken(host, made);
  return made;
}

/** The merchant asks what the engine thinks. */
export function checkWithEngine(host: SimulatorHost, text: string, campaign: string): void {
  const token = freshFraudToken(host, text, campaign);
  if (token.verdict === "block") throw refusal("11003", {});
  putFraudToken(host, { ...token, checked: true });
}

/** Null where the call carries none; that it must carry one is checked with the other parameters. */
export function fraudTokenOf({ host, parameters }: ApiCall, campaign: string): FraudToken | null {
  if (!parameters.has("fraud_token")) return null;
  const token = freshFraudToken(host, parameters.text("fraud_token"), campaign);
  if (token.verdict === "block" || !token.checked) throw refusal("11003", {});
  return token;
}

export function useFraudToken(host: SimulatorHost, token: FraudToken | null): void {
  if (token !== null) putFraudToken(host, { ...token, used: true });
}

function freshFraudToken(host: SimulatorHost, text: string, campaign: string): FraudToken {
  const token = host.records.get<FraudToken>("fraud_token", text);
  if (token === undefined) throw refusal("11001", {});
  if (token.campaign !== campaign) throw refusal("11002", {});
  if (token.used) throw refusal("11004", {});
  if (host.now() >= token.made_at_ms + duration(host, "fraud_token_lives_ms")) throw refusal("11005", {});
  return token;
}

function putFraudToken(host: SimulatorHost, token: FraudToken): void {
  host.records.put("fraud_token", token.token, token);
}
