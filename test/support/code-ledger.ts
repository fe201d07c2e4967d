import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { seedLists } from "./seed-codes.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = fileURLToPath(new URL("../conformance/codes/", import.meta.url));

/**
 * Which codes of the providers' lists the tests of one file came to. `reached`: a client that knows no connector met the
 * code in the simulator. `walked`: a call of ours met it, and the gateway went on to the outcome that the row promises.
 */
export interface CodeLedger {
  /** To be called after what was expected has been asserted. Where a code has two meanings, the one that is meant follows. */
  note(provider: string, code: string): void;
  /** Adds a last test to the file: it really came to every code that its committed ledger claims. */
  keep(): void;
}

/** `LEDGER=write` in the environment writes the ledger of a file anew, from what its tests came to. */
export function codeLedger(kind: "reached" | "walked"): CodeLedger {
  const noted = new Set<string>();
  return {
    note: (provider, code) => {
      if (!seedLists(provider).some((list) => list.has(code)))
        throw new Error(`No list of ${provider} has the code ${code}.`);
      noted.add(`${provider} ${code}`);
    },
    keep: () => {
      test(`every code was ${kind} that the ledger of this file claims`, () => {
        const place = placeOf(kind, expect.getState().testPath ?? "");
        if (process.env["LEDGER"] === "write") write(place, noted);
        const claimed = readFileSync(place, "utf8").trimEnd().split("\n");
        expect(claimed.filter((name) => !noted.has(name))).toEqual([]);
      });
    },
  };
}

/** One for each file of tests, and called like it. */
function placeOf(kind: string, test_path: string): string {
  const name = relative(root, test_path)
    .replace(/^(?:src\/providers|test\/e2e)\//, "")
    .replace(/\.test\.ts$/, "")
    .replaceAll("/", ".");
  return `${folder}${kind}/${name}.txt`;
}

function write(place: string, noted: ReadonlySet<string>): void {
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(
    place,
    [...noted]
      .sort()
      .map((name) => `${name}\n`)
      .join(""),
  );
}
