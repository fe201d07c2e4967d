import type { PhoneState, SimulatorHost } from "../../../connector/simulator.ts";
import { international } from "./code-table.ts";
import { lineInCase } from "./magic.ts";
import { putSubscriber, subscriberOf, subscribers } from "./subscribers.ts";

/** The lines that were topped up, each with the airtime that came. No prompt ever stands on their screens. */
export function phones(host: SimulatorHost): readonly PhoneState[] {
  return subscribers(host).map(({ mobile_number, airtime_kobo, messages }) => ({
    phone_number: `+${international(mobile_number)}`,
    switched_on: true,
    balance_minor: airtime_kobo,
    currency: "NGN",
    prompt: null,
    messages,
  }));
}

/** Puts a line into the same case as the magic number. */
export function play(host: SimulatorHost, name: string, phone_number: string): boolean {
  const line = lineInCase(name);
  if (line === undefined) return false;
  putSubscriber(host, { ...subscriberOf(host, local(phone_number)), ...line });
  return true;
}

function local(phone_number: string): string {
  return phone_number.replace(/^\+234/, "0");
}
