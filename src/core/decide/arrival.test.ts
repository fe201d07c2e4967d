import fc from "fast-check";
import { expect, test } from "vitest";
import { found, says } from "../../../test/support/messages.ts";
import { afterwards, newOperation, type Untimed } from "../../../test/support/operations.ts";
import type { Reading } from "../outcome.ts";

/** How many histories the ordinary run looks at. */
const HISTORIES = 10_000;

/** True things to say on the way to the end, none of which ends anything. */
const onTheWay: readonly Untimed[] = [
  found("answer", says.prompt),
  found("answer", says.unmapped),
  found("callback", says.prompt),
  found("callback", says.working),
  found("callback", says.broken),
  found("callback", says.on_hold),
  found("inquiry", says.working),
  found("inquiry", says.over_but_unclear),
  found("inquiry", says.down, { about: "call" }),
  found("redirect", says.completed, { strength: "hint" }),
  found("callback", says.declined, { strength: "hint" }),
  { type: "attempt_silent", cause: "timed out" },
  { type: "inquiry_silent", cause: "timed out" },
  { type: "sync_asked" },
];

const ends = {
  succeeded: [says.completed, says.completed],
  failed: [says.declined, says.no_response],
} as const satisfies Readonly<Record<string, readonly [certain: Reading, said_before: Reading]>>;

/** All that a provider says of one operation: true, but told in any order, late and more than once. */
function messagesOf(end: keyof typeof ends): fc.Arbitrary<readonly Untimed[]> {
  const [certain, before] = ends[end];
  const proofs = [found("callback", certain), found("callback", before), found("statement", certain)];
  const some = fc.subarray([...onTheWay, ...proofs]);
  return some.map((messages) => [...messages, found("inquiry", certain)]);
}

test.each(["succeeded", "failed"] as const)(
  "messages that agree end in %s in whatever order they come, and however often",
  (end) => {
    const deliveries = messagesOf(end).chain((messages) =>
      fc.record({
        in_order: fc.constant(messages),
        late_and_doubled: fc
          .array(fc.constantFrom(...messages), { maxLength: 8 })
          .chain((again) => shuffled([...messages, ...again])),
      }),
    );
    fc.assert(
      fc.property(deliveries, ({ in_order, late_and_doubled }) => {
        const sent = afterwards(newOperation(), { type: "attempt_began" });
        expect(afterwards(sent, ...in_order).status).toBe(end);
        expect(afterwards(sent, ...late_and_doubled)).toMatchObject({
          status: end,
          memory: { review: null, next: null },
        });
      }),
      { numRuns: HISTORIES / 2 },
    );
  },
);

function shuffled<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.shuffledSubarray([...items], { minLength: items.length });
}
