import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { number, numberOrNull } from "../settings.ts";
import { ApiError } from "./api-error.ts";

/** What an app may still call; it fills up again with time. */
type Bucket = { readonly calls: number; readonly at_ms: number };

const MINUTE_MS = 60_000;

/** 3006: the whole app is too fast. */
export function countAppCall(host: SimulatorHost, client_id: string): void {
  const per_second = numberOrNull(host, "app_calls_per_second");
  if (per_second === null) return;
  const most = number(host, "app_calls_at_once");
  const bucket = host.records.get<Bucket>("app_calls", client_id) ?? { calls: most, at_ms: host.now() };
  const filled = bucket.calls + ((host.now() - bucket.at_ms) * per_second) / 1_000;
  const calls = Math.min(most, filled);
  if (calls < 1) throw new ApiError("3006", "The app makes too many calls.");
  host.records.put("app_calls", client_id, { calls: calls - 1, at_ms: host.now() } satisfies Bucket);
}

/** 1013: too much is asked about one customer. Only calls count that can move money or change a subscription. */
export function countCustomerCall(host: SimulatorHost, msisdn: string): void {
  const per_minute = numberOrNull(host, "customer_calls_per_minute");
  if (per_minute === null) return;
  const calls = host.records.get<readonly number[]>("customer_calls", msisdn) ?? [];
  const recent = calls.filter((at_ms) => at_ms > host.now() - MINUTE_MS);
  if (recent.length >= per_minute) {
    throw new ApiError("1013", `More than ${per_minute} calls in a minute about this customer.`);
  }
  host.records.put("customer_calls", msisdn, [...recent, host.now()]);
}
