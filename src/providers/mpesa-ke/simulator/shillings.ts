/** Money as whole cents; on the wire it is whole shillings, or shillings with a decimal point. */
export type Cents = bigint;

export function fromShillings(shillings: number): Cents {
  return BigInt(shillings) * 100n;
}

/** Only for an amount that was asked for, which never has cents. */
export function toShillings(cents: Cents): number {
  return Number(cents / 100n);
}

/** With a point even where there are no cents, for example `1500.0`. */
export function withPoint(cents: Cents): string {
  const [whole, part] = [cents / 100n, cents % 100n];
  return `${whole}.${part === 0n ? "0" : String(part).padStart(2, "0")}`;
}
