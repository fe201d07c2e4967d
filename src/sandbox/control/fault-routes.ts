import Type, { type TSchema } from "typebox";
import { type FaultWish, kindsOfFault, type ParameterSchema } from "../faults/fault.ts";
import { readPattern } from "../faults/operation-match.ts";
import { Refusal } from "../refusals.ts";
import { listScenarios, playScenario } from "../scenarios.ts";
import type { World } from "../world.ts";
import type { Worlds } from "../worlds.ts";
import { answerOf, listOf, Rule, ScenarioRow } from "./answers.ts";
import type { ControlServer } from "./control-server.ts";
import { OfProvider, PhoneNumber, strict, worldOf } from "./route-parts.ts";

const COUNT_MAX = 1_000_000;
const RULES_MAX = 100;

const Count = Type.Integer({
  minimum: 1,
  maximum: COUNT_MAX,
  description: "For the next so many; left out: for all.",
});

const scope = {
  operation: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description:
        "A name of operations in GET /_sandbox/providers, or a path such as POST /api/*; left out: all.",
    }),
  ),
  probability: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1, default: 1 })),
  count: Type.Optional(Count),
};

const Fault = Type.Unsafe<FaultWish>({
  type: "object",
  required: ["kind"],
  discriminator: { propertyName: "kind" },
  oneOf: Object.entries(kindsOfFault).map(([kind, { says, parameters }]) =>
    Type.Object(
      { kind: Type.Literal(kind), ...scope, ...optional(parameters) },
      { ...strict, description: says },
    ),
  ),
});

const Faults = Type.Array(Fault, { maxItems: RULES_MAX });
const Replacement = Type.Object(
  { faults: Faults, seed: Type.Optional(Type.Integer({ description: "Where chance begins." })) },
  strict,
);

const PlayBody = Type.Object(
  { name: Type.String(), phone_number: Type.Optional(PhoneNumber), count: Type.Optional(Count) },
  strict,
);

const OneRule = {
  headers: OfProvider.headers,
  params: Type.Object({ provider: Type.String(), id: Type.String() }),
};

export function addFaultRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["Faults"];
  const path = "/_sandbox/:provider/faults";
  const response = answerOf("faults", listOf(Rule));
  const show = (world: World): object => ({ faults: world.faults.list() });

  server.get(path, { schema: { tags, summary: "List the faults", ...OfProvider, response } }, (request) =>
    show(worldOf(worlds, request)),
  );
  server.put(
    path,
    { schema: { tags, summary: "Replace the faults", ...OfProvider, body: Replacement, response } },
    (request) => {
      const world = worldOf(worlds, request);
      const { faults, seed } = request.body;
      checkOperations(world, faults);
      world.faults.replace(faults, seed);
      return show(world);
    },
  );
  server.post(
    path,
    { schema: { tags, summary: "Add a fault behind the others", ...OfProvider, body: Fault, response } },
    (request) => {
      const world = worldOf(worlds, request);
      checkOperations(world, [request.body]);
      world.faults.add([request.body]);
      return show(world);
    },
  );
  server.delete(
    path,
    { schema: { tags, summary: "Take all faults away", ...OfProvider, response } },
    (request) => {
      const world = worldOf(worlds, request);
      world.faults.replace([]);
      return show(world);
    },
  );
  server.delete(
    `${path}/:id`,
    { schema: { tags, summary: "Take one fault away", ...OneRule, response } },
    (request) => {
      const world = worldOf(worlds, request);
      if (!world.faults.remove(Number(request.params.id)))
        throw new Refusal("unknown_fault", `There is no fault ${request.params.id}.`);
      return show(world);
    },
  );
  addScenarioRoutes(server, worlds);
}

function addScenarioRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["Faults"];
  server.get(
    "/_sandbox/scenarios",
    { schema: { tags, summary: "List the scenarios", response: answerOf("scenarios", listOf(ScenarioRow)) } },
    () => ({ scenarios: listScenarios(worlds.providers) }),
  );
  server.post(
    "/_sandbox/:provider/scenarios/play",
    {
      schema: {
        tags,
        summary: "Play a scenario",
        ...OfProvider,
        body: PlayBody,
        response: answerOf("played", Type.String()),
      },
    },
    async (request) => {
      await playScenario(worldOf(worlds, request), request.body);
      return { played: request.body.name };
    },
  );
}

/** A name that nothing has would never strike, and nobody would notice. */
function checkOperations({ simulator }: World, faults: readonly FaultWish[]): void {
  for (const { kind, operation = null } of faults) {
    if (operation === null || readPattern(operation) !== null) continue;
    const { leg } = kindsOfFault[kind];
    const names = (simulator.operations ?? []).filter((known) => known.leg === leg).map(({ name }) => name);
    if (!names.includes(operation))
      throw new Refusal("unknown_operation", `${operation} is none of ${names.join(", ")}.`);
  }
}

function optional(parameters: Readonly<Record<string, ParameterSchema>>): Record<string, TSchema> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, schema]) => [name, Type.Optional(schema)]),
  );
}
