import type { Command } from "commander";
import type { HakikaClient, Operations } from "../client/client.ts";
import type { Operation } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { operationsText, operationText, timelineText } from "./operation-lines.ts";
import { type Output, print } from "./print.ts";
import { resolve, stepsText } from "./resolve.ts";

/** What a group of commands is about. */
interface Subject {
  readonly command: string;
  readonly one: string;
  readonly many: string;
  readonly summary: string;
  readonly calls: (client: HakikaClient) => OperationCalls;
  /** Whether there is a dispute procedure for it. */
  readonly resolvable: boolean;
}

/** The calls that are alike for every kind. */
export type OperationCalls = Omit<
  Operations<never, Operation, { readonly data: readonly Operation[] }>,
  "create"
>;

export function registerPayment(program: Command): void {
  register(program, {
    command: "payment",
    one: "a payment",
    many: "payments",
    summary: "show payments, ask about them, withdraw them",
    calls: (client) => client.payments,
    resolvable: true,
  });
}

export function registerTopup(program: Command): void {
  register(program, {
    command: "topup",
    one: "a top-up",
    many: "top-ups",
    summary: "show top-ups, ask about them, withdraw and resolve them",
    calls: (client) => client.topups,
    resolvable: true,
  });
}

export function registerRefund(program: Command): void {
  register(program, {
    command: "refund",
    one: "a refund",
    many: "refunds",
    summary: "show refunds, ask about them",
    calls: (client) => client.refunds,
    resolvable: false,
  });
}

export function registerMessage(program: Command): void {
  register(program, {
    command: "message",
    one: "a message",
    many: "messages",
    summary: "show text messages",
    calls: (client) => client.messages,
    resolvable: false,
  });
}

function register(program: Command, { command, one, many, summary, calls, resolvable }: Subject): void {
  const group = program.command(command).summary(summary);
  const about = (name: string, says: string, act: (id: string, output: Output) => Promise<void>) =>
    group.command(`${name} <id>`).summary(says).option("--json", "as JSON").action(act);
  about("show", `say what is known of ${one}`, async (id, output) =>
    print(await ask((client) => calls(client).get(id)), operationText, output),
  );
  about("timeline", "say how it is known", async (id, output) =>
    print(await ask((client) => calls(client).timeline(id)), timelineText, output),
  );
  about("sync", "ask the provider about it now", async (id, output) =>
    print(await ask((client) => calls(client).sync(id)), operationText, output),
  );
  about("cancel", "withdraw it, where that is still certain", async (id, output) =>
    print(await ask((client) => calls(client).cancel(id)), operationText, output),
  );
  if (resolvable)
    about("resolve", "ask, cancel if the answer allows it, ask again; wait for the end", async (id, output) =>
      print(await ask((client) => resolve(id, calls(client))), stepsText, output),
    );
  group
    .command("list")
    .summary(`list the newest ${many}`)
    .option("--status <status>", "only those that stand there")
    .option("--json", "as JSON")
    .action(async ({ status, ...output }: Output & { readonly status?: string }) => {
      const filter = status === undefined ? {} : { status };
      const { data } = await ask((client) => calls(client).list(filter));
      print(data, operationsText, output);
    });
}
