import type { Provider } from "../../../src/connector/provider.ts";
import { providers } from "../../../src/providers/index.ts";

/** As many calls at once as there are payments under way: the pipelines know no such limit either. */
const CALLS_IN_FLIGHT = 256;

/** All of them, without the limits that their providers want kept: what is measured is how fast we are, not how polite. */
export const busyProviders: readonly Provider[] = providers.map((provider) => {
  const { rates, ...limits } = provider.limits;
  return { ...provider, limits: { ...limits, calls_in_flight: CALLS_IN_FLIGHT } };
});
