import type { TSchema } from "typebox";
import { Compile, type Validator } from "typebox/compile";

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: unknown }>> }>
  >;
}

export interface CheckedAnswer {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly content_type: string;
  readonly body: unknown;
}

/** Holds answers against the OpenAPI document: what is not described must not be sent. */
export class AnswerChecker {
  readonly #document: Document;
  readonly #validators = new Map<string, Validator>();

  constructor(document: unknown) {
    this.#document = document as Document;
  }

  /** What is wrong with the answer; null where it is as described, or its route is not part of the document. */
  complaint({ method, path, status, content_type, body }: CheckedAnswer): string | null {
    const template = this.#templateOf(path);
    const operation =
      template === undefined ? undefined : this.#document.paths[template]?.[method.toLowerCase()];
    if (operation === undefined) return null;
    const name = `${method} ${template} ${status}`;
    const response = operation.responses[status];
    if (response === undefined) return `${name} is not described.`;
    if (response.content === undefined) return body === null ? null : `${name} should have no body.`;
    const type = content_type.split(";")[0] ?? "";
    const schema = response.content[type]?.schema;
    if (schema === undefined) return `${name} should not be ${type}.`;
    const [first] = this.#validator(`${name} ${type}`, schema).Errors(body);
    return first === undefined ? null : `${name}: ${first.instancePath} ${first.message}`;
  }

  /** What is wrong with a value that should fit a named schema; null where it does. */
  complaintAboutSchema(name: string, value: unknown): string | null {
    const [first] = this.#validator(name, { $ref: `#/components/schemas/${name}` }).Errors(value);
    return first === undefined ? null : `${name}: ${first.instancePath} ${first.message}`;
  }

  #templateOf(path: string): string | undefined {
    const asked = path.split("?")[0]?.split("/") ?? [];
    const fitting = Object.keys(this.#document.paths).filter((template) => {
      const parts = template.split("/");
      return (
        parts.length === asked.length &&
        parts.every((part, index) => part.startsWith("{") || part === asked[index])
      );
    });
    return fitting.find((template) => !template.includes("{")) ?? fitting[0];
  }

  #validator(name: string, schema: unknown): Validator {
    const known = this.#validators.get(name);
    if (known !== undefined) return known;
    const made = Compile(this.#resolved(schema) as TSchema);
    this.#validators.set(name, made);
    return made;
  }

  /** The schema with every reference filled in; none of them goes in a circle. */
  #resolved(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((part) => this.#resolved(part));
    if (typeof schema !== "object" || schema === null) return schema;
    if ("$ref" in schema) {
      const name = String(schema.$ref).replace("#/components/schemas/", "");
      return this.#resolved(this.#document.components.schemas[name]);
    }
    return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, this.#resolved(part)]));
  }
}
