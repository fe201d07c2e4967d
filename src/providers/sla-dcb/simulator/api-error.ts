import type { SimulatedAnswer, SimulatorHost } from "../../../connector/simulator.ts";
import { type ErrorKey, errors, type ValuesFor } from "./error-table.ts";
import { json } from "./replies.ts";
import { choice, isOn } from "./settings.ts";

/** Thrown wherever a call ends early; the answer is made of it in one place. */
export class ApiError extends Error {
  readonly code: string;
  private readonly category: string;

  constructor({ code, category, message }: Readonly<Record<"code" | "category" | "message", string>>) {
    super(message);
    this.code = code;
    this.category = category;
  }

  /** Errors come with status 200. */
  toAnswer(host: SimulatorHost): SimulatedAnswer {
    const { code, category, message } = this;
    if (code === "No resources" && choice(host, "no_resources_form") === "message")
      return json(200, { error: { category, message: code } });
    const nameOfCode = isOn(host, "misspelt_code") ? "cdoe" : "code";
    return json(200, { error: { category, [nameOfCode]: code, message } });
  }
}

/** The error with its message filled in. */
export function refusal<Key extends ErrorKey>(key: Key, values: ValuesFor<Key>): ApiError {
  const [category, template] = errors[key];
  const texts: Readonly<Record<string, string>> = values;
  // A stray percent sign stands before one of the placeholders and goes with it.
  const message = template.replace(/%?\{(\w+)\}/g, (_placeholder, name: string) => texts[name] ?? "");
  return new ApiError({ code: key.startsWith("7001") ? "7001" : key, category, message });
}

/** The connection breaks without an answer. */
export class ConnectionLost extends Error {}
