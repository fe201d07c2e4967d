import type { TObject, TSchema } from "typebox";
import type { Call, CodeTable } from "../catalogue/row.ts";
import type { OperationKind } from "../core/operation.ts";
import type { Connector } from "./connector.ts";
import type { Simulator } from "./simulator.ts";

/** Everything that others may know about a provider, declared as data. Nobody asks which provider it is. */
export interface Provider<Config = unknown> {
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly capabilities: Capabilities;
  readonly limits: Limits;
  readonly timing: Timing;
  readonly callbacks: Callbacks;
  /** Credentials and options of one connection. */
  readonly config: ConfigDeclaration<Config>;
  /** Schema of `provider_options` in a request; an object that allows no further fields. */
  readonly options: TObject;
  /** Adds to the options what the phone number tells, or says what does not go together. Left out where neither is needed. */
  readonly completeOptions?: (options: Options, phone_number: string | null, currency: string) => Completion;
  readonly codes: CodeTable;
  readonly connector: Connector<Config>;
  readonly simulator: Simulator;
  /** Body of a create request that succeeds in the sandbox, for the reference page and the printed `curl`. */
  readonly example: Readonly<Record<string, unknown>>;
  /** In what the other kinds differ from the first of `capabilities.operations`. A refund asks for no options but its own. */
  readonly kinds?: Readonly<Partial<Record<OperationKind, KindDeclaration>>>;
  /** Left out: it knows no subscriptions. */
  readonly subscriptions?: SubscriptionDeclaration<NoInfer<Config>>;
  /** Left out: it tells nothing of customers. */
  readonly lookup?: CustomerDeclaration;
  /** Left out: it ends each subscription by itself alone. */
  readonly unsubscribe?: CustomerDeclaration;
}

/** What can be asked about a customer: the options that it takes, and the body of a request. */
export interface CustomerDeclaration {
  readonly options: TObject;
  readonly example: Readonly<Record<string, unknown>>;
}

/** What is left out is as for the provider itself. */
export interface KindDeclaration {
  readonly capabilities?: Partial<
    Pick<Capabilities, "capture" | "cancel" | "inquiry" | "payer_challenge" | "one_prompt_per_phone">
  >;
  readonly limits?: Partial<Pick<Limits, "amounts" | "phone_number" | "prompts_per_phone">>;
  readonly timing?: Timing;
  readonly options?: TObject;
  readonly example?: Readonly<Record<string, unknown>>;
}

export interface SubscriptionDeclaration<Config = unknown> {
  readonly options: TObject;
  /** Adds to the options what the connection's settings say when it begins, or says what does not go together. */
  completeOptions?(
    options: Options,
    known: { readonly phone_number: string | null; readonly config: Config },
  ): Completion;
  readonly phone_number: PhoneLimit | null;
  /** Null where each period's price stands in the provider's own settings. */
  readonly amounts: readonly AmountLimit[] | null;
  /** How a customer takes part when one is created. */
  readonly payer_challenge: Capabilities["payer_challenge"];
  /** Longest trial in days; null where there are none. */
  readonly trial_days_max: number | null;
  /** Whether it can be set up without a charge, to be activated later. */
  readonly activation: readonly ("automatic" | "manual")[];
  /** Each charge is a payment of the merchant's, which names the subscription. Left out: the provider charges by itself. */
  readonly charged_by_merchant?: true;
  /** How an unpaid period is tried again by the provider; null where it renews nothing by itself. */
  readonly grace: { readonly days_max: number; readonly tries_per_day_max: number } | null;
  /** Seconds, as in `Timing`: when to ask what became of a call, and when nobody waits any longer. */
  readonly inquiry_at: readonly number[];
  readonly deadline: number;
  /** How often to ask where nothing is expected, for news that were lost; null: never. */
  readonly check_every: number | null;
  readonly example: Readonly<Record<string, unknown>>;
}

type Options = Readonly<Record<string, unknown>>;

export type Completion =
  | { readonly options: Options }
  /** The name of an option that has to be given, or given otherwise, and why, in a sentence. */
  | { readonly missing: string; readonly says: string };

