import { isIP } from "node:net";
import { isPublicAddress } from "./address.ts";

/** Where webhooks may go. */
export interface TargetRules {
  /** Permits http, every port and every address: for development and tests, where receivers are at home. */
  readonly allow_insecure_targets: boolean;
  /** Besides 443; left out: none. */
  readonly extra_ports?: readonly number[];
}

/**
 * Says in a sentence why webhooks may not go to a URL; undefined where nothing speaks against it. This is what can be
 * said without asking who the name is: each connection asks, and checks the answer.
 */
export function refuseUrl(text: string, rules: TargetRules): string | undefined {
  // The parser would quietly drop line breaks and tabs, and turn look-alike characters into others.
  if (!VISIBLE_ASCII.test(text))
    return "The URL may hold only visible ASCII characters; write names in Punycode.";
  const url = URL.parse(text);
  if (url === null) return "The URL cannot be read.";
  if (url.username !== "" || url.password !== "") return "The URL must not hold a user name or a password.";
  if (rules.allow_insecure_targets)
    return isHttp(url) ? undefined : "The URL must begin with https:// or http://.";
  if (url.protocol !== "https:") return "The URL must begin with https://.";
  if (!isAllowedPort(url, rules)) return `The port ${url.port} is not among those that webhooks may go to.`;
  return refuseHost(hostOf(url));
}

/** Without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

function isHttp(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "http:";
}

function isAllowedPort(url: URL, rules: TargetRules): boolean {
  return url.port === "" || rules.extra_ports?.includes(Number(url.port)) === true;
}

/** The parser has turned every spelling of an IPv4 address, `0x7f.1` and `2130706433` among them, into the usual one. */
function refuseHost(host: string): string | undefined {
  if (isIP(host) !== 0)
    return isPublicAddress(host) ? undefined : "The URL's address is not one of the public internet.";
  const labels = host.replace(/\.$/, "").split(".");
  const isLocal = labels.length < 2 || LOCAL_ENDINGS.has(labels.at(-1) ?? "");
  return isLocal ? "The URL's name is one of a local network." : undefined;
}

/** Names that are never public, whatever a resolver says of them. */
const LOCAL_ENDINGS = new Set([
  "localhost",
  "local",
  "internal",
  "lan",
  "home",
  "corp",
  "intranet",
  "localdomain",
]);
