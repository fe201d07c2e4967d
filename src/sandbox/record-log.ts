import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { crc32 } from "node:zlib";
import { ExplainedError } from "../lib/explained-error.ts";
import type { Change, ChangingRecords } from "./records.ts";

/** What was changed in one step, at one moment of the sandbox's clock. */
interface Entry {
  readonly at_ms: number;
  readonly changes: readonly Change[];
}

/** Changes in one line of a compacted log: few enough to keep a line short, many enough to keep the file small. */
const CHANGES_PER_LINE = 200;

/**
 * Records on disk: one line of JSON for each step, appended and never rewritten. A line is whole or it is not there, so
 * a process that is killed while it writes loses the step it had not answered for yet, and nothing else. Lines are
 * handed to the operating system, not flushed to the disk: they survive the process, not a power cut.
 */
export class RecordLog {
  private readonly descriptor: number;
  private length: number;

  private constructor(descriptor: number, length: number) {
    this.descriptor = descriptor;
    this.length = length;
  }

  /** Brings `records` to where the file left them, and rewrites the file as short as it can be. */
  static open(
    file: string,
    records: ChangingRecords,
  ): { readonly log: RecordLog; readonly last_at_ms: number } {
    const entries = existsSync(file) ? readEntries(file) : [];
    for (const entry of entries) records.replay(entry.changes);
    const last_at_ms = entries.at(-1)?.at_ms ?? 0;
    const log = RecordLog.compacted(file, { records, at_ms: last_at_ms });
    return { log, last_at_ms };
  }

  /** The old file is replaced in one step, so that a kill in the middle leaves either the old one or the new one. */
  private static compacted(
    file: string,
    from: { readonly records: ChangingRecords; readonly at_ms: number },
  ): RecordLog {
    const fresh = `${file}.new`;
    const { O_WRONLY, O_CREAT, O_TRUNC, O_APPEND } = constants;
    const log = new RecordLog(openSync(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600), 0);
    const changes = [...from.records.everything()];
    for (let start = 0; start < changes.length; start += CHANGES_PER_LINE) {
      log.append({ at_ms: from.at_ms, changes: changes.slice(start, start + CHANGES_PER_LINE) });
    }
    fsyncSync(log.descriptor);
    renameSync(fresh, file);
    return log;
  }

  append(entry: Entry): void {
    const line = Buffer.from(sealLine(JSON.stringify(entry)));
    try {
      for (let written = 0; written < line.length; ) written += writeSync(this.descriptor, line, written);
    } catch (problem) {
      // Half a line would make everything after it unreadable.
      ftruncateSync(this.descriptor, this.length);
      throw problem;
    }
    this.length += line.length;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

function sealLine(entry: string): string {
  return `{"crc":${crc32(entry)},"entry":${entry}}\n`;
}

function readEntries(file: string): readonly Entry[] {
  const bytes = readFileSync(file);
  const entries: Entry[] = [];
  let start = 0;
  // Bytes after the last line end are a line that was being written when the process was killed.
  for (let end = bytes.indexOf("\n"); end !== -1; end = bytes.indexOf("\n", start)) {
    entries.push(readLine(bytes.toString("utf8", start, end)) ?? corrupt(file, entries.length + 1));
    start = end + 1;
  }
  return entries;
}

function readLine(line: string): Entry | undefined {
  const [, crc, entry] = /^\{"crc":([0-9]+),"entry":(.*)\}$/s.exec(line) ?? [];
  if (entry === undefined || crc32(entry) !== Number(crc)) return undefined;
  return JSON.parse(entry) as Entry;
}

function corrupt(file: string, line: number): never {
  throw new ExplainedError(
    `The sandbox's records in ${file} are damaged at line ${line}: somebody or something changed the file. ` +
      "Restore it from a copy, or move it away to begin with a new, empty world.",
  );
}
