import type { SimulatorHost } from "../../../connector/simulator.ts";
import { ApiError } from "./api-error.ts";
import type { Fault } from "./faults.ts";

/** How long the aggregator waits for M-Pesa. */
export const MPESA_TIMEOUT_MS = 25_000;

/** The aggregator's line to M-Pesa: throws where that is down or silent. */
export async function reachMpesa(host: SimulatorHost, faults: readonly Fault[]): Promise<void> {
  if (faults.includes("mpesa_down")) {
    throw new ApiError("MPESA_UNAVAILABLE", "M-Pesa is not available at the moment.");
  }
  if (faults.includes("mpesa_silent")) await waitInVain(host);
}

export async function waitInVain(host: SimulatorHost): Promise<never> {
  await host.wait(MPESA_TIMEOUT_MS);
  throw new ApiError("TIMEOUT_ERROR", "M-Pesa did not answer in time.");
}
