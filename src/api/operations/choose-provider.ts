import { type Declared, declaredFor, offers } from "../../connector/declared.ts";
import type { Provider } from "../../connector/provider.ts";
import type { Connection } from "../../store/connections.ts";
import { Problem } from "../problem.ts";
import type { Kind, OperationRequest } from "./kind.ts";

/** One provider and the merchant's account there. */
export interface Choice {
  readonly provider: Provider;
  readonly connection: Connection;
}

/** What is asked for, as far as it tells which providers could do it. */
interface Asked {
  readonly kind: Kind["kind"];
  readonly request: OperationRequest;
}

interface Known {
  readonly providers: ReadonlyMap<string, Provider>;
  /** Those of the merchant in the key's environment. */
  readonly connections: readonly Connection[];
}

/** The provider that was named, or the only one that can be meant. */
export function chooseProvider({ kind, request }: Asked, known: Known): Choice {
  return chooseAmong(
    {
      named: request.provider,
      offers: (provider) => offers(provider, kind),
      fits: (provider) => fits(request, declaredFor(provider, kind)),
    },
    known,
  );
}

/** The same for whatever a provider can do: which of them do it, and which of those can do just this. */
export function chooseAmong(
  asked: {
    readonly named: string | undefined;
    readonly offers: (provider: Provider) => boolean;
    readonly fits: (provider: Provider) => boolean;
  },
  known: Known,
): Choice {
  const offering = [...known.providers.values()].filter(asked.offers);
  const choices = choicesOf(offering, known);
  return asked.named === undefined ? onlyFitting(choices, asked.fits) : named(asked.named, choices, offering);
}

function choicesOf(offering: readonly Provider[], { connections }: Known): readonly Choice[] {
  return connections.flatMap((connection) => {
    const provider = offering.find(({ id }) => id === connection.provider);
    return provider === undefined ? [] : [{ provider, connection }];
  });
}

function named(id: string, choices: readonly Choice[], offering: readonly Provider[]): Choice {
  const choice = choices.find(({ provider }) => provider.id === id);
  if (choice !== undefined) return choice;
  const field = "/provider";
  if (offering.some((provider) => provider.id === id)) throw new Problem("provider_not_connected", { field });
  throw new Problem("provider_unknown", { field, detail: `This goes through ${ids(offering)}.` });
}

function onlyFitting(choices: readonly Choice[], fits: (provider: Provider) => boolean): Choice {
  const fitting = choices.filter(({ provider }) => fits(provider));
  const [only, other] = fitting;
  if (only !== undefined && other === undefined) return only;
  throw new Problem("provider_not_chosen", { field: "/provider", detail: whyNone(choices, fitting) });
}

/** Currency and phone number are what the country shows in; limits and options are for later. */
function fits({ amount, phone_number }: OperationRequest, { limits }: Declared): boolean {
  const takesCurrency =
    amount === undefined || limits.amounts.some(({ currency }) => currency === amount.currency);
  const takesPhone =
    phone_number === undefined
      ? limits.phone_number === null || limits.phone_number.optional === true
      : limits.phone_number?.pattern.test(phone_number) === true;
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
