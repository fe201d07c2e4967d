import type { CodesOnly, Provider } from "../connector/provider.ts";
import { momoVn } from "./momo-vn/index.ts";
import { mpesaKe } from "./mpesa-ke/index.ts";
import { mtn } from "./mtn/index.ts";
import { nellobytes } from "./nellobytes/index.ts";
import { slaDcb } from "./sla-dcb/index.ts";

/** The providers that can be used. */
export const providers: readonly Provider[] = [mpesaKe, nellobytes, momoVn, mtn, slaDcb];

/** The providers that the gateway does not drive yet. */
export const codesOnly: readonly CodesOnly[] = [];

/** The providers whose side the sandbox plays. */
export const simulators = [...providers, ...codesOnly].flatMap(({ id, simulator }) =>
  simulator === undefined ? [] : [{ id, simulator }],
);

export function findProvider(id: string): Provider | undefined {
  return providers.find((provider) => provider.id === id);
}
