import type { Provider } from "../../connector/provider.ts";
import type { Money } from "../../core/money.ts";
import { Problem } from "../problem.ts";
import { complainer } from "../validation.ts";
import { acceptAmount } from "./amount.ts";
import type { OperationRequest } from "./kind.ts";

/** What is left of a request once it is known that the provider can take it. */
export interface AcceptableOrder {
  readonly amount: Money;
  readonly phone_number: string | null;
  readonly capture: "automatic" | "manual";
  readonly provider_options: Readonly<Record<string, unknown>>;
}

/** Checks a request against what the provider declares of itself. Throws the first thing that does not fit. */
export function acceptOrder(request: OperationRequest, provider: Provider): AcceptableOrder {
  const phone_number = acceptPhoneNumber(request.phone_number, provider);
  return {
    amount: acceptAmount(request.amount, provider),
    phone_number,
    capture: acceptCapture(request.capture ?? "automatic", provider),
    provider_options: acceptOptions(request.provider_options ?? {}, phone_number, provider),
  };
}

function acceptPhoneNumber(phone_number: string | undefined, { name, limits }: Provider): string | null {
  const wanted = limits.phone_number;
  const refuse = (detail: string) =>
    new Problem("phone_number_not_accepted", { field: "/phone_number", detail });
  if (wanted === null) {
    if (phone_number === undefined) return null;
    throw refuse(`${name} needs no phone number: leave it out.`);
  }
  if (phone_number === undefined && wanted.optional) return null;
  if (phone_number === undefined)
    throw refuse(`${name} needs a phone number: ${wanted.says}, such as ${wanted.example}.`);
  if (!wanted.pattern.test(phone_number))
    throw refuse(`${name} expects ${wanted.says}, such as ${wanted.example}.`);
  return phone_number;
}

function acceptCapture(
  capture: "automatic" | "manual",
  { name, capabilities }: Provider,
): "automatic" | "manual" {
  if (capabilities.capture.includes(capture)) return capture;
  throw new Problem("capture_not_offered", {
    field: "/capture",
    detail: `${name} offers ${capabilities.capture.join(" and ")}.`,
  });
}

function acceptOptions(
  options: Readonly<Record<string, unknown>>,
  phone_number: string | null,
  provider: Provider,
): Readonly<Record<string, unknown>> {
  const complaint = complainAbout(provider)(options);
  if (complaint !== undefined) throw complaint;
  const completion = provider.completeOptions?.(options, phone_number) ?? { options };
  if ("options" in completion) return completion.options;
  const field = `/provider_options/${completion.missing}`;
  throw new Problem("provider_options_not_accepted", { field, detail: completion.says });
}

/** Compiled once for each provider. */
const complaints = new WeakMap<Provider, ReturnType<typeof complainer>>();

function complainAbout(provider: Provider): ReturnType<typeof complainer> {
  const known = complaints.get(provider);
  if (known !== undefined) return known;
  const made = complainer(provider.options, "provider_options_not_accepted", "/provider_options/");
  complaints.set(provider, made);
  return made;
}
