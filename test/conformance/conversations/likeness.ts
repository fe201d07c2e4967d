import type { Json } from "../../../src/connector/simulator.ts";
import type { Changing } from "./conversation.ts";
import { isSealed, type Seals } from "./seals.ts";

export interface Likeness {
  /** One line for each, with the name of the field. */
  readonly differences: readonly string[];
  /** Values that are another on each side, and may be. */
  readonly renamed: readonly Renamed[];
}

export type Renamed = readonly [fixture: Scalar, actual: Scalar];
type Scalar = string | number;

export interface Comparing {
  readonly changing: Changing;
  readonly seals: Seals;
}

/** Whether a message is as the fixture has it: the same fields, the same texts, and made-up values of the same form. */
export function compare(fixture: Json | undefined, actual: unknown, comparing: Comparing): Likeness {
  return compareAt({ path: "", name: "" }, [fixture, actual], comparing);
}

interface Place {
  readonly path: string;
  /** Of the nearest field around. */
  readonly name: string;
}

type Pair = readonly [fixture: Json | undefined, actual: unknown];

function compareAt(place: Place, [fixture, actual]: Pair, comparing: Comparing): Likeness {
  if (isSealed(fixture) && typeof actual === "string")
    return compareAt(place, [fixture.text, comparing.seals.open(fixture, actual)], comparing);
  if (Array.isArray(fixture) && Array.isArray(actual))
    return compareLists(place, [fixture, actual], comparing);
  return isObject(fixture) && isObject(actual)
    ? compareFields(place, [fixture, actual], comparing)
    : compareValues(place, [fixture, actual], comparing);
}

type Lists = readonly [fixture: readonly Json[], actual: readonly unknown[]];

function compareLists(place: Place, [fixture, actual]: Lists, comparing: Comparing): Likeness {
  const isCatalogue = comparing.changing.get(place.name)?.source === ANY_NUMBER && fixture.length > 0;
  if (fixture.length !== actual.length && !isCatalogue) {
    const differences = [`${place.path}: ${actual.length} items, not ${fixture.length}`];
    return { differences, renamed: [] };
  }
  const likeness = together(
    actual.map((item, index) => {
      const path = `${place.path}[${index}]`;
      return compareAt({ ...place, path }, [fixture[index] ?? fixture.at(-1), item], comparing);
    }),
  );
  return isCatalogue ? { ...likeness, renamed: [] } : likeness;
}

/** How many products are on sale is no matter of form: the last one of the fixture's shows what the others look like. */
const ANY_NUMBER = "^(?:[])$";

function compareFields(place: Place, [fixture, actual]: readonly [Fields, Fields], comparing: Comparing) {
  const names = [...new Set([...Object.keys(fixture), ...Object.keys(actual)])];
  return together(
    names.map((name) =>
      compareAt(
        { path: `${place.path}.${name}`, name },
        [fixture[name] as Json | undefined, actual[name]],
        comparing,
      ),
    ),
  );
}

function compareValues({ path, name }: Place, [fixture, actual]: Pair, { changing }: Comparing): Likeness {
  if (fixture === actual) return together([]);
  const pattern = changing.get(name);
  return isScalar(fixture) && typeof fixture === typeof actual && pattern !== undefined
    ? compareForms({ path, pattern }, [fixture, actual as Scalar])
    : { differences: [`${path}: ${inWords(actual)}, not ${inWords(fixture)}`], renamed: [] };
}

function compareForms(
  { path, pattern }: { readonly path: string; readonly pattern: RegExp },
  [fixture, actual]: Renamed,
): Likeness {
  const odd = [fixture, actual].filter((value) => !pattern.test(String(value)));
  return {
    differences: odd.map((value) => `${path}: ${inWords(value)} does not match ${pattern}`),
    renamed: [[fixture, actual]],
  };
}

function together(parts: readonly Likeness[]): Likeness {
  return {
    differences: parts.flatMap(({ differences }) => differences),
    renamed: parts.flatMap(({ renamed }) => renamed),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number";
}

function inWords(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

/** Shorter values mean something by themselves. */
const NAME_LENGTH_MIN = 6;

/** The fixture's text with the names that the other side has given meanwhile, latest first. */
export function rename<Value>(value: Value, renamed: readonly Renamed[]): Value {
  const long = renamed.filter(([fixture]) => String(fixture).length >= NAME_LENGTH_MIN);
  if (long.length === 0) return value;
  const names = new Map(long.toReversed().map(([fixture, actual]) => [String(fixture), actual]));
  const any = new RegExp([...names.keys()].map((name) => RegExp.escape(name)).join("|"), "g");
  return JSON.parse(JSON.stringify(value), (_name, inside: unknown) => {
    if (typeof inside === "number") return names.get(String(inside)) ?? inside;
    return typeof inside === "string" ? inside.replace(any, (name) => String(names.get(name))) : inside;
  });
}
