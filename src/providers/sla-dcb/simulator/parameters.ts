import type { SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { digitsOf, type Minor, parseAmount } from "./amounts.ts";
import { refusal } from "./api-error.ts";
import type { Credential } from "./services.ts";

/** What one call carries; a blank parameter counts as none. */
export class Parameters {
  private readonly query: Readonly<Record<string, string>>;

  constructor(query: SimulatedRequest["query"]) {
    this.query = query;
  }

  /** Empty where it is missing. */
  text(name: string): string {
    return Object.hasOwn(this.query, name) ? (this.query[name] ?? "").trim() : "";
  }

  has(name: string): boolean {
    return this.text(name) !== "";
  }

  /** There, and nothing in it but spaces. */
  isBlank(name: string): boolean {
    return Object.hasOwn(this.query, name) && this.query[name] !== "" && !this.has(name);
  }

  /** Zero where the form of the amount was not checked before. */
  amount(): Minor {
    return parseAmount(this.text("amount"), this.text("currency")) ?? 0n;
  }
}

/** A call once its caller is known. */
export interface ApiCall {
  readonly host: SimulatorHost;
  readonly credential: Credential;
  readonly parameters: Parameters;
}

/** All that are missing are named, of those with a bad value the first. */
export function checkParameters(
  { parameters }: Pick<ApiCall, "parameters">,
  required: readonly string[],
): void {
  const missing = required.filter((name) => !parameters.has(name));
  if (missing.length > 0) throw refusal("2001", { params: missing.join(", ") });
  for (const [parameter, isGood] of Object.entries(forms)) {
    const value = parameters.text(parameter);
    if (value !== "" && !isGood(value, parameters)) throw refusal("2000", { parameter, value });
  }
}

type Form = (value: string, parameters: Parameters) => boolean;

const wholeNumber: Form = (value) => /^-?\d{1,9}$/.test(value);
const trueOrFalse: Form = (value) => value === "true" || value === "false";
const longestText =
  (characters: number): Form =>
  (value) =>
    value.length <= characters;

const CORRELATOR_MAX = 64;
const DESCRIPTION_MAX = 100;

/** The most digits that any currency has after the point. */
const DIGITS_MAX = 3;

const forms: Readonly<Record<string, Form>> = {
  amount: (value, parameters) => {
    const currency = parameters.text("currency");
    const digits = currency === "" ? DIGITS_MAX : digitsOf(currency);
    return new RegExp(`^-?\\d{1,12}(?:\\.\\d{1,${digits}})?$`).test(value);
  },
  template: (value) => value === "charge" || value === "subscription",
  trial: wholeNumber,
  period: wholeNumber,
  charge: trueOrFalse,
  trial_once: trueOrFalse,
  correlator: longestText(CORRELATOR_MAX),
  description: longestText(DESCRIPTION_MAX),
  transaction: (value) => /^\d{1,18}$/.test(value),
};