export interface Capabilities {
  readonly operations: readonly ("payment" | "topup" | "message")[];
  readonly capture: readonly ("automatic" | "manual")[];
  /** Can an operation be withdrawn at the provider once it is sent? */
  readonly cancel: boolean;
  readonly refund: "none" | "full" | "partial";
  /** `by_reference`: with our own reference, even when the submit's answer was lost. `after_answer`: only with the provider's. */
  readonly inquiry: "by_reference" | "after_answer" | "never";
  /** How a payer takes part: nothing to do, a prompt on the phone, a PIN through us, a page to visit. */
  readonly payer_challenge: "none" | "prompt" | "pin" | "redirect";
  /** The provider answers badly to two open prompts on one phone, so Hakika lets one wait for the other. */
  readonly one_prompt_per_phone: boolean;
  /** Calls that the provider is documented to know again by our name for them. A lost capture or cancel is sent once more. */
  readonly deduplicates: readonly Call[];
  /** True where `provider_reference` contains the phone number, so that it is masked wherever people see it. */
  readonly reference_holds_number: boolean;
}

export interface Limits {
  readonly amounts: readonly AmountLimit[];
  /** Null where the operation takes no phone number. */
  readonly phone_number: PhoneLimit | null;
  /** Prompts to one phone in a span of time; null where there is no reason for a cap. */
  readonly prompts_per_phone: { readonly count: number; readonly seconds: number } | null;
  /** Calls under way at once to one connection, from each node. */
  readonly calls_in_flight: number;
  /** Calls in a span of time, counted for all nodes together; left out where there is no limit. */
  readonly rates?: readonly RateLimit[];
}

/** A steady rate of `count` calls in `seconds`; up to `burst` of them at once (left out: 1). */
export interface RateLimit {
  /** `phone`: for each phone number of a connection, and only for calls that can charge. */
  readonly per: "connection" | "phone";
  readonly count: number;
  readonly seconds: number;
  readonly burst?: number;
}

export interface PhoneLimit {
  /** E.164 with `+`. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly says: string;
  /** May be left out; without this it is needed. */
  readonly optional?: true;
}

/** Inclusive bounds as decimal strings in major units. */
export interface AmountLimit {
  readonly currency: string;
  readonly minimum: string;
  readonly maximum: string;
  /** Decimals that the wire takes, which may be fewer than the currency has. */
  readonly decimals: number;
}

/** All in seconds. A connection's time scale multiplies every one of them (1 in production). */
export interface Timing {
  /** When to ask, counted from the submit's answer or its loss. Then the last interval repeats up to the deadline. */
  readonly inquiry_at: readonly number[];
  /** After this nobody waits any longer: the operation goes to reconciliation with an open review. */
  readonly deadline: number;
  /** The same where a lost answer left nothing to ask with, so that only a callback can still tell. */
  readonly deadline_unaskable: number;
  /** How long a payer can still answer the prompt; null where there is none. */
  readonly prompt_lives: number | null;
  /** How often to ask after money that is held; left out: the provider never lets it go by itself. */
  readonly held_check_every?: number;
  /** How long a phone stays locked for other prompts: once the operation is open, in doubt, or ended without the payer's answer. */
  readonly phone_lock: { readonly open: number; readonly in_doubt: number; readonly after_silence: number };
  /** Waits before a submit that never left, or that the provider refused for being down, is made again. */
  readonly resubmit_after: readonly number[];
  /** When an operation that is still under way is late: from then on rows leave doubt `when_late`, and none may reopen. */
  readonly late_after?: number;
}

export interface Callbacks {
  /** `attempt`: a URL for each attempt travels in the call. `connection`: one URL stands in the provider's settings. */
  readonly url: "attempt" | "connection" | "none";
  /** What we answer to a callback that we have stored. */
  readonly accepted: CallbackAnswer;
  /** What we answer to one that does not verify. */
  readonly refused: CallbackAnswer;
  /** What we answer to a request that only tests the URL, by method; such a request is never a message. */
  readonly probes: Readonly<Record<string, CallbackAnswer>>;
}

export interface CallbackAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ConfigDeclaration<Config> {
  readonly schema: TSchema;
  /** Fields that are sealed in the database and never shown again. */
  readonly secrets: readonly (keyof Config & string)[];
  /** Settings with which a development connection talks to the sandbox at this base URL (no slash at the end). */
  forSandbox(base_url: string, credentials: Readonly<Record<string, string>>): Config;
}

/** Checks the declaration and hides the provider's own config type, so that a list can hold them all. */
export function defineProvider<Config>(provider: Provider<Config>): Provider {
  return provider as Provider;
}
