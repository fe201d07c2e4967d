import { Type } from "typebox";
import { attemptKinds } from "../../core/operation.ts";
import { subscriptionChanges } from "../../core/subscription.ts";
import { Time } from "./fields.ts";
import { listOf, named, oneOf, orNull, record } from "./named.ts";

export const Timeline = named("Timeline", "All that happened to a payment or top-up, oldest first.", {
  data: listOf(
    record({
      at: Time,
      kind: oneOf(["event", "callback"], {
        description:
          "event: something that changed what is known. callback: a message of the provider's came in.",
      }),
      type: Type.String({ description: "What happened.", examples: ["attempt_began", "found", "applied"] }),
      says: Type.String({ description: "The same in a sentence, in English." }),
      version: orNull(Type.Integer({ description: "Its version after that; null for callbacks." })),
      detail: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});

/** Confirm and cancel are calls about operations too. */
const subscriptionCalls = [
  "create",
  ...subscriptionChanges.filter((change) => change !== "confirm" && change !== "cancel"),
] as const;

export const Attempts = named(
  "Attempts",
  "The calls that could change something at the provider, oldest first.",
  {
    data: listOf(
      record({
        number: Type.Integer(),
        kind: oneOf([...attemptKinds, ...subscriptionCalls]),
        state: oneOf(["planned", "sending", "open", "silent", "not_started", "ended"], {
          description:
            "planned: nothing was sent. sending: a byte may have left. open: the provider has it. silent: no answer came. not_started: proven that nothing was started. ended: its fate is known.",
        }),
        began_at: orNull(Time),
        ended_at: orNull(Time),
        rule: orNull(Type.String({ description: "The registry row that opened or ended it." })),
      }),
    ),
  },
);
