import type { MagicValue } from "../../../connector/simulator.ts";
import { plain, type Thousandths } from "./naira.ts";
import { type NetworkId, networkIds, networks } from "./networks.ts";

export interface Plan {
  readonly code: string;
  /** A text and no number: `1000`, `1000.00` and `1000.01` are three plans. */
  readonly id: string;
  readonly name: string;
  /** What the wallet pays. */
  readonly price: Thousandths;
  /** What the operator sells it for. */
  readonly face_naira: number;
  /**
   * `waits`: the recipient has to activate it, and can have only one such plan waiting. `chosen`: for those whom the
   * operator has picked, and nobody is. `sold_out`: listed all the same.
   */
  readonly kind?: "waits" | "chosen" | "sold_out";
}

const plans: Readonly<Record<NetworkId, readonly Plan[]>> = {
  "01": [
    { code: "2", id: "500.00", name: "500 MB - 30 days", price: 291_000n, face_naira: 350 },
    { code: "3", id: "1000", name: "1 GB - 7 days", price: 485_500n, face_naira: 500 },
    { code: "4", id: "1000.00", name: "1 GB - 30 days", price: 560_125n, face_naira: 600 },
    { code: "5", id: "1000.01", name: "1 GB - 60 days", price: 563_125n, face_naira: 650, kind: "waits" },
    { code: "6", id: "2000.01", name: "2 GB - welcome", price: 400_000n, face_naira: 450, kind: "chosen" },
    { code: "7", id: "20000.01", name: "20 GB", price: 5_250_000n, face_naira: 5_500, kind: "sold_out" },
  ],
  "02": [{ code: "2", id: "1000", name: "1 GB - 14 days", price: 423_000n, face_naira: 450 }],
  "03": [{ code: "2", id: "1000.00", name: "1 GB - 30 days", price: 505_250n, face_naira: 550 }],
  "04": [{ code: "2", id: "1000.01", name: "1 GB - 30 days", price: 511_449n, face_naira: 550 }],
};

export function findPlan(network: NetworkId, id: string): Plan | undefined {
  return plans[network].find((plan) => plan.id === id);
}

/** The list that anybody may read. */
export function planList(): object {
  const lists = networkIds.map((id) => [
    networks[id].listed_as,
    [{ ID: id, PRODUCT: plans[id].map(describe) }],
  ]);
  return { MOBILE_NETWORK: Object.fromEntries(lists) };
}

function describe({ code, id, name, price }: Plan): object {
  return { PRODUCT_CODE: code, PRODUCT_ID: id, PRODUCT_NAME: name, PRODUCT_AMOUNT: plain(price) };
}

/** All of MTN, network 01. */
export const magicPlans: readonly MagicValue[] = [
  {
    field: "DataPlan",
    value: "1000.01",
    effect: "Waits a day for its recipient to activate it; a second one meanwhile is cancelled.",
    code: "519",
  },
  {
    field: "DataPlan",
    value: "2000.01",
    effect: "An offer for chosen subscribers, of whom there are none.",
    code: "517",
  },
  {
    field: "DataPlan",
    value: "20000.01",
    effect: "Listed, and not to be had.",
    code: "DATAPLAN_NOT_AVAILABLE",
  },
];
