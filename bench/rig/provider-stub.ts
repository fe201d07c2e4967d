import type { Account } from "./account.ts";
import { type ProviderId, providerIds } from "./dialects/dialects.ts";
import { type Program, startProgram } from "./program.ts";

/** The program of one or more providers, seen from here. */
export interface ProviderStub extends Pick<Program, "stop"> {
  /** Where each of them listens; those that were not asked for are missing. */
  readonly urls: Readonly<Partial<Record<ProviderId, string>>>;
  /** How many calls came so far. */
  calls(): Promise<number>;
  /** From now on one of them behaves in another way. */
  behave(provider: ProviderId, behaviour: Behaviour): Promise<void>;
}

/** `hangs`: keeps its answers to itself. `is_silent`: answers, and keeps its callbacks to itself. */
export type Behaviour = "pays" | "hangs" | "is_silent";

export type Cast = Readonly<Partial<Record<ProviderId, Behaviour>>>;

async function startProviders({ callback_secret }: Account, cast: Cast): Promise<ProviderStub> {
  const { url, stop } = await startProgram(new URL("./provider.ts", import.meta.url), {
    callback_secret,
    cast,
  });
  const ask = async (path: string) => await (await fetch(`${url}${path}`)).text();
  return {
    urls: JSON.parse(await ask("/urls")),
    stop,
    calls: async () => Number(await ask("/calls")),
    behave: async (provider, behaviour) => {
      await ask(`/calls?${new URLSearchParams({ provider, behaviour })}`);
    },
  };
}

/** All five, and all of them pay. */
export function startAllProviders(account: Account): Promise<ProviderStub> {
  return startProviders(account, Object.fromEntries(providerIds.map((id) => [id, "pays"])));
}

/** M-Pesa alone. */
export async function startProvider(
  account: Account,
  behaviour: Behaviour,
): Promise<ProviderStub & Pick<Program, "url">> {
  const stub = await startProviders(account, { "mpesa-ke": behaviour });
  return { ...stub, url: stub.urls["mpesa-ke"] ?? "" };
}
