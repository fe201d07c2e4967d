import { Type } from "typebox";
import {
  actors,
  adviceActions,
  bases,
  categories,
  disclosures,
  evidences,
  finalities,
  moneys,
} from "../../core/outcome.ts";
import { Time } from "./fields.ts";
import { named, oneOf, orNull, record } from "./named.ts";

export const Outcome = named("Outcome", "What is known about the money, how, and what to do next.", {
  category: oneOf(categories, { description: "What kind of answer it is." }),
  reason: Type.String({
    description: "A stable name; new ones may be added.",
    examples: ["operation_timed_out"],
  }),
  finality: oneOf(finalities, {
    description:
      "final: will not change. interim: changes by itself. provisional: the provider is known to reopen it. unresolved: must be verified.",
  }),
  money: oneOf(moneys, { description: "Did the money move?" }),
  actor: oneOf(actors, { description: "Who has to do something next." }),
  advice: record({
    action: oneOf(adviceActions, { description: "What to do next." }),
    reference: orNull(oneOf(["same", "new"], { description: "Under which reference to act again." })),
    not_before: orNull(Time),
    max_attempts: orNull(Type.Integer()),
  }),
  safe_to_charge_again: Type.Boolean({
    description: "True only where it is proven that no money moved or that it came back.",
  }),
  disclosure: oneOf(disclosures, { description: "mask: the payer must not be told this reason." }),
  basis: record({
    rule: Type.String({
      description: "The registry row that read the message.",
      examples: ["kilima/result/1032"],
    }),
    basis: oneOf(bases, { description: "How well the row is founded." }),
    evidence: orNull(
      oneOf(evidences, { description: "How the fact reached us; null for our own knowledge." }),
    ),
    registry: Type.String({ description: "Version of the registry that wrote these words." }),
    at: Time,
  }),
  message: record({
    payer: Type.String({ description: "May be shown to the payer." }),
    operator: Type.String({ description: "For whoever looks after the payment." }),
  }),
  provider: record(
    {
      id: Type.String(),
      code: orNull(Type.String()),
      label: orNull(Type.String()),
      message: orNull(Type.String()),
      http_status: orNull(Type.Integer()),
      reference: orNull(Type.String()),
    },
    { description: "The message as the provider put it. Not for payers." },
  ),
});
