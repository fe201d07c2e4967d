import type { TObject } from "typebox";
import { type Declared, declaredFor } from "../../connector/declared.ts";
import type { Completion, Limits, Provider } from "../../connector/provider.ts";
import type { Money } from "../../core/money.ts";
import type { OperationKind } from "../../core/operation.ts";
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

/** Checks a request against what the provider declares of this kind. Throws the first thing that does not fit. */
export function acceptOrder(
  request: OperationRequest,
  provider: Provider,
  kind: OperationKind,
): AcceptableOrder {
  const declared = { name: provider.name, ...declaredFor(provider, kind) };
  const phone_number = acceptPhoneNumber(request.phone_number, declared);
  return {
    amount: request.amount === undefined ? nothing : acceptAmount(request.amount, declared),
    phone_number,
    capture: acceptCapture(request.capture ?? "automatic", declared),
    provider_options: acceptOptions({ request, phone_number, kind }, declared.options, provider),
  };
}

/** Of a message, which costs nothing that we know of. */
const nothing: Money = { minor: 0n, currency: "XXX" };

export type NamedDeclaration = Declared & Pick<Provider, "name">;

export function acceptPhoneNumber(
  phone_number: string | undefined,
  { name, limits }: Pick<NamedDeclaration, "name"> & { readonly limits: Pick<Limits, "phone_number"> },
): string | null {
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
  { name, capabilities }: NamedDeclaration,
): "automatic" | "manual" {
  if (capabilities.capture.includes(capture)) return capture;
  throw new Problem("capture_not_offered", {
    field: "/capture",
    detail: `${name} offers ${capabilities.capture.join(" and ")}.`,
  });
}

type Options = Readonly<Record<string, unknown>>;

function acceptOptions(
  asked: {
    readonly request: OperationRequest;
    readonly phone_number: string | null;
    readonly kind: OperationKind;
  },
  schema: TObject,
  provider: Provider,
): Options {
  const { request, phone_number, kind } = asked;
  const options = checkOptions(request.provider_options ?? {}, schema);
  // What completes the options of the first kind has nothing to say of another kind's own.
  if (provider.kinds?.[kind]?.options !== undefined) return options;
  const currency = request.amount?.currency ?? "";
  return optionsIn(provider.completeOptions?.(options, phone_number, currency) ?? { options });
}

/** The completed options. Throws where they do not go together. */
export function optionsIn(completion: Completion): Options {
  if ("options" in completion) return completion.options;
  const field = `/provider_options/${completion.missing}`;
  throw new Problem("provider_options_not_accepted", { field, detail: completion.says });
}

/** Compiled once for each schema. */
const complaints = new WeakMap<TObject, ReturnType<typeof complainer>>();

export function checkOptions(options: Options, schema: TObject): Options {
  const complaint = complainAbout(schema)(options);
  if (complaint !== undefined) throw complaint;
  return options;
}

function complainAbout(schema: TObject): ReturnType<typeof complainer> {
  const known = complaints.get(schema);
  if (known !== undefined) return known;
  const made = complainer(schema, "provider_options_not_accepted", "/provider_options/");
  complaints.set(schema, made);
  return made;
}
