import type { Money } from "../core/money.ts";
import type { SubscriptionChange, SubscriptionFinding } from "../core/subscription.ts";
import type { PayerPage, VerifiedCallback } from "./connector.ts";
import type { HttpAnswer, HttpRequest } from "./http.ts";

/** What a connector may know of a subscription when it builds a request or reads a message. */
export interface SubscriptionOrder {
  /** E.164 with `+`; null where another name for the customer stands in the options. */
  readonly phone_number: string | null;
  /** Checked against the provider's schema for subscriptions. */
  readonly provider_options: Readonly<Record<string, unknown>>;
  /** What each period costs; null where the provider's own settings say it. */
  readonly amount: Money | null;
  /** Free days before the first charge; null: none. */
  readonly trial_days: number | null;
  /** `manual`: set up without a charge, and charged first by an activate. */
  readonly activation: "automatic" | "manual";
  /** Our name for the create call, and for this very call: 20 characters of `[A-Z0-9]`, never reused. */
  readonly attempt_reference: string;
  readonly call_reference: string;
  readonly callback_url: string | null;
  readonly return_url: string | null;
  /** The provider's name for the subscription; null while no message has told us. */
  readonly provider_reference: string | null;
  /** Where the provider said that the outcome will be found; null where it named no place. */
  readonly outcome_url: string | null;
  /** What the payer gave for this call alone, a PIN or what a page handed over. */
  readonly payer_answer: string | null;
  /** What the provider gave us to charge this customer with; null where there is none. */
  readonly secret: string | null;
  /** When it was made: milliseconds since the epoch on the database's clock. Whatever ended before is another one. */
  readonly created_at: number;
  /** How many periods a `free_period` gives away; null for every other call. */
  readonly free_periods: number | null;
}

/** The same contract as for operations: pure, and readers are total. */
export interface SubscriptionCalls<Config> {
  create(order: SubscriptionOrder, config: Config): HttpRequest | PayerPage;
  readCreate(answer: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding;
  /** Whether the create only asks the customer for a PIN, so that nothing begins without a confirm. Left out: it may. */
  onlyConfirmCharges?(order: SubscriptionOrder): boolean;
  inquire(order: SubscriptionOrder, config: Config): HttpRequest | "cannot_ask";
  readInquiry(answer: HttpAnswer, order: SubscriptionOrder): SubscriptionFinding;
  /**
   * A message at the `callback_url` of the create, after the connector's `verifyCallback`. Left out where all of them come
   * to the connection's own URL, as notices.
   */
  readCallback?(callback: VerifiedCallback, order: SubscriptionOrder, now_ms: number): SubscriptionFinding;
  /**
   * The payer's browser at the `return_url` of the create, after `returns.verify`; `returns.destination` says where it
   * goes on. Left out where nobody visits a page.
   */
  readReturn?(request: VerifiedCallback, order: SubscriptionOrder, now_ms: number): SubscriptionFinding;
  /** Only those that the provider knows. */
  readonly changes: Readonly<
    Partial<
      Record<
        SubscriptionChange,
        {
          request(order: SubscriptionOrder, config: Config): HttpRequest;
          /** `config`: for what an answer brings encrypted under one of the connection's keys. */
          read(answer: HttpAnswer, order: SubscriptionOrder, config: Config): SubscriptionFinding;
        }
      >
    >
  >;
}
