import { Dice } from "./dice.ts";
import { hostileKeys, hostileTexts, hostileValues, withRawNumbers } from "./hostile-values.ts";

export interface GeneratedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** As much of an OpenAPI document as requests are made of. */
export interface Inventory {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RouteDescription>>>>;
}

interface RouteDescription {
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly schema: { readonly enum?: readonly string[] };
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown; readonly examples?: unknown }>>;
  };
}

export interface Generation {
  readonly seed: number;
  readonly count: number;
  /** Ids of what there is. */
  readonly ids: readonly string[];
  /** Keys of one who may do everything, and of others. */
  readonly keys: readonly [string, ...string[]];
}

/** Routes that the document leaves out. */
const SERVICE_PATHS = ["/", "/healthz", "/readyz", "/metrics", "/v1", "/nowhere"];

/** Requests to every route in turn, most of them wrong in one place or several. */
export function* generateRequests(inventory: Inventory, generation: Generation): Generator<GeneratedRequest> {
  const dice = new Dice(generation.seed);
  const described = Object.entries(inventory.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ method: method.toUpperCase(), path, route })),
  );
  const service = SERVICE_PATHS.map((path) => ({ method: "GET", path, route: {} as RouteDescription }));
  const routes = [...described, ...service];
  for (let made = 0; made < generation.count; made += 1) {
    const asked = routes[made % routes.length];
    if (asked === undefined) return;
    const { path, route } = asked;
    const method = dice.percent(3) ? dice.one(METHODS) : asked.method;
    yield {
      method,
      path: path.replace(/\{\w+\}/g, () => idOf(dice, generation)) + queryOf(dice, route),
      headers: headersOf(dice, generation),
      body: method === "GET" ? null : bodyOf(dice, route),
    };
  }
}

const METHODS = ["PUT", "PATCH", "DELETE", "OPTIONS", "POST"];

function idOf(dice: Dice, { ids }: Generation): string {
  return dice.percent(75) ? dice.one(ids) : encodeURIComponent(dice.one(hostileTexts).slice(0, 400));
}

function queryOf(dice: Dice, { parameters = [] }: RouteDescription): string {
  const wanted = parameters.filter((parameter) => parameter.in === "query" && dice.percent(35));
  const pairs = wanted.map(({ name, schema }) => [name, queryValue(dice, schema.enum)] as const);
  if (dice.percent(5)) pairs.push([dice.one(hostileTexts).slice(0, 200), "1"]);
  if (dice.percent(5) && pairs[0] !== undefined) pairs.push(pairs[0]);
  if (pairs.length === 0) return "";
  return `?${pairs.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
}

function queryValue(dice: Dice, choices: readonly string[] | undefined): string {
  if (choices !== undefined && dice.percent(60)) return dice.one(choices);
  return dice.one(dice.percent(50) ? PLAUSIBLE : hostileTexts).slice(0, 2_000);
}

const PLAUSIBLE = [
  "1",
  "100",
  "mpesa-ke",
  "nellobytes",
  "order-77",
  "payment.succeeded",
  "2026-11-21T10:05:00Z",
  "2026-02-31T25:61:61+14:00",
  "1032",
  "MTc5NTMwNjkwMDAwMCAwMTlh",
  "sw",
];

function headersOf(dice: Dice, { keys }: Generation): Readonly<Record<string, string>> {
  const key = dice.percent(92) ? keys[0] : dice.one([...keys, ...hostileKeys]);
  return {
    ...(dice.percent(98) && { authorization: `Bearer ${key}` }),
    "idempotency-key": dice.percent(85) ? `key-${dice.below(1e9)}` : dice.one(hostileKeys),
    "content-type": dice.percent(93) ? "application/json" : dice.one(MEDIA_TYPES),
    ...(dice.percent(2) && { "content-encoding": dice.one(["gzip", "br", "identity", ""]) }),
    ...(dice.percent(3) && { "accept-language": dice.one(hostileKeys) }),
    ...(dice.percent(3) && { "x-forwarded-for": dice.one(hostileKeys) }),
  };
}

const MEDIA_TYPES = [
  "text/plain",
  "application/json; charset=utf-16",
  "application/json; charset=UTF-8",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/vnd.api+json",
  "*/*",
  ";",
];

function bodyOf(dice: Dice, { requestBody }: RouteDescription): string | null {
  const examples = Object.values(requestBody?.content ?? {}).flatMap(examplesIn);
  if (examples.length === 0) return dice.percent(80) ? null : dice.one(["{}", "[]", "x", '{"a":1}']);
  let value = dice.one(examples);
  for (let changes = dice.below(4); changes > 0; changes -= 1) value = changed(dice, value);
  const text = withRawNumbers(JSON.stringify(value));
  return dice.percent(92) ? text : spoilt(dice, text);
}

function examplesIn({ example, examples }: { readonly example?: unknown; readonly examples?: unknown }) {
  const several = Object.values((examples ?? {}) as Readonly<Record<string, { readonly value: unknown }>>);
  return [...(example === undefined ? [] : [example]), ...several.map(({ value }) => value)];
}

/** With one field changed, left out or added, here or deeper. */
function changed(dice: Dice, value: unknown): unknown {
  if (typeof value !== "object" || value === null || dice.percent(3)) return dice.one(hostileValues);
  const fields = Object.entries(value);
  const [name] = fields.length === 0 ? [""] : dice.one(fields);
  const part = (value as Readonly<Record<string, unknown>>)[name];
  if (dice.percent(15)) return Object.fromEntries(fields.filter(([field]) => field !== name));
  if (dice.percent(20)) return { ...value, [dice.one(hostileTexts).slice(0, 300)]: dice.one(hostileValues) };
  const deeper = typeof part === "object" && part !== null && dice.percent(60);
  return { ...value, [name]: deeper ? changed(dice, part) : dice.one(hostileValues) };
}

function spoilt(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1);
  return dice.one([
    text.slice(0, at),
    text.slice(0, at) + dice.one(hostileTexts) + text.slice(at),
    text + text,
    `[${text}]`,
    text.replace("{", `{"__proto__":{"status":"succeeded"},`),
    text.replaceAll('"', "'"),
    "[".repeat(10_000),
    `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`,
    text.padEnd(70_000),
  ]);
}
