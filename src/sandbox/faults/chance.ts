/** The next of a row of numbers from 0 up to 1 that looks like chance, and the state to go on from: mulberry32. */
export function drawFrom(state: number): { readonly drawn: number; readonly state: number } {
  const next = (state + 0x6d2b79f5) | 0;
  const mixed = Math.imul(next ^ (next >>> 15), next | 1);
  const stirred = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
  return { drawn: ((stirred ^ (stirred >>> 14)) >>> 0) / 2 ** 32, state: next };
}
