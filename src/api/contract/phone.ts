import { Type } from "typebox";
import { MaskedPhoneNumber } from "./fields.ts";
import { listOf, named, orNull, record } from "./named.ts";

export const PhoneQuestion = record(
  {
    phone_number: Type.String({ minLength: 1, maxLength: 40, description: "As a person wrote it." }),
    country: Type.Optional(
      Type.String({
        pattern: "^[A-Z]{2}$",
        description: "ISO 3166-1 alpha-2, for a number without its country.",
      }),
    ),
  },
  { examples: [{ phone_number: "0712 345 678", country: "KE" }] },
);

export const PhoneAnswer = named("PhoneAnswer", "What can be said of a phone number without calling it.", {
  valid: Type.Boolean({ description: "It is a number that its country gives out." }),
  phone_number: orNull(
    Type.String({ description: "E.164, as payments want it; null where it is not valid." }),
  ),
  masked: orNull(MaskedPhoneNumber),
  country: orNull(Type.String()),
  type: orNull(Type.String({ examples: ["MOBILE"] })),
  providers: listOf(record({ provider: Type.String(), accepts: Type.Boolean(), expects: Type.String() }), {
    description: "Your connected providers that need a phone number.",
  }),
});
