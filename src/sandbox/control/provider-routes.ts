import Type from "typebox";
import { type Json, phoneActs } from "../../connector/simulator.ts";
import { Refusal } from "../refusals.ts";
import type { World } from "../world.ts";
import type { ControlServer } from "./control-server.ts";

const Provider = Type.Object({ provider: Type.String() });

const Act = Type.Object(
  {
    phone_number: Type.String({ pattern: "^\\+[1-9][0-9]{6,14}$" }),
    act: Type.Union(phoneActs.map((act) => Type.Literal(act))),
  },
  { additionalProperties: false },
);

const JournalQuery = Type.Object({ limit: Type.Optional(Type.String({ pattern: "^[1-9][0-9]{0,3}$" })) });

const JOURNAL_ENTRIES_DEFAULT = 100;

/** Phone numbers travel in bodies only: a URL ends in the logs of every proxy on the way. */
export function addProviderRoutes(server: ControlServer, worlds: ReadonlyMap<string, World>): void {
  const find = (request: { readonly params: { readonly provider: string } }): World => {
    const world = worlds.get(request.params.provider);
    if (world === undefined)
      throw new Refusal("unknown_provider", `The sandbox runs no ${request.params.provider}.`);
    return world;
  };
  const params = { schema: { params: Provider } };

  server.get("/_sandbox/providers", () => ({
    providers: [...worlds].map(([id, world]) => describeProvider(id, world)),
  }));
  server.get("/_sandbox/:provider/books", params, (request) => ({ books: find(request).books() }));
  server.get("/_sandbox/:provider/phones", params, (request) => ({ phones: find(request).phones() }));
  server.get("/_sandbox/:provider/settings", params, (request) => ({ settings: find(request).settings() }));
  server.get(
    "/_sandbox/:provider/journal",
    { schema: { params: Provider, querystring: JournalQuery } },
    (request) => ({
      journal: find(request).journal(Number(request.query.limit ?? JOURNAL_ENTRIES_DEFAULT)),
    }),
  );
  server.post(
    "/_sandbox/:provider/phones/act",
    { schema: { params: Provider, body: Act } },
    async (request) => actOnPhone(find(request), request.body),
  );
  server.put(
    "/_sandbox/:provider/settings",
    { schema: { params: Provider, body: Type.Record(Type.String(), Type.Unknown()) } },
    (request) => replaceSettings(find(request), request.body as Record<string, Json>),
  );
  server.post("/_sandbox/:provider/reset", params, (request) => {
    find(request).reset();
    return { reset: true };
  });
}

function describeProvider(id: string, { simulator }: World): object {
  const { credentials, magic, settings } = simulator;
  return { id, path: `/${id}`, credentials, magic, settings };
}

async function actOnPhone(world: World, { phone_number, act }: Type.Static<typeof Act>): Promise<object> {
  const known = world.phones().some((phone) => phone.phone_number === phone_number);
  if (!known)
    throw new Refusal("unknown_phone", "This number has no phone here yet. A first payment to it makes one.");
  const phone = await world.act(phone_number, act);
  if (phone === null) throw new Refusal("no_use_for_act", `This phone has no use for ${act} at the moment.`);
  return { phone };
}

/** The names that are left out go back to their defaults. */
function replaceSettings(world: World, settings: Record<string, Json>): object {
  const unknown = Object.keys(settings).filter((name) => !Object.hasOwn(world.simulator.settings, name));
  if (unknown.length > 0) throw new Refusal("unknown_setting", `There is no setting ${unknown.join(", ")}.`);
  world.replaceSettings(settings);
  return { settings: world.settings() };
}
