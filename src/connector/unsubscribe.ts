import type { HttpAnswer } from "./http.ts";
import type { Customer, CustomerCall } from "./lookup.ts";

type Options = Readonly<Record<string, unknown>>;

/**
 * Ends at once all that a customer has subscribed to, whoever began it: with us, by a text message or in a shop. Nothing is
 * charged by it, and repeating it ends no more.
 */
export interface Unsubscribing<Config> {
  call(customer: Unsubscriber, config: Config): UnsubscribeCall;
  /** Whether a subscription that was taken with the first options is among what ends by the second. */
  includes(subscription: Options, asked: Options): boolean;
}

export interface UnsubscribeCall extends CustomerCall {
  /** Total, like every reader. */
  read(answer: HttpAnswer): Unsubscribed;
}

export interface Unsubscriber extends Omit<Customer, "place"> {
  /** The whole connection's, for what the provider tells later of each end. */
  readonly callback_url: string;
}

export interface Unsubscribed {
  /**
   * `accepted`: the provider ends them, perhaps a little later. `none`: it says that there is nothing to end. `not_done`: it
   * refused, and all goes on as before. `unknown`: perhaps done, perhaps not.
   */
  readonly state: "accepted" | "none" | "not_done" | "unknown";
  /** A sentence for people, without phone numbers; null where there is nothing to explain. */
  readonly because: string | null;
  /** The provider's, where it sent one. */
  readonly code: string | null;
}
