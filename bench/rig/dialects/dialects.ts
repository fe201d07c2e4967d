import type { Dialect } from "./dialect.ts";
import { momoVn } from "./momo-vn.ts";
import { mpesaKe } from "./mpesa-ke.ts";
import { mtn } from "./mtn.ts";
import { nellobytes } from "./nellobytes.ts";
import { slaDcb } from "./sla-dcb.ts";

export const dialects = {
  "mpesa-ke": mpesaKe,
  nellobytes,
  "momo-vn": momoVn,
  mtn,
  "sla-dcb": slaDcb,
} as const satisfies Readonly<Record<string, Dialect>>;
export type ProviderId = keyof typeof dialects;

export const providerIds = Object.keys(dialects) as readonly ProviderId[];
