interface Called<Call> {
  readonly memory: { readonly attempts: readonly Call[] };
}

/**
 * The last call, if it is under way and it is this one. A node that stood still may tell late how its call ended, when
 * another node has given that call up and made the next: of the next one it knows nothing.
 */
export function underWay<Call extends { readonly number: number; readonly state: string }>(
  { memory }: Called<Call>,
  number: number | undefined,
): Call | undefined {
  const last = memory.attempts.at(-1);
  return last?.state === "sending" && last.number === number ? last : undefined;
}

export const NOT_UNDER_WAY = "That call was not under way any more.";
