import { type Static, type TArrayOptions, type TObjectOptions, type TSchema, Type } from "typebox";

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

/** The same where the answer is sent as the very bytes that are stored. */
export function referBytes(schema: Named) {
  return Type.Unsafe<Uint8Array>({ $ref: `${schema.$id}#` });
}

export function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** Lists come from elsewhere and are only looked at. */
export function listOf<Item extends TSchema>(items: Item, options: TArrayOptions = {}) {
  return Type.Unsafe<readonly Static<Item>[]>(Type.Array(items, options));
}

/** One of a closed list of words. */
export function oneOf<const Word extends string>(
  words: readonly Word[],
  options: { description?: string } = {},
) {
  return Type.Unsafe<Word>({ type: "string", enum: [...words], ...options });
}

/** An object without further fields. */
export function record<Fields extends Record<string, TSchema>>(fields: Fields, options: TObjectOptions = {}) {
  return Type.Object(fields, { additionalProperties: false, ...options });
}
