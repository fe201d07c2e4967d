import Type from "typebox";
import type { Json, Simulator } from "../../connector/simulator.ts";
import { Refusal } from "../refusals.ts";
import type { World } from "../world.ts";
import type { Worlds } from "../worlds.ts";
import { answerOf, anything, BookLine, JournalLine, listOf } from "./answers.ts";
import type { ControlServer } from "./control-server.ts";
import { OfProvider, worldOf } from "./route-parts.ts";

const JournalQuery = Type.Object({ limit: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,3}$" })) });

const JOURNAL_ENTRIES_DEFAULT = 100;

export function addProviderRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["Providers"];
  const find = (request: Parameters<typeof worldOf>[1]): World => worldOf(worlds, request);

  server.get(
    "/_sandbox/providers",
    {
      schema: {
        tags,
        summary: "List the providers, their credentials and settings",
        response: answerOf("providers", listOf(anything)),
      },
    },
    () => ({ providers: [...worlds.providers].map(describeProvider) }),
  );
  server.get(
    "/_sandbox/:provider/books",
    {
      schema: {
        tags,
        summary: "Read the provider's books",
        ...OfProvider,
        response: answerOf("books", listOf(BookLine)),
      },
    },
    (request) => ({ books: find(request).books() }),
  );
  server.get(
    "/_sandbox/:provider/journal",
    {
      schema: {
        tags,
        summary: "Read what happened, oldest first, secrets and numbers masked",
        ...OfProvider,
        querystring: JournalQuery,
        response: answerOf("journal", listOf(JournalLine)),
      },
    },
    (request) => ({ journal: find(request).journal(Number(request.query.limit ?? JOURNAL_ENTRIES_DEFAULT)) }),
  );
  const settings = answerOf("settings", anything);
  server.get(
    "/_sandbox/:provider/settings",
    {
      schema: {
        tags,
        summary: "Read the settings that differ from their defaults",
        ...OfProvider,
        response: settings,
      },
    },
    (request) => ({ settings: find(request).settings() }),
  );
  server.put(
    "/_sandbox/:provider/settings",
    {
      schema: {
        tags,
        summary: "Replace the settings: names that are left out go back to their defaults",
        ...OfProvider,
        body: Type.Record(Type.String(), Type.Unknown()),
        response: settings,
      },
    },
    (request) => replaceSettings(find(request), request.body as Record<string, Json>),
  );
}

function describeProvider([id, simulator]: readonly [string, Simulator]): object {
  const { credentials, magic, settings, operations = [] } = simulator;
  return { id, path: `/${id}`, credentials, operations, magic, settings };
}

function replaceSettings(world: World, settings: Record<string, Json>): object {
  const unknown = Object.keys(settings).filter((name) => !Object.hasOwn(world.simulator.settings, name));
  if (unknown.length > 0) throw new Refusal("unknown_setting", `There is no setting ${unknown.join(", ")}.`);
  world.replaceSettings(settings);
  return { settings: world.settings() };
}
