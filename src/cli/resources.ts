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
  readonly summary: string;
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

/** A command about one of them, by its id. */
export type About = (name: string, says: string, act: (id: string, output: Output) => Promise<void>) => void;

/** Answers with what adds the commands that only this group has. */
export function registerResource<Known>(program: Command, group: ResourceGroup<Known>): About {
  const { one, many, cancels, calls, text, listText } = group;
  const commands = program.command(group.command).summary(group.summary);
  const about: About = (name, says, act) => {
    commands.command(`${name} <id>`).summary(says).option("--json", "as JSON").action(act);
  };
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
  about("show", `say what is known of ${one}`, async (id, output) =>
    print(await ask((client) => calls(client).get(id)), text, output),
  );
  about("timeline", "say how it is known", async (id, output) =>
    print(await ask((client) => calls(client).timeline(id)), timelineText, output),
  );
  about("sync", "ask the provider about it now", async (id, output) =>
    print(await ask((client) => calls(client).sync(id)), text, output),
  );
  about("cancel", cancels, async (id, output) =>
    print(await ask((client) => calls(client).cancel(id)), text, output),
  );
  return about;
}
