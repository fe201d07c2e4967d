import { Type } from "typebox";
import type { OperationKind } from "../core/operation.ts";
import type { Capabilities, KindDeclaration, Limits, Provider, Timing } from "./provider.ts";

/** What a provider declares of one kind of operation, with nothing left out. */
export interface Declared {
  readonly capabilities: Capabilities;
  readonly limits: Limits;
  readonly timing: Timing;
  readonly options: Provider["options"];
  readonly example: Provider["example"];
}

/** For refunds and messages nobody has to approve anything, nothing is held, and no prompt meets another. */
const withoutPayer: KindDeclaration = {
  capabilities: {
    capture: ["automatic"],
    cancel: false,
    payer_challenge: "none",
    one_prompt_per_phone: false,
  },
  options: Type.Object({}, { additionalProperties: false }),
};

const none: KindDeclaration = {};

export function declaredFor(provider: Provider, kind: OperationKind): Declared {
  const base = kind === "refund" || kind === "message" ? withoutPayer : none;
  const own = provider.kinds?.[kind] ?? none;
  return {
    capabilities: { ...provider.capabilities, ...base.capabilities, ...own.capabilities },
    limits: { ...provider.limits, ...own.limits },
    timing: own.timing ?? provider.timing,
    options: own.options ?? base.options ?? provider.options,
    example: own.example ?? provider.example,
  };
}

/** Whether the provider takes operations of this kind at all. */
export function offers({ capabilities, connector }: Provider, kind: OperationKind): boolean {
  if (kind === "refund") return capabilities.refund !== "none" && connector.kinds?.refund !== undefined;
  return capabilities.operations.includes(kind);
}
