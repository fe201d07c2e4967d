/** What decides when something is looked at next: an operation's memory, or a subscription's. */
interface Remembered {
  readonly memory: {
    readonly next: { readonly at: number } | null;
    readonly attempts: readonly { readonly state: string }[];
  };
}

/** `keeps`: it stays with the node that writes. */
export type WorkAfter = { readonly due_at: Date; readonly keeps: boolean } | "stays" | "ends";

/**
 * What becomes of the work row. What is due now is kept by this node, which goes on with it at once: the due time is
 * then the lease's end. What is due later belongs to nobody until then. A call that begins is leased too; while it is
 * under way its lease is the caller's, whoever hears of it meanwhile.
 */
export function workAfter(
  before: Remembered,
  after: Remembered,
  { now, lease_ms }: { readonly now: number; readonly lease_ms: number },
): WorkAfter {
  const { next } = after.memory;
  if (isCalling(before) && isCalling(after)) return "stays";
  if (next === null && !isCalling(after)) return "ends";
  if (next !== null && next.at > now) return { due_at: new Date(next.at), keeps: false };
  return { due_at: new Date(now + lease_ms), keeps: true };
}

function isCalling({ memory }: Remembered): boolean {
  return memory.attempts.at(-1)?.state === "sending";
}
