import type { SimulatorHost, WalletState } from "../../../connector/simulator.ts";
import { personInCase } from "./magic.ts";
import { putSubscriber, subscriberOf, subscribers } from "./subscribers.ts";

/** Every payer's M-Pesa account. The merchant's side of the money is not simulated. */
export function wallets(host: SimulatorHost): readonly WalletState[] {
  return subscribers(host).map(({ msisdn, balance_minor }) => ({
    wallet: `+${msisdn}`,
    owner: "payer",
    balance_minor,
    currency: "KES",
  }));
}

export function setBalance(host: SimulatorHost, wallet: string, balance_minor: string): boolean {
  const subscriber = subscribers(host).find(({ msisdn }) => `+${msisdn}` === wallet);
  if (subscriber === undefined) return false;
  putSubscriber(host, { ...subscriber, balance_minor });
  return true;
}

/** Puts the holder of a phone into the same fix as the holder of the magic number. */
export function play(host: SimulatorHost, name: string, phone_number: string): boolean {
  const person = personInCase(name);
  if (person === undefined) return false;
  const holder = subscriberOf(host, phone_number.replace(/^\+/, ""));
  putSubscriber(host, { ...holder, habit: null, fault: null, dialogue_open: false, ...person });
  return true;
}
