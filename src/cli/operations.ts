import type { Command } from "commander";
import type { HakikaClient, Operations } from "../client/client.ts";
import type { Operation } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { operationsText, operationText } from "./operation-lines.ts";
import { print } from "./print.ts";
import { resolve, stepsText } from "./resolve.ts";
import { registerResource } from "./resources.ts";

/** The calls that are alike for every kind. */
export type OperationCalls = Omit<
  Operations<never, Operation, { readonly data: readonly Operation[] }>,
  "create"
>;

interface OperationGroup {
  readonly one: string;
  readonly many: string;
  readonly calls: (client: HakikaClient) => OperationCalls;
  /** Whether there is a dispute procedure for it. */
  readonly resolvable: boolean;
}

const groups = {
  payment: {
    one: "a payment",
    many: "payments",
    calls: (client) => client.payments,
    resolvable: true,
  },
  topup: {
    one: "a top-up",
    many: "top-ups",
    calls: (client) => client.topups,
    resolvable: true,
  },
  refund: {
    one: "a refund",
    many: "refunds",
    calls: (client) => client.refunds,
    resolvable: false,
  },
  message: {
    one: "a message",
    many: "messages",
    calls: (client) => client.messages,
    resolvable: false,
  },
} as const satisfies Readonly<Record<string, OperationGroup>>;

export function registerOperations(program: Command, command: keyof typeof groups): void {
  const { one, many, calls, resolvable }: OperationGroup = groups[command];
  const { add } = registerResource(program, {
    command,
    one,
    many,
    cancels: "withdraw it, where that is still certain",
    calls,
    text: operationText,
    listText: operationsText,
  });
  if (resolvable)
    add("resolve", "ask, cancel if the answer allows it, ask again; wait for the end", async (id, output) =>
      print(await ask((client) => resolve(id, calls(client))), stepsText, output),
    );
}
