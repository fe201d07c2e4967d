import type { PhoneState, SimulatorHost } from "../../../connector/simulator.ts";
import { international } from "./code-table.ts";
import { subscribers } from "./subscribers.ts";

/** The lines that were topped up, each with the airtime that came. Nothing ever stands on their screens. */
export function phones(host: SimulatorHost): readonly PhoneState[] {
  return subscribers(host).map(({ mobile_number, airtime_kobo }) => ({
    phone_number: `+${international(mobile_number)}`,
    switched_on: true,
    balance_minor: airtime_kobo,
    currency: "NGN",
    prompt: null,
  }));
}
