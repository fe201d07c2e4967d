import type { Provider } from "../connector/provider.ts";
import { momoVn } from "./momo-vn/index.ts";
import { mpesaKe } from "./mpesa-ke/index.ts";
import { mtn } from "./mtn/index.ts";
import { nellobytes } from "./nellobytes/index.ts";
import { slaDcb } from "./sla-dcb/index.ts";

/** All providers that Hakika knows. */
export const providers: readonly Provider[] = [mpesaKe, nellobytes, momoVn, mtn, slaDcb];

/** Their side of each, as the sandbox plays it. */
export const simulators = providers.map(({ id, simulator }) => ({ id, simulator }));

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
