import type { Provider } from "../../../src/connector/provider.ts";
import { findProvider } from "../../../src/providers/index.ts";

/** As many calls at once as there are payments under way: the pipelines know no such limit either. */
const CALLS_IN_FLIGHT = 256;

/** The provider that every contender calls. */
export function busyProvider(): Provider {
  const provider = findProvider("mpesa-ke");
  if (provider === undefined) throw new Error("This version knows no mpesa-ke.");
  return { ...provider, limits: { ...provider.limits, calls_in_flight: CALLS_IN_FLIGHT } };
}
