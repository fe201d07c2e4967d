import type { FastifySchemaCompiler } from "fastify";
import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { ApiErrorCode } from "./errors.ts";
import { fieldName } from "./field-name.ts";
import { Problem } from "./problem.ts";

/**
 * Checks bodies and queries as they came: nothing is converted, filled in or left out. Only a query's whole numbers are
 * read as such, since a URL has nothing but text. Headers and ids are checked where they are used.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  if (httpPart === "headers" || httpPart === "params") return (value: unknown) => ({ value });
  const complain = complainer(schema, "invalid_request", httpPart === "querystring" ? "?" : "/");
  return (came: unknown) => {
    const value = httpPart === "querystring" ? withNumbers(schema, came) : came;
    const error = complain(value);
    return error === undefined ? { value } : { error };
  };
};

/** Makes a check of one schema that names the first field which does not fit. `root` stands before its path. */
export function complainer(
  schema: TSchema,
  code: ApiErrorCode,
  root: string,
): (value: unknown) => Problem | undefined {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return undefined;
    const [first] = validator.Errors(value);
    return first === undefined ? new Problem(code) : new Problem(code, complaint(schema, first, root));
  };
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly message: string;
}

function complaint(schema: TSchema, error: SchemaError, root: string): { field: string; detail: string } {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const missing =
    error.keyword === "required"
      ? (error.params as { requiredProperties: string[] }).requiredProperties[0]
      : undefined;
  const whole = missing === undefined ? path : [...path, missing];
  return { field: root + whole.map(fieldName).join("/"), detail: sentence(error, schemaAt(schema, whole)) };
}

/** What is wrong, and what the reference says about the field. The value itself is never repeated. */
function sentence(error: SchemaError, schema: SchemaNode | undefined): string {
  const about = schema?.description === undefined ? "" : ` ${schema.description}`;
  switch (error.keyword) {
    case "required":
      return `It is missing.${about}`;
    case "boolean":
    case "additionalProperties":
      return "There is no such field here.";
    case "enum":
      return `It must be one of ${(schema?.enum ?? []).join(", ")}.${about}`;
    case "type":
      return `It must be ${typeWords[(error.params as { type: string }).type] ?? "of another type"}.${about}`;
    case "pattern":
      return `It does not have the right form.${about}`;
    default:
      return `It ${error.message}.${about}`;
  }
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

interface SchemaNode {
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

function schemaAt(schema: SchemaNode, path: readonly string[]): SchemaNode | undefined {
  return path.reduce<SchemaNode | undefined>((node, step) => {
    const { properties = {}, items } = node ?? {};
    return Object.hasOwn(properties, step) ? properties[step] : items;
  }, schema);
}

/** Whole numbers of a query, where its schema wants one and the text is nothing else. */
function withNumbers(schema: TSchema, came: unknown): unknown {
  const { properties = {} } = schema as { properties?: Readonly<Record<string, { readonly type?: string }>> };
  const read = (name: string, value: unknown) => {
    const wanted = Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
    return wanted === "integer" && typeof value === "string" && /^[0-9]{1,9}$/.test(value)
      ? Number(value)
      : value;
  };
  return Object.fromEntries(Object.entries(came ?? {}).map(([name, value]) => [name, read(name, value)]));
}

function unescapePointer(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}
