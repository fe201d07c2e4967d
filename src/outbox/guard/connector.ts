import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import type { Resolve } from "./resolve.ts";

/** No connection is made; the message is a sentence for the merchant, without the address behind the name. */
export class TargetRefused extends Error {
  override readonly name = "TargetRefused";
}

const FORBIDDEN = "The URL's name leads to an address that webhooks may not go to.";
const NO_ADDRESS = "The URL's name has no address.";
const NO_LOOK_UP = "The URL's name could not be looked up.";

export interface GuardOptions {
  readonly resolve: Resolve;
  isAllowed(address: string): boolean;
  readonly timeout_ms: number;
  /** In place of the well-known certificate authorities. */
  readonly trusted_certificates?: string;
}

/**
 * Opens connections to checked addresses only. A name is resolved once for each connection, every address that it has
 * is checked, and the socket goes to one of those very addresses, so that a name which changes its mind between the
 * check and the connection gains nothing. Certificate and `Host` still speak of the name.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const { timeout_ms, trusted_certificates } = options;
  const connect = buildConnector({
    timeout: timeout_ms,
    lookup: checkedLookup(options),
    autoSelectFamily: true,
    ...(trusted_certificates === undefined ? {} : { ca: trusted_certificates }),
  });
  return (target, callback) => {
    // A literal address is never looked up, so it is checked here.
    if (isIP(target.hostname) !== 0 && !options.isAllowed(target.hostname))
      callback(new TargetRefused(FORBIDDEN), null);
    else connect(target, callback);
  };
}

function checkedLookup(options: GuardOptions): LookupFunction {
  return (host, _options, callback) => {
    options.resolve(host).then(
      (addresses) => {
        if (addresses.length > 0 && addresses.every((address) => options.isAllowed(address)))
          callback(null, addresses.map(withFamily));
        else callback(new TargetRefused(FORBIDDEN), []);
      },
      (error: unknown) => callback(new TargetRefused(sayWhy(error)), []),
    );
  };
}

function sayWhy(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOTFOUND" || code === "ENODATA" ? NO_ADDRESS : NO_LOOK_UP;
}

function withFamily(address: string) {
  return { address, family: isIP(address) };
}
