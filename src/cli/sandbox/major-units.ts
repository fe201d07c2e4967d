/** For people: every currency here that has minor units at all has a hundred of them. */
export function majorUnits(minor: string): string {
  const digits = minor.replace("-", "").padStart(3, "0");
  return `${minor.startsWith("-") ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
