import { createHmac, createSecretKey } from "node:crypto";
import { showId } from "../core/ids.ts";

/** An event as it goes out. */
export interface Message {
  /** The event's shown id: the same over all tries and endpoints, so that a receiver knows what it had before. */
  readonly id: string;
  readonly body: string;
}

export function messageOf(announced: {
  readonly announcement_id: string;
  readonly type: string;
  readonly version: number;
  readonly at: number;
  readonly resource: unknown;
}): Message {
  const id = showId("event", announced.announcement_id);
  const body = JSON.stringify({
    id,
    type: announced.type,
    timestamp: new Date(announced.at).toISOString(),
    // No order is promised: of two events about one operation, the higher version is the newer.
    version: announced.version,
    data: announced.resource,
  });
  return { id, body };
}

/**
 * The headers of one try, after Standard Webhooks: signed anew each time, by every secret that is valid.
 * `now`: milliseconds of real time, for the receiver refuses what is five minutes old.
 */
export function signedHeaders(
  message: Message,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: number },
): Readonly<Record<string, string>> {
  const timestamp = Math.floor(now / 1000).toString();
  const signed = `${message.id}.${timestamp}.${message.body}`;
  return {
    "content-type": "application/json",
    "user-agent": "Hakika",
    "webhook-id": message.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => signature(signed, secret)).join(" "),
  };
}

/** By the machine's own HMAC, for that of the standard's library is written in JavaScript. `secret`: `whsec_…`. */
function signature(signed: string, secret: string): string {
  const key = createSecretKey(Buffer.from(secret.replace(/^whsec_/, ""), "base64"));
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
