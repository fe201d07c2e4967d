import type { SimulatedOperation } from "../../connector/simulator.ts";

type Leg = "call" | "callback";

/** A call to the provider, or a message from it, as far as faults are told apart by it. */
export interface Passing {
  readonly leg: Leg;
  readonly method: string;
  /** At the provider or, of a callback, at the merchant. */
  readonly path: string;
}

/** Undefined where the simulator declares no such operation. */
export function declaredOperation(
  operations: readonly SimulatedOperation[],
  { leg, method, path }: Passing,
): SimulatedOperation | undefined {
  return operations.find(
    (operation) =>
      (operation.leg === "call") === (leg === "call") &&
      operation.method === method &&
      (operation.path === null || matchesPath(operation.path, path)),
  );
}

/** `wanted` is a name, or a path with stars, with a method before it or without. */
export function isWanted(
  wanted: string,
  passing: Passing,
  declared: Pick<SimulatedOperation, "name"> | undefined,
): boolean {
  const pattern = readPattern(wanted);
  if (pattern === null) return declared?.name === wanted;
  const { method, path } = pattern;
  return (method === null || method === passing.method) && matchesPath(path, passing.path);
}

/** Null for a name. */
export function readPattern(
  wanted: string,
): { readonly method: string | null; readonly path: string } | null {
  const [, method = null, path = null] = /^(?:([A-Z]+) )?(\/.*)$/.exec(wanted) ?? [];
  return path === null ? null : { method, path };
}

/** A star stands for any characters; capitals make no difference, as on some providers' servers. */
function matchesPath(pattern: string, path: string): boolean {
  const parts = pattern.split("*").map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join(".*")}$`, "is").test(path);
}
