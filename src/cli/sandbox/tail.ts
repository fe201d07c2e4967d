import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { Terminal } from "../terminal.ts";
import { openSandbox, type Where } from "./running-sandbox.ts";
import { type TailEntry, tailLines } from "./tail-lines.ts";

export interface TailOptions extends Where {
  readonly provider?: string;
  readonly last: string;
  readonly json?: true;
}

/** Follows what the providers do, until the sandbox ends or nobody reads any more. */
export async function tail(options: TailOptions, terminal: Terminal): Promise<void> {
  const query = new URLSearchParams({
    last: options.last,
    ...(options.provider !== undefined && { provider: options.provider }),
  });
  const { body } = await openSandbox(options, `/tail?${query}`);
  if (body === null) return;
  const lines = createInterface(Readable.fromWeb(body as ReadableStream<Uint8Array>));
  try {
    for await (const line of lines) terminal.out(options.json === true ? line : inWords(line, terminal));
  } catch {
    terminal.err("The sandbox has stopped.");
  }
}

function inWords(line: string, terminal: Terminal): string {
  const entry = JSON.parse(line) as TailEntry | { readonly missed: number };
  if ("missed" in entry)
    return terminal.paint("careful", `${entry.missed} entries were left out: too many at once.`);
  return tailLines(entry, terminal);
}
