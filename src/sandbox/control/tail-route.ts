import type { ServerResponse } from "node:http";
import Type from "typebox";
import type { JournalEntry } from "../journal-entry.ts";
import { worldNameOf } from "../world-name.ts";
import type { Worlds } from "../worlds.ts";
import type { ControlServer } from "./control-server.ts";
import { WorldHeader } from "./route-parts.ts";

const TailQuery = Type.Object(
  {
    provider: Type.Optional(Type.String({ description: "Left out: all." })),
    last: Type.Optional(
      Type.String({ pattern: "^[0-9]{1,3}$", description: "Begin with so many earlier entries." }),
    ),
  },
  { additionalProperties: false },
);

/** A reader that is further behind misses entries: it must not fill the sandbox's memory. */
const BEHIND_BYTES_MAX = 4 * 1024 * 1024;

/** One entry a line, as long as somebody reads. */
export function addTailRoute(server: ControlServer, worlds: Worlds): void {
  const summary = "Follow the journal: one JSON object a line, for as long as the connection is open";
  server.get(
    "/_sandbox/tail",
    {
      schema: {
        tags: ["Providers"],
        summary,
        headers: WorldHeader,
        querystring: TailQuery,
        produces: ["application/x-ndjson"],
      },
    },
    (request, reply) => {
      const { provider, last = "0" } = request.query;
      const ids = provider === undefined ? [...worlds.providers.keys()] : [provider];
      const followed = ids.map((id) => ({ id, world: worlds.find(id, worldNameOf(request.headers)) }));
      reply.hijack();
      const write = writerTo(reply.raw);
      const earlier = followed.flatMap(({ id, world }) =>
        (last === "0" ? [] : world.journal(Number(last))).map((entry) => ({ provider: id, ...entry })),
      );
      for (const entry of earlier.sort((one, other) => one.at.localeCompare(other.at)).slice(-Number(last)))
        write(entry);
      const ends = followed.map(({ id, world }) =>
        world.follow((entry) => write({ provider: id, ...entry })),
      );
      reply.raw.once("close", () => {
        for (const end of ends) end();
      });
    },
  );
}

type TailLine = JournalEntry & { readonly provider: string };

function writerTo(response: ServerResponse): (line: TailLine) => void {
  let missed = 0;
  response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  response.flushHeaders();
  return (line) => {
    if (response.writableLength > BEHIND_BYTES_MAX) {
      missed++;
      return;
    }
    if (missed > 0) response.write(`${JSON.stringify({ missed })}\n`);
    missed = 0;
    response.write(`${JSON.stringify(line)}\n`);
  };
}
