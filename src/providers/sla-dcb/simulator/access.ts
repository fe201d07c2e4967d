import ipaddr from "ipaddr.js";
import type { SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { refusal } from "./api-error.ts";
import type { Credential } from "./services.ts";
import { rateLimit, text } from "./settings.ts";

/** The span of time in which calls are counted, and its name in the refusal. */
const PERIOD_MS = 60_000;
const PERIOD = "minute";

/** Calls of one credential in the span that began with the first of them. */
type Counted = { readonly from_ms: number; readonly calls: number };

/** The first three checks of every call: who calls, from where, and how often. */
export function authenticate(host: SimulatorHost, request: SimulatedRequest): Credential {
  const [username, password] = userAndPassword(request.headers["authorization"] ?? "");
  const credential = host.records.get<Credential>("credential", username);
  if (credential?.enabled !== true || credential.password !== password) throw refusal("1001", {});
  checkAddress(credential, addressOf(host, request));
  countCall(host, credential);
  return credential;
}

/** Where a request comes from. */
export function addressOf(host: SimulatorHost, { headers }: SimulatedRequest): string {
  const [forwarded = ""] = (headers["x-forwarded-for"] ?? "").split(",");
  return forwarded.trim() || text(host, "caller_address") || "127.0.0.1";
}

export function isInRange(address: string, range: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const [network, length] = ipaddr.parseCIDR(range);
  const parsed = ipaddr.process(address);
  return parsed.kind() === network.kind() && parsed.match(network, length);
}

function userAndPassword(header: string): readonly [username: string, password: string] {
  const [, encoded = ""] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  const [, username = "", password = ""] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, "base64").toString("utf8")) ?? [];
  return [username, password];
}

function checkAddress({ allow_list }: Credential, ip: string): void {
  if (allow_list.some((range) => isInRange(ip, range))) return;
  throw refusal("1002", { ip, whitelist: allow_list.join(", ") });
}

function countCall(host: SimulatorHost, { username }: Credential): void {
  const limit = rateLimit(host);
  if (limit === null) return;
  const now = host.now();
  const before = host.records.get<Counted>("calls", username);
  const current =
    before !== undefined && now < before.from_ms + PERIOD_MS ? before : { from_ms: now, calls: 0 };
  if (current.calls >= limit) throw refusal("1003", { period: PERIOD });
  host.records.put("calls", username, { ...current, calls: current.calls + 1 });
}
