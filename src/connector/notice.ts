import type { SubscriptionFinding } from "../core/subscription.ts";
import type { SubscriptionOrder } from "./subscription.ts";

/** What a message at a connection's own URL is about. `attempt`s have URLs of their own where a provider allows it. */
export type Notice =
  /** One of our operations, by our own name for one of its calls; `readCallback` reads the rest. */
  | { readonly about: "operation"; readonly call_reference: string }
  | {
      readonly about: "subscription";
      readonly provider_reference: string;
      /** Our own name for the call that started it, where the message repeats it: no answer may have told us theirs yet. */
      readonly call_reference?: string;
      /** E.164 with `+`, for a subscription that we did not start; null where the customer has another name. */
      readonly phone_number: string | null;
      /** What the gateway's own options would have been, had we started it. */
      readonly provider_options: Readonly<Record<string, unknown>>;
      /** True where the customer may have started it without us. */
      readonly may_be_new: boolean;
      /** The customer's own message that brought it about; left out where there was none. */
      readonly message?: InboundMessage;
      read(known: SubscriptionOrder): SubscriptionFinding;
    }
  | { readonly about: "message"; readonly message: InboundMessage }
  /** Nothing that anybody has to hear of. `because`: a sentence for the operator. */
  | { readonly about: "nothing"; readonly because: string };

/** A text message that a customer sent. */
export interface InboundMessage {
  /** E.164 with `+`; null where the provider tells no number. */
  readonly from: string | null;
  /** The provider's own name for the customer, where it stands in the number's place; else null. */
  readonly from_reference: string | null;
  /** The short code or number that it was sent to. */
  readonly to: string | null;
  /** Null where the provider keeps it to itself. */
  readonly text: string | null;
  /** What the provider took it for; null where it does not say. */
  readonly command: "subscribe" | "unsubscribe" | null;
  /** The provider's name for it, or another text that is the same whenever it is sent again. */
  readonly provider_reference: string;
}
