import type { Account } from "./account.ts";
import { type Program, startProgram } from "./program.ts";

/** The provider's program, seen from here. */
export interface ProviderStub extends Pick<Program, "url" | "stop"> {
  /** How many calls came so far. */
  calls(): Promise<number>;
}

/** `hangs`: keeps its answers to itself. `is_silent`: answers, and keeps its callbacks to itself. */
export type Behaviour = "pays" | "hangs" | "is_silent";

export async function startProvider(account: Account, behaviour: Behaviour): Promise<ProviderStub> {
  const options = { callback_secret: account.callback_secret, behaviour };
  const { url, stop } = await startProgram(new URL("./provider.ts", import.meta.url), options);
  return { url, stop, calls: async () => Number(await (await fetch(`${url}/calls`)).text()) };
}
