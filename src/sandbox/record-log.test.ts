import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RecordLog } from "./record-log.ts";
import { ChangingRecords } from "./records.ts";

/** A disk that takes so many bytes more; what goes beyond them is an error, after half of it is written. */
const disk = vi.hoisted(() => ({ room: Number.POSITIVE_INFINITY }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeSync = (descriptor: number, bytes: Uint8Array, offset: number): number => {
    const length = Math.min(bytes.length - offset, disk.room);
    if (length === 0) throw new Error("the disk is full");
    disk.room -= length;
    return fs.writeSync(descriptor, bytes, offset, length);
  };
  return { ...fs, writeSync };
});

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "record-log-"));
  file = join(directory, "toy.jsonl");
});
afterEach(() => rmSync(directory, { recursive: true }));

type Step = readonly {
  readonly what: "put" | "remove" | "clear";
  readonly id: string;
  readonly text: string;
}[];

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.array(
    fc.record({
      what: fc.constantFrom("put", "put", "put", "remove", "clear" as const),
      id: fc.constantFrom("a", "b", "c"),
      text: fc.string({ unit: "grapheme", maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 8 },
);

/** Writes each step as one line. Gives what the records were, and how long the file was, after every one. */
function write(story: readonly Step[]): {
  readonly records: readonly unknown[];
  readonly lengths: readonly number[];
} {
  rmSync(file, { force: true });
  const records = new ChangingRecords();
  const { log } = RecordLog.open(file, records);
  const states = [contents(records)];
  const lengths = [0];
  for (const [at_ms, step] of story.entries()) {
    for (const { what, id, text } of step) {
      if (what === "put") records.put("note", id, { text });
      else if (what === "remove") records.remove("note", id);
      else records.clear();
    }
    records.flush((changes) => log.append({ at_ms, changes }));
    states.push(contents(records));
    lengths.push(readFileSync(file).length);
  }
  log.close();
  return { records: states, lengths };
}

function contents(records: ChangingRecords): unknown {
  return Object.fromEntries(records.all("note"));
}

function reopen(): { readonly records: ChangingRecords; readonly last_at_ms: number } {
  const records = new ChangingRecords();
  const { log, last_at_ms } = RecordLog.open(file, records);
  log.close();
  return { records, last_at_ms };
}

test("killed at any byte, the records are those of the last step that was written whole", () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (story, where) => {
      const { records, lengths } = write(story);
      const length = Math.floor(where * (lengths.at(-1) ?? 0));
      truncateSync(file, length);
      const whole = lengths.findLastIndex((end) => end <= length);
      expect(contents(reopen().records)).toEqual(records[whole]);
      // Opening rewrites the file, and what it wrote reads the same.
      expect(contents(reopen().records)).toEqual(records[whole]);
    }),
    { numRuns: 200 },
  );
});

test("a step that is written after a torn one is not lost with it", () => {
  write([[{ what: "put", id: "a", text: "one" }], [{ what: "put", id: "a", text: "two" }]]);
  truncateSync(file, readFileSync(file).length - 3);
  const records = new ChangingRecords();
  const { log } = RecordLog.open(file, records);
  records.put("note", "b", { text: "three" });
  records.flush((changes) => log.append({ at_ms: 5, changes }));
  log.close();
  expect(contents(reopen().records)).toEqual({ a: { text: "one" }, b: { text: "three" } });
});

test("a byte that was changed anywhere before the last line end is noticed, and the error says what to do", () => {
  fc.assert(
    fc.property(steps, fc.nat(), fc.integer({ min: 1, max: 255 }), (story, position, change) => {
      write(story);
      const bytes = readFileSync(file);
      const at = position % (bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      writeFileSync(file, bytes);
      expect(reopen).toThrow(/damaged at line \d+.*Restore it from a copy, or move it away/);
    }),
    { numRuns: 200 },
  );
});

test("opening shortens the file to what still holds, and leaves no other file behind", () => {
  const story = Array.from({ length: 500 }, (_, i): Step => [{ what: "put", id: "a", text: String(i) }]);
  const { lengths } = write(story);
  expect(reopen().last_at_ms).toBe(499);
  expect(readFileSync(file).length).toBeLessThan((lengths.at(-1) ?? 0) / 100);
  expect(reopen().last_at_ms).toBe(499);
});

test("a rewriting that was killed half-way changes nothing", () => {
  write([[{ what: "put", id: "a", text: "one" }]]);
  writeFileSync(`${file}.new`, "half a li");
  expect(contents(reopen().records)).toEqual({ a: { text: "one" } });
});

test("more documents than go into one line survive too", () => {
  const records = new ChangingRecords();
  const { log } = RecordLog.open(file, records);
  for (let i = 0; i < 1_001; i++) records.put("note", String(i), i);
  records.flush((changes) => log.append({ at_ms: 1, changes }));
  log.close();
  reopen();
  expect(reopen().records.size).toBe(1_001);
});

test("a disk that is full in the middle of a line spoils neither what is before it nor what comes after", () => {
  const records = new ChangingRecords();
  const { log } = RecordLog.open(file, records);
  const put = (id: string): void => {
    records.put("note", id, { text: "x".repeat(100) });
    records.flush((changes) => log.append({ at_ms: 1, changes }));
  };
  put("a");
  disk.room = 50;
  expect(() => put("b")).toThrow("the disk is full");
  disk.room = Number.POSITIVE_INFINITY;
  put("c");
  log.close();
  expect(
    reopen()
      .records.all("note")
      .map(([id]) => id),
  ).toEqual(["a", "b", "c"]);
});

test("changes that could not be written stay to be written", () => {
  const records = new ChangingRecords();
  records.put("note", "a", 1);
  expect(() =>
    records.flush(() => {
      throw new Error("the disk is full");
    }),
  ).toThrow("the disk is full");
  const written: unknown[] = [];
  records.flush((changes) => written.push(...changes));
  expect(written).toEqual([["put", "note", "a", 1]]);
});
