import { Type } from "typebox";
import { calls, languages, surfaces } from "../../catalogue/index.ts";
import {
  actors,
  adviceActions,
  bases,
  categories,
  disclosures,
  finalities,
  moneys,
} from "../../core/outcome.ts";
import { CODE_LENGTH_MAX, CURSOR_LENGTH_MAX, MESSAGE_LENGTH_MAX } from "../limits.ts";
import { NextCursor } from "./fields.ts";
import { listOf, named, oneOf, orNull, record, refer } from "./named.ts";

const rowFields = {
  provider: Type.String(),
  surface: oneOf(surfaces, { description: "Where the code stands on the wire." }),
  calls: orNull(listOf(oneOf(calls))),
  http_status: orNull(Type.Integer()),
  code: Type.String(),
  label: orNull(Type.String()),
  message: orNull(Type.String()),
  category: oneOf(categories),
  reason: Type.String(),
  finality: oneOf(finalities),
  money: oneOf(moneys),
  actor: oneOf(actors),
  advice: record({
    action: oneOf(adviceActions),
    reference: Type.Optional(oneOf(["same", "new"])),
    after_seconds: Type.Optional(Type.Integer()),
    max_attempts: Type.Optional(Type.Integer()),
  }),
  safe_to_charge_again: Type.Boolean(),
  confirm_by_inquiry: Type.Boolean({ description: "Final only when an inquiry says it too." }),
  cancellable: Type.Boolean({
    description: "The provider still lets an operation be cancelled that stands there.",
  }),
  leaves_doubt: orNull(
    oneOf(["at_once", "when_late"], {
      description:
        "It may have been done unseen, so no later no makes it safe to ask for it again. when_late: only where it stands there for longer than usual.",
    }),
  ),
  disclosure: oneOf(disclosures),
  provider_says: record({
    category: Type.Optional(Type.String()),
    type: Type.Optional(Type.String()),
    final: Type.Optional(Type.Boolean()),
    cause: Type.Optional(Type.String()),
    advice: Type.Optional(Type.String()),
  }),
  basis: oneOf(bases),
  source: Type.String({ description: "Where it was read." }),
  notes: orNull(Type.String()),
  rule: Type.String({ description: "Names the row.", examples: ["kilima/result/1032"] }),
};

export const RegistryRow = named("RegistryRow", "What one code of one provider says, alone.", rowFields);

export const Registry = named("Registry", "The registry of provider codes.", {
  registry: Type.String({ description: "Version of the registry." }),
  data: listOf(refer(RegistryRow)),
  next_cursor: NextCursor,
});

export const RegistryFilter = record({
  provider: Type.Optional(Type.String({ maxLength: 40 })),
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description: "How many to answer with; all where it is left out.",
    }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: CURSOR_LENGTH_MAX, description: "next_cursor of the page before." }),
  ),
});

export const ExplanationQuestion = record({
  provider: Type.String({ maxLength: 40 }),
  code: Type.String({ minLength: 1, maxLength: CODE_LENGTH_MAX, description: "As it came." }),
  surface: Type.Optional(oneOf(surfaces)),
  call: Type.Optional(oneOf(calls)),
  http_status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  message: Type.Optional(
    Type.String({
      maxLength: MESSAGE_LENGTH_MAX,
      description: "The provider's message; leave phone numbers out of it.",
    }),
  ),
  lang: Type.Optional(oneOf(languages)),
});

export const Explanation = named("Explanation", "Everything that is known about one code.", {
  registry: Type.String(),
  provider: Type.String(),
  name: Type.String(),
  code: Type.String(),
  known_by: oneOf(["row", "range", "nothing"], {
    description: "range: read as one of a family, with nothing certain about the money.",
  }),
  readings: listOf(
    record({
      ...rowFields,
      words: record({ language: oneOf(languages), payer: Type.String(), operator: Type.String() }),
      advice_sentence: Type.String(),
      values: Type.Record(Type.String(), Type.String()),
    }),
    { description: "One for each meaning that the question leaves open." },
  ),
  near: listOf(
    record({
      provider: Type.String(),
      surface: oneOf(surfaces),
      code: Type.String(),
      label: orNull(Type.String()),
      message: orNull(Type.String()),
      rule: Type.String(),
    }),
    { description: "Codes that may have been meant." },
  ),
});
