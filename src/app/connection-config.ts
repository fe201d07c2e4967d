import { Value } from "typebox/value";
import { ExplainedError } from "../lib/explained-error.ts";
import { findProvider, providers } from "../providers/index.ts";

/** A connection's settings, checked against what its provider declares, with the defaults filled in. */
export function checkConfig(provider_id: string, text: string): unknown {
  const provider = findProvider(provider_id);
  if (provider === undefined) {
    throw new ExplainedError(
      `No provider is called ${provider_id}: there is ${providers.map(({ id }) => id).join(", ")}.`,
    );
  }
  const config = Value.Default(provider.config.schema, parseJson(text));
  const [problem] = Value.Errors(provider.config.schema, config);
  if (problem === undefined) return config;
  throw new ExplainedError(
    `The settings do not fit ${provider.name}: ${problem.instancePath || "the whole"} ${problem.message}.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ExplainedError("The settings are not JSON.");
  }
}
