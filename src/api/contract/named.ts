import { type Static, type TSchema, Type } from "typebox";

/** A schema that stands in the document once, under its name. */
export type Named<Schema extends TSchema = TSchema> = Schema & { readonly $id: string };

export function named<Fields extends Record<string, TSchema>>(
  $id: string,
  description: string,
  fields: Fields,
) {
  return Object.assign(record(fields, { description }), { $id });
}

/** Refers to a named schema: in the document by its name, in the code by its type. */
export function refer<Schema extends TSchema>(schema: Named<Schema>) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${schema.$id}#` });
}

export function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** One of a closed list of words. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  options: { description?: string } = {},
) {
  return Type.Unsafe<Word>({ type: "string", enum: [...words], ...options });
}

/** An object without further fields. */
export function record<Fields extends Record<string, TSchema>>(
  fields: Fields,
  options: { description?: string; examples?: unknown[] } = {},
) {
  return Type.Object(fields, { additionalProperties: false, ...options });
}
