import type { TopupOptions } from "./options.ts";

type Network = TopupOptions["network"];

/**
 * Beginnings that each network was given, in local form, as far as public lists agree; see the provider's README. What is
 * contested (0702, 0704, 0707, 0801, 0804) tells nothing, and a number may have been ported since.
 */
const beginnings: Readonly<Record<Network, RegExp>> = {
  mtn: /^0(70[36]|80[36]|81[0346]|90[36]|91[36])/,
  glo: /^0(705|80[57]|81[15]|905|915)/,
  "9mobile": /^0(809|81[78]|90[89])/,
  airtel: /^0(70[18]|80[28]|812|90[1247]|91[12])/,
};

const networks = Object.keys(beginnings) as readonly Network[];

/** The network to which a number (E.164) was given out; undefined where its beginning does not tell. */
export function networkOfNumber(phone_number: string): Network | undefined {
  const local = phone_number.replace(/^\+234/, "0");
  return networks.find((network) => beginnings[network].test(local));
}
