import { Type } from "typebox";
import { idPrefixes } from "../../core/ids.ts";
import type { OperationKind } from "../../core/operation.ts";
import { statuses } from "../../core/outcome.ts";
import {
  DESCRIPTION_LENGTH_MAX,
  METADATA_KEY_LENGTH_MAX,
  METADATA_PAIRS_MAX,
  METADATA_VALUE_LENGTH_MAX,
  REFERENCE_LENGTH_MAX,
} from "../limits.ts";
import { Amount } from "./amount.ts";
import {
  Environment,
  idOf,
  MaskedPhoneNumber,
  MomentParameter,
  NextCursor,
  PhoneNumber,
  pageParameters,
  Time,
} from "./fields.ts";
import { listOf, type Named, named, oneOf, orNull, record, refer } from "./named.ts";
import { Outcome } from "./outcome.ts";

/** What payments, top-ups, refunds and messages have in common, which is nearly everything. */

export const captures = ["automatic", "manual"] as const;

const Metadata = Type.Record(
  Type.String({ pattern: `^[A-Za-z0-9_.-]{1,${METADATA_KEY_LENGTH_MAX}}$` }),
  Type.String({ maxLength: METADATA_VALUE_LENGTH_MAX }),
  {
    maxProperties: METADATA_PAIRS_MAX,
    additionalProperties: false,
    description: `Up to ${METADATA_PAIRS_MAX} pairs of your own; names of up to ${METADATA_KEY_LENGTH_MAX} letters, digits, "_", "." and "-".`,
  },
);

/** What a merchant says of a new one. */
export const wishFields = {
  provider: Type.Optional(
    Type.String({
      pattern: "^[a-z0-9-]{1,40}$",
      description: "May be left out where your connections leave one choice.",
    }),
  ),
  amount: Amount,
  phone_number: Type.Optional(PhoneNumber),
  reference: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: REFERENCE_LENGTH_MAX,
      description: "Your name for it. Need not be unique.",
    }),
  ),
  description: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: DESCRIPTION_LENGTH_MAX,
      description: "Shown to the payer where the provider does so.",
    }),
  ),
  metadata: Type.Optional(Metadata),
  provider_options: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: "What this provider alone wants to know; see GET /v1/providers.",
    }),
  ),
};

/** What the API shows of one. */
export function knownFields(object: OperationKind, what: string) {
  return {
    id: idOf(idPrefixes[object], what),
    object: oneOf([object]),
    status: oneOf(statuses, { description: "Where it stands. succeeded, failed and cancelled are final." }),
    amount: refer(Amount),
    provider: Type.String(),
    environment: Environment,
    phone_number: orNull(MaskedPhoneNumber),
    reference: orNull(Type.String()),
    description: orNull(Type.String()),
    metadata: Type.Record(Type.String(), Type.String()),
    provider_options: Type.Record(Type.String(), Type.Unknown()),
    capture: oneOf(captures),
    provider_reference: orNull(
      Type.String({ description: "The provider's name for it, masked where it holds a phone number." }),
    ),
    receipt: orNull(Type.String({ description: "Printed on the payer's message." })),
    outcome: refer(Outcome),
    next_action: orNull(
      record(
        {
          type: oneOf(["approve_on_phone", "open_page", "enter_pin"], {
            description: "enter_pin: they got a PIN, which you send to …/confirm.",
          }),
          url: orNull(Type.String({ description: "Send the payer's browser there." })),
          expires_at: orNull(Time),
        },
        { description: "What the payer has to do." },
      ),
    ),
    needs_review: Type.Boolean({ description: "A person has to look at it." }),
    resolving: Type.Boolean({ description: "A dispute (…/resolve) is still under way." }),
    version: Type.Integer({ description: "Grows by one with each event." }),
    created_at: Time,
    updated_at: Time,
  };
}

export function pageNamed<Name extends string, Item extends Named>($id: Name, says: string, item: Item) {
  return named($id, says, { data: listOf(refer(item)), next_cursor: NextCursor });
}

export const OperationFilter = record({
  status: Type.Optional(oneOf(statuses)),
  provider: Type.Optional(Type.String({ maxLength: 40 })),
  reference: Type.Optional(Type.String({ maxLength: REFERENCE_LENGTH_MAX })),
  created_from: Type.Optional(MomentParameter),
  created_to: Type.Optional(MomentParameter),
  ...pageParameters,
});

export const OperationSearch = record(
  { phone_number: PhoneNumber, status: Type.Optional(oneOf(statuses)), ...pageParameters },
  {
    description: "By phone number, which never stands in a URL.",
    examples: [{ phone_number: "+254712345678", limit: 20 }],
  },
);
