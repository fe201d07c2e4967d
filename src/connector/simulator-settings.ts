import type { SimulatorHost } from "./simulator.ts";

/** A number that somebody has set; the default where nobody has, or where it is not a number from 0 up. */
export function numberSet<Name extends string>(
  host: SimulatorHost,
  name: Name,
  defaults: Readonly<Record<Name, number>>,
): number {
  const value = host.setting(name);
  return typeof value === "number" && value >= 0 ? value : defaults[name];
}

/** One of the values that are allowed; the first of them where nobody has set another. */
export function choiceSet<
  Name extends string,
  Choices extends Readonly<Record<Name, readonly [unknown, ...unknown[]]>>,
>(host: SimulatorHost, name: Name, choices: Choices): Choices[Name][number] {
  const allowed: readonly Choices[Name][number][] = choices[name];
  return allowed.find((value) => value === host.setting(name)) ?? choices[name][0];
}
