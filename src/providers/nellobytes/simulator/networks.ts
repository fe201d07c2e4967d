import type { Thousandths } from "./naira.ts";

/** The four networks as orders name them; the nought belongs to the name. */
export const networkIds = ["01", "02", "03", "04"] as const;
export type NetworkId = (typeof networkIds)[number];

interface Network {
  readonly name: string;
  /** Its name in the list of data plans. */
  readonly listed_as: string;
  /** What the reseller pays less than the face value of airtime. */
  readonly discount_percent: bigint;
  /** Beginnings of the numbers that the network was given. */
  readonly prefixes: RegExp;
}

export const networks: Readonly<Record<NetworkId, Network>> = {
  "01": {
    name: "MTN",
    listed_as: "MTN",
    discount_percent: 3n,
    prefixes: /^0(70[346]|80[36]|81[0346]|90[36]|91[36])/,
  },
  "02": {
    name: "Glo",
    listed_as: "Glo",
    discount_percent: 8n,
    prefixes: /^0(705|80[57]|81[15]|905|915)/,
  },
  "03": {
    name: "9mobile",
    listed_as: "m_9mobile",
    discount_percent: 7n,
    prefixes: /^0(809|81[78]|90[89])/,
  },
  "04": {
    name: "Airtel",
    listed_as: "Airtel",
    discount_percent: 3n,
    prefixes: /^0(70[18]|80[28]|812|90[1247]|91[12])/,
  },
};

export function isNetworkId(text: string): text is NetworkId {
  return (networkIds as readonly string[]).includes(text);
}

/** By the number's beginning; null for a network that this provider does not serve. */
export function networkOf(mobile_number: string): NetworkId | null {
  return networkIds.find((id) => networks[id].prefixes.test(mobile_number)) ?? null;
}

/** Face value less discount; a part of a thousandth is paid whole. */
export function priceOfAirtime(face: Thousandths, network: NetworkId): Thousandths {
  return (face * (100n - networks[network].discount_percent) + 99n) / 100n;
}
