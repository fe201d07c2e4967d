import type { CodesOnly, Provider } from "../../connector/provider.ts";
import type { Connection } from "../../store/connections.ts";
import { Problem } from "../problem.ts";
import type { PaymentRequest } from "./order.ts";

/** One provider and the merchant's account there. */
export interface Choice {
  readonly provider: Provider;
  readonly connection: Connection;
}

interface Known {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly codesOnly: readonly CodesOnly[];
  /** Those of the merchant in the key's environment. */
  readonly connections: readonly Connection[];
}

/** The provider that was named, or the only one that can be meant. */
export function chooseProvider(request: PaymentRequest, known: Known): Choice {
  const choices = choicesOf(known);
  return request.provider === undefined
    ? onlyFitting(request, choices)
    : named(request.provider, choices, known);
}

function choicesOf({ providers, connections }: Known): readonly Choice[] {
  return connections.flatMap((connection) => {
    const provider = providers.get(connection.provider);
    const takes = provider?.capabilities.operations.includes("payment") === true;
    return provider !== undefined && takes ? [{ provider, connection }] : [];
  });
}

function named(id: string, choices: readonly Choice[], known: Known): Choice {
  const choice = choices.find(({ provider }) => provider.id === id);
  if (choice !== undefined) return choice;
  const field = "/provider";
  const provider = known.providers.get(id);
  if (provider?.capabilities.operations.includes("payment") === true)
    throw new Problem("provider_not_connected", { field });
  const detail = known.codesOnly.some((one) => one.id === id)
    ? "Of this provider only the codes can be looked up so far."
    : `Payments go through ${ids([...known.providers.values()])}.`;
  throw new Problem("provider_unknown", { field, detail });
}

function onlyFitting(request: PaymentRequest, choices: readonly Choice[]): Choice {
  const fitting = choices.filter(({ provider }) => fits(request, provider));
  const [only, other] = fitting;
  if (only !== undefined && other === undefined) return only;
  throw new Problem("provider_not_chosen", { field: "/provider", detail: whyNone(choices, fitting) });
}

/** Currency and phone number are what a payer's country shows in; limits and options are for later. */
function fits({ amount, phone_number }: PaymentRequest, { limits }: Provider): boolean {
  const takesCurrency = limits.amounts.some(({ currency }) => currency === amount.currency);
  const takesPhone =
    limits.phone_number === null
      ? phone_number === undefined
      : phone_number !== undefined && limits.phone_number.pattern.test(phone_number);
  return takesCurrency && takesPhone;
}

function whyNone(choices: readonly Choice[], fitting: readonly Choice[]): string {
  if (choices.length === 0) return "This key's merchant has no connection in this environment.";
  if (fitting.length === 0)
    return `None of ${ids(choices.map(({ provider }) => provider))} takes this currency together with this phone number.`;
  return `It could be ${ids(fitting.map(({ provider }) => provider))}.`;
}

function ids(providers: readonly Provider[]): string {
  return providers.map(({ id }) => id).join(", ");
}
