import { type Declared, declaredFor, offers } from "../../src/connector/declared.ts";
import type { Provider } from "../../src/connector/provider.ts";
import { type OperationKind, operationKinds } from "../../src/core/operation.ts";
import { providers as all } from "../../src/providers/index.ts";
import { type Habits, type Payers, payers } from "./payers.ts";

/** One kind of operation of one provider, in one of the ways in which it can go: what each check is made with. */
export interface Way {
  readonly provider: Provider;
  readonly kind: OperationKind;
  /** For people. */
  readonly name: string;
  readonly declared: Declared;
  readonly habits: Habits;
  readonly challenge: Declared["capabilities"]["payer_challenge"];
}

/** All of them, or the one that `PROVIDER` names. */
export const providers: readonly Provider[] = all.filter(({ id }) => id === (process.env["PROVIDER"] ?? id));

export const ways: readonly Way[] = providers.flatMap((provider) =>
  kindsOf(provider).flatMap((kind) => waysOf(provider, kind)),
);

export function kindsOf(provider: Provider): readonly OperationKind[] {
  return operationKinds.filter((kind) => offers(provider, kind));
}

export function payersOf({ id }: Provider): Payers {
  const known = payers[id];
  if (known === undefined) throw new Error(`How payers of ${id} behave has to stand in payers.ts.`);
  return known;
}

function waysOf(provider: Provider, kind: OperationKind): readonly Way[] {
  const declared = declaredFor(provider, kind);
  return (payersOf(provider).ways[kind] ?? []).map((habits) => ({
    provider,
    kind,
    name: [provider.name, kind, ...(habits.by === undefined ? [] : [`by ${habits.by}`])].join(", "),
    declared,
    habits,
    challenge: habits.challenge ?? declared.capabilities.payer_challenge,
  }));
}

/** How payments are made that are given back later. */
export function payingWay({ provider }: Pick<Way, "provider">): Way {
  const [way] = waysOf(provider, "payment");
  if (way === undefined) throw new Error(`${provider.name} takes no payments.`);
  return way;
}
