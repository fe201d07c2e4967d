import type { Reading } from "../core/outcome.ts";
import type { HttpAnswer, HttpRequest } from "./http.ts";
import type { Json } from "./simulator.ts";

/** What a provider tells of a customer. Nothing is changed by asking, so it is asked at once and never kept. */
export interface Lookup<Config> {
  /** Names of the parts, snake_case, such as `location`. */
  readonly parts: readonly string[];
  /** One call for all of these parts. */
  whole(customer: Customer, parts: readonly string[], config: Config): LookupCall;
  /** One part alone, for those that the first call did not bring; null where it cannot be asked for alone. */
  part(customer: Customer, part: string, config: Config): LookupCall | null;
}

export interface Customer {
  /** E.164 with `+`. */
  readonly phone_number: string | null;
  /** Checked against `LookupDeclaration.options` of the provider. */
  readonly provider_options: Readonly<Record<string, unknown>>;
  /** Our name for this very call: 20 characters of `[A-Z0-9]`. */
  readonly call_reference: string;
  /** Where the first answer says that the part which is now asked for is found; left out where it named no place. */
  readonly place?: string;
}

/** A call about a customer that somebody waits for. */
export interface CustomerCall {
  readonly request: HttpRequest;
  /** How the answer reads where it refuses the whole call; null where there is more to be read. Total, like every reader. */
  refusal(answer: HttpAnswer): Reading | null;
}

export interface LookupCall extends CustomerCall {
  /** By name of the part. A part that was asked for and is missing here counts as unknown. */
  read(answer: HttpAnswer): Readonly<Record<string, PartReading>>;
}

/**
 * `present`: they have it. `absent`: the provider says for certain that they have none. `unknown`: what came proves
 * neither. `failed`: the provider could not find out, or refused to tell.
 */
export type PartReading =
  | { readonly state: "present"; readonly value: Json }
  | { readonly state: "absent" }
  | {
      readonly state: "unknown" | "failed";
      /** A sentence for people, without phone numbers. */
      readonly because: string;
      /** The provider's, where it sent one. */
      readonly code: string | null;
      /** What was told all the same, which is not the whole of it; left out where nothing was. */
      readonly told?: Json;
      /** Where the provider says that this part is found by itself; left out where it named no place. Shown to nobody. */
      readonly place?: string;
    };
