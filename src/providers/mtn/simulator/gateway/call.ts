import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { newTransactionId } from "../ids.ts";

/** How a call can end. */
export type Ending = SimulatedAnswer | "hang" | "reset";

/** A call that has found its way to one of the products. */
export interface Call {
  readonly host: SimulatorHost;
  readonly request: SimulatedRequest;
  /** What the path names, for example `customerId`. */
  readonly params: Readonly<Record<string, string>>;
  /** The caller's own where it is well-formed, else one of the platform's. */
  readonly transaction_id: string;
}

/** What the path says in place of `{name}`. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? "";
}

/** Letters, digits and four signs. Most products take up to 36 of them, payments 20. */
export function transactionIdOf(host: SimulatorHost, request: SimulatedRequest, length_max: number): string {
  const sent = request.headers["transactionid"] ?? "";
  const wellFormed = /^[A-Za-z0-9+/=-]{5,}$/.test(sent) && sent.length <= length_max;
  return wellFormed ? sent : newTransactionId(host);
}

/** The path as errors show it: without the version. */
export function innerPath({ path }: SimulatedRequest): string {
  return path.replace(/^(?:\/api)?\/v\d+/, "");
}
