import { Type } from "typebox";
import { CURSOR_LENGTH_MAX, PAGE_SIZE, PAGE_SIZE_MAX } from "../limits.ts";
import { orNull, record } from "./named.ts";

/** Fields that many requests and answers share. */

export const Time = Type.String({
  format: "date-time",
  description: "UTC.",
  examples: ["2026-11-21T10:05:00.000Z"],
});

export const Environment = Type.Unsafe<"sandbox" | "live">({
  type: "string",
  enum: ["sandbox", "live"],
  description: "Test keys see the sandbox alone.",
});

export function idOf(prefix: string, what: string) {
  return Type.String({
    description: `Names the ${what}.`,
    examples: [`${prefix}_01k9d3z7g8f6qv2m4n5p6r7s8t`],
  });
}

export function idParameter(prefix: string, what: string) {
  return record({ id: idOf(prefix, what) });
}

/** E.164; what a provider takes is narrower. */
export const PhoneNumber = Type.String({
  pattern: "^\\+[1-9][0-9]{4,14}$",
  description: "E.164 with a plus sign and digits alone, such as +254712345678.",
});

export const MaskedPhoneNumber = Type.String({
  description: "With its middle hidden. The whole number is never shown again.",
  examples: ["+2547******78"],
});

export const MomentParameter = Type.String({
  pattern:
    "^2[0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?(Z|[+-][0-2][0-9]:[0-5][0-9])$",
  description:
    "ISO 8601 with seconds and an offset, such as 2026-11-21T10:05:00Z. A plus sign in a URL is written %2B.",
});

export const pageParameters = {
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: PAGE_SIZE_MAX,
      default: PAGE_SIZE,
      description: `How many to answer with, from 1 to ${PAGE_SIZE_MAX}.`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: CURSOR_LENGTH_MAX, description: "next_cursor of the page before." }),
  ),
};

export const NextCursor = orNull(
  Type.String({ description: "Pass it as cursor to get the next page; null on the last page." }),
);
