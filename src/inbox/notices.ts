import type { VerifiedCallback } from "../connector/connector.ts";
import type { InboundMessage, Notice } from "../connector/notice.ts";
import type { Provider } from "../connector/provider.ts";
import type { Randomness, SharedClock } from "../core/ports.ts";
import { findCallReference, type ReferencedCall } from "../store/call-references.ts";
import type { CallbackVerdict } from "../store/callbacks.ts";
import type { Connection } from "../store/connections.ts";
import type { Database } from "../store/database.ts";
import { takeReceivedMessage } from "../store/received-messages.ts";
import type { Vault } from "../store/vault.ts";
import { messageOf } from "./raw.ts";

/** A message that came to the URL of a whole connection, verified. */
export interface ConnectionMessage {
  readonly connection: Connection;
  readonly provider: Provider;
  readonly verified: VerifiedCallback;
  /** What it is about; undefined where the provider sends nothing to such a URL. */
  readonly notice: Notice | undefined;
}

export interface NoticesOptions {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: SharedClock;
  readonly randomness: Randomness;
  readonly subscriptions: SubscriptionNews;
  /** Told when there is something new to tell merchants. */
  readonly announced: () => void;
}

export interface SubscriptionNews {
  /** Answers why nothing came of the news, in a sentence; null where something did. */
  noticed(news: {
    readonly connection: Connection;
    readonly provider: Provider;
    readonly notice: Extract<Notice, { about: "subscription" }>;
    /** The message as it came. */
    readonly raw: Uint8Array;
  }): Promise<string | null>;
}

/** The operation that it is about, for whoever reads callbacks of operations; else what became of it. */
export type Taken = { readonly operation: ReferencedCall } | Judged;

/** A message that is read no further. */
export interface Judged {
  readonly verdict: CallbackVerdict;
  /** A sentence for the operator; null where there is nothing to explain. */
  readonly because: string | null;
}

export async function takeNotice(message: ConnectionMessage, options: NoticesOptions): Promise<Taken> {
  const { connection, provider, verified, notice } = message;
  switch (notice?.about) {
    case "operation": {
      const { call_reference } = notice;
      const operation = await findCallReference({ connection_id: connection.id, call_reference }, options);
      return operation === undefined
        ? unmatched("No call of ours has the name that it states.")
        : { operation };
    }
    case "subscription": {
      if (notice.message !== undefined) await takeMessage(notice.message, connection, options);
      const news = { connection, provider, notice, raw: messageOf(verified) };
      return { verdict: "applied", because: await options.subscriptions.noticed(news) };
    }
    case "message": {
      const is_new = await takeMessage(notice.message, connection, options);
      return { verdict: "applied", because: is_new ? null : "The same message came before." };
    }
    case "nothing":
      return { verdict: "applied", because: notice.because };
    case undefined:
      return unmatched("This provider sends nothing to such a URL.");
  }
}

/** False where it came before. */
async function takeMessage(
  message: InboundMessage,
  connection: Connection,
  options: NoticesOptions,
): Promise<boolean> {
  const is_new = await takeReceivedMessage(message, connection, options);
  if (is_new) options.announced();
  return is_new;
}

function unmatched(because: string): Taken {
  return { verdict: "unmatched", because };
}
