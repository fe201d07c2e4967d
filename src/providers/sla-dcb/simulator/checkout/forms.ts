import type { SimulatedRequest } from "../../../../connector/simulator.ts";
import { Parameters } from "../parameters.ts";

/** What a browser sends: in the query, in the body of a form, or in both. */
export function readForm({ query, body }: SimulatedRequest): Parameters {
  const posted = Object.fromEntries(new URLSearchParams(Buffer.from(body).toString("utf8")));
  return new Parameters({ ...query, ...posted });
}
