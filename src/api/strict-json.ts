import { JSON_DEPTH_MAX } from "./limits.ts";
import { Problem } from "./problem.ts";

/**
 * Reads JSON that has one meaning only: readers elsewhere disagree about duplicate keys, numbers that no double holds
 * and bytes that are not UTF-8, and where money is concerned a doubtful request is better refused.
 */
export function readStrictJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  const value = parse(text);
  refuseAmbiguity(text);
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refusal("The body is not UTF-8.");
  }
}

/** The parser's own message is not passed on, for it quotes the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal("The body is not JSON.");
  }
}

/** Whole strings, punctuation, and everything else that is not space: numbers and the three literals. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The keys that an open object has had; null for an open array. */
type Open = Set<string> | null;

/** Walks over text that is known to be JSON, so that only what a parser swallows is looked for. */
function refuseAmbiguity(text: string): void {
  const opened: Open[] = [];
  let beforeKey = false;
  for (const [token] of text.matchAll(TOKENS)) {
    switch (token[0]) {
      case "{":
      case "[":
        opened.push(token === "{" ? new Set() : null);
        if (opened.length > JSON_DEPTH_MAX)
          throw refusal(`The body nests deeper than ${JSON_DEPTH_MAX} levels.`);
        beforeKey = token === "{";
        break;
      case "}":
      case "]":
        opened.pop();
        break;
      case ",":
        beforeKey = opened.at(-1) !== null;
        break;
      case ":":
        break;
      case '"':
        if (beforeKey) takeKey(JSON.parse(token), opened.at(-1) ?? null);
        beforeKey = false;
        break;
      default:
        refuseInexactNumber(token);
    }
  }
}

function takeKey(key: string, seen: Open): void {
  if (key === "__proto__") throw refusal("The key __proto__ has a meaning of its own and is not accepted.");
  if (seen?.has(key) === true) throw refusal("An object has one key twice.");
  seen?.add(key);
}

function refuseInexactNumber(token: string): void {
  if (Math.abs(Number(token)) > Number.MAX_SAFE_INTEGER)
    throw refusal("A number is too large to be held exactly.");
}

function refusal(detail: string): Problem {
  return new Problem("malformed_json", { detail });
}
