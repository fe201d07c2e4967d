import { type Language, wordsFor } from "../../catalogue/index.ts";
import { type Resource, resourceOf } from "../../store/resource.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import type { ApiDependencies } from "../dependencies.ts";

/** An operation as merchants see it. Of a provider that this version does not know, the reference is better masked. */
export function show(
  operation: StoredOperation,
  { providers }: Pick<ApiDependencies, "providers">,
): Resource {
  const reference_holds_number =
    providers.get(operation.provider)?.capabilities.reference_holds_number ?? true;
  return resourceOf(operation, { reference_holds_number });
}

/** The same, with the words for the payer in another language. */
export function showIn(
  language: Language,
  operation: StoredOperation,
  dependencies: Pick<ApiDependencies, "providers">,
): Resource {
  const resource = show(operation, dependencies);
  return { ...resource, outcome: { ...resource.outcome, message: wordsFor(operation.outcome, language) } };
}
