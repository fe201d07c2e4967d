import type { CodesOnly, Provider } from "../connector/provider.ts";
import { momoVn } from "./momo-vn/index.ts";
import { mpesaKe } from "./mpesa-ke/index.ts";
import { mtn } from "./mtn/index.ts";
import { nellobytes } from "./nellobytes/index.ts";
import { slaDcb } from "./sla-dcb/index.ts";

/** The providers that can be used. */
export const providers: readonly Provider[] = [mpesaKe, nellobytes];

/** The providers whose codes can be looked up, and nothing more yet. */
export const codesOnly: readonly CodesOnly[] = [mtn, slaDcb, momoVn];

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
