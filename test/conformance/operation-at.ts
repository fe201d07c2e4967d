import type { Provider } from "../../src/connector/provider.ts";
import type { SimulatedOperation } from "../../src/connector/simulator.ts";

/** The simulator's name of a call, or of a message to the merchant, which has no path of its own. */
export function operationAt(
  { simulator }: Provider,
  { method, path }: { readonly method: string; readonly path: string | null },
): SimulatedOperation | undefined {
  return simulator.operations?.find(
    (one) =>
      one.method === method &&
      (path === null ? one.leg !== "call" : one.path !== null && fits(one.path, path)),
  );
}

/** A star stands for any characters; capitals make no difference. */
function fits(pattern: string, path: string): boolean {
  const parts = pattern.split("*").map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(path);
}
