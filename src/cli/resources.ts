import type { Command } from "commander";
import type { HakikaClient, Operations } from "../client/client.ts";
import { ask } from "./gateway-client.ts";
import { timelineText } from "./operation-lines.ts";
import { type Output, print } from "./print.ts";
import type { Terminal } from "./terminal.ts";

/** A group of commands about what the API keeps under one path. */
export interface ResourceGroup<Known> {
  readonly command: string;
  readonly one: string;
  readonly many: string;
  /** What a cancel does to it. */
  readonly cancels: string;
  readonly calls: (client: HakikaClient) => ResourceCalls<Known>;
  readonly text: (known: Known, terminal: Terminal) => string;
  readonly listText: (known: readonly Known[], terminal: Terminal) => string;
}

/** The calls that are alike for everything. */
type ResourceCalls<Known> = Pick<
  Operations<never, Known, { readonly data: readonly Known[] }>,
  "get" | "list" | "timeline" | "sync" | "cancel"
>;

/** Adds the commands that only one group has: each is about one of them, by its id. */
export interface ResourceCommands<Known> {
  readonly add: (name: string, says: string, act: (id: string, output: Output) => Promise<void>) => void;
  /** For a call that answers with how it stands then. */
  readonly addCall: (
    name: string,
    says: string,
    call: (client: HakikaClient, id: string) => Promise<Known>,
  ) => void;
}

export function registerResource<Known>(
  program: Command,
  { command, one, many, cancels, calls, text, listText }: ResourceGroup<Known>,
): ResourceCommands<Known> {
  const commands = program.command(command);
  const add: ResourceCommands<Known>["add"] = (name, says, act) => {
    commands.command(`${name} <id>`).summary(says).option("--json", "as JSON").action(act);
  };
  const addCall: ResourceCommands<Known>["addCall"] = (name, says, call) =>
    add(name, says, async (id, output) => print(await ask((client) => call(client, id)), text, output));
  commands
    .command("list")
    .summary(`list the newest ${many}`)
    .option("--status <status>", "only those that stand there")
    .option("--json", "as JSON")
    .action(async ({ status, ...output }: Output & { readonly status?: string }) => {
      const filter = status === undefined ? {} : { status };
      const { data } = await ask((client) => calls(client).list(filter));
      print(data, listText, output);
    });
  addCall("show", `say what is known of ${one}`, (client, id) => calls(client).get(id));
  add("timeline", "say how it is known", async (id, output) =>
    print(await ask((client) => calls(client).timeline(id)), timelineText, output),
  );
  addCall("sync", "ask the provider about it now", (client, id) => calls(client).sync(id));
  addCall("cancel", cancels, (client, id) => calls(client).cancel(id));
  return { add, addCall };
}
