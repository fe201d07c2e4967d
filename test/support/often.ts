/** How much longer than usual hostile tests go on: `TIMES=25 npx vitest run test/hostile test/races`. */
const TIMES = Number(process.env["TIMES"] ?? 1);

export function often(usual: number): number {
  return Math.ceil(usual * TIMES);
}
