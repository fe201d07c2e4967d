import type { Command } from "commander";
import type { HakikaClient, Operations } from "../client/client.ts";
import type { Operation } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { operationsText, operationText } from "./operation-lines.ts";
import { print } from "./print.ts";
import { resolve, stepsText } from "./resolve.ts";
import { type About, type ResourceGroup, registerResource } from "./resources.ts";

/** The calls that are alike for every kind. */
export type OperationCalls = Omit<
  Operations<never, Operation, { readonly data: readonly Operation[] }>,
  "create"
>;

interface OperationGroup extends Omit<ResourceGroup<Operation>, "cancels" | "text" | "listText"> {
  readonly calls: (client: HakikaClient) => OperationCalls;
}

const payments: OperationGroup = {
  command: "payment",
  one: "a payment",
  many: "payments",
  summary: "show payments, ask about them, withdraw and resolve them",
  calls: (client) => client.payments,
};

const topups: OperationGroup = {
  command: "topup",
  one: "a top-up",
  many: "top-ups",
  summary: "show top-ups, ask about them, withdraw and resolve them",
  calls: (client) => client.topups,
};

const refunds: OperationGroup = {
  command: "refund",
  one: "a refund",
  many: "refunds",
  summary: "show refunds, ask about them",
  calls: (client) => client.refunds,
};

const messages: OperationGroup = {
  command: "message",
  one: "a message",
  many: "messages",
  summary: "show text messages to customers",
  calls: (client) => client.messages,
};

export function registerPayment(program: Command): void {
  withResolve(payments, registerOperations(program, payments));
}

export function registerTopup(program: Command): void {
  withResolve(topups, registerOperations(program, topups));
}

export function registerRefund(program: Command): void {
  registerOperations(program, refunds);
}

export function registerMessage(program: Command): void {
  registerOperations(program, messages);
}

function registerOperations(program: Command, group: OperationGroup): About {
  const cancels = "withdraw it, where that is still certain";
  return registerResource(program, { ...group, cancels, text: operationText, listText: operationsText });
}

/** The dispute procedure, for the kinds that have one. */
function withResolve({ calls }: OperationGroup, about: About): void {
  about("resolve", "ask, cancel if the answer allows it, ask again; wait for the end", async (id, output) =>
    print(await ask((client) => resolve(id, calls(client))), stepsText, output),
  );
}
