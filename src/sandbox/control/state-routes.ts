import Type from "typebox";
import { worldNameOf } from "../world-name.ts";
import type { Worlds } from "../worlds.ts";
import { answerOf, anything, listOf } from "./answers.ts";
import type { ControlServer } from "./control-server.ts";
import { OfProvider, strict, WorldHeader, worldOf } from "./route-parts.ts";

const Name = Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$" });
const OneSnapshot = {
  headers: OfProvider.headers,
  params: Type.Object({ provider: Type.String(), name: Name }),
};
const OneWorld = { params: Type.Object({ name: Type.String() }) };
const Durability = Type.Object({ durable: Type.Optional(Type.Boolean()) }, strict);

export function addStateRoutes(server: ControlServer, worlds: Worlds): void {
  addWorldRoutes(server, worlds);
  addResetRoutes(server, worlds);
  addSnapshotRoutes(server, worlds);
}

function addWorldRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["State"];
  const response = answerOf("worlds", listOf(anything));
  server.get("/_sandbox/worlds", { schema: { tags, summary: "List the worlds", response } }, () => ({
    worlds: worlds.list(),
  }));
  const summary = "Make a world; one that is only used is made too, and is not durable";
  server.put(
    "/_sandbox/worlds/:name",
    { schema: { tags, summary, ...OneWorld, body: Durability, response } },
    (request) => {
      worlds.create(request.params.name, { durable: request.body.durable ?? false });
      return { worlds: worlds.list() };
    },
  );
  server.delete(
    "/_sandbox/worlds/:name",
    { schema: { tags, summary: "Forget a world", ...OneWorld, response } },
    (request) => {
      worlds.remove(request.params.name);
      return { worlds: worlds.list() };
    },
  );
}

function addResetRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["State"];
  const response = answerOf("reset", Type.Boolean());
  server.post(
    "/_sandbox/:provider/reset",
    { schema: { tags, summary: "Begin anew with one provider; snapshots stay", ...OfProvider, response } },
    (request) => {
      worldOf(worlds, request).reset();
      return { reset: true };
    },
  );
  server.post(
    "/_sandbox/reset",
    {
      schema: {
        tags,
        summary: "Begin anew with every provider; snapshots stay",
        headers: WorldHeader,
        response,
      },
    },
    (request) => {
      for (const id of worlds.providers.keys()) worlds.find(id, worldNameOf(request.headers)).reset();
      return { reset: true };
    },
  );
}

function addSnapshotRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["State"];
  const path = "/_sandbox/:provider/snapshots";
  const response = answerOf("snapshots", listOf(Type.Object({ name: Type.String(), at_ms: Type.Integer() })));
  server.get(
    path,
    { schema: { tags, summary: "List the snapshots", ...OfProvider, response } },
    (request) => ({
      snapshots: worldOf(worlds, request).snapshots.list(),
    }),
  );
  const one = { tags, ...OneSnapshot, response };
  server.put(
    `${path}/:name`,
    { schema: { summary: "Keep the present state under a name", ...one } },
    (request) => {
      const { snapshots } = worldOf(worlds, request);
      snapshots.take(request.params.name);
      return { snapshots: snapshots.list() };
    },
  );
  server.post(
    `${path}/:name/restore`,
    { schema: { summary: "Go back to the state of that name; time does not go back", ...one } },
    (request) => {
      const { snapshots } = worldOf(worlds, request);
      snapshots.restore(request.params.name);
      return { snapshots: snapshots.list() };
    },
  );
  server.delete(`${path}/:name`, { schema: { summary: "Forget a snapshot", ...one } }, (request) => {
    const { snapshots } = worldOf(worlds, request);
    snapshots.remove(request.params.name);
    return { snapshots: snapshots.list() };
  });
}
