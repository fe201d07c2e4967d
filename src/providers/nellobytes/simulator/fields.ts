import type { SimulatedRequest } from "../../../connector/simulator.ts";

/** What a call carries in its query, by names in small letters: the scripts do not mind how a name is written. */
export type Fields = ReadonlyMap<string, string>;

export function readFields(request: SimulatedRequest): Fields {
  return new Map(
    Object.entries(request.query).map(([name, value]) => [name.toLowerCase(), value.trim()] as const),
  );
}
