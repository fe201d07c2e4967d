import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** An answer that does not come in one piece, or not as it says of itself. */
export interface UnusualAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the head promises. */
  readonly content_length: number;
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** The connection breaks after the last piece. */
  readonly breaks: boolean;
}

/** Stops where the caller has gone. */
export async function writeUnusual(response: ServerResponse, answer: UnusualAnswer): Promise<void> {
  const { status, headers, content_length, pieces, breaks } = answer;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  response.writeHead(status, { ...headers, "content-length": content_length });
  response.flushHeaders();
  try {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      if (!response.write(piece)) await once(response, "drain", { signal: gone.signal });
    }
  } catch (problem) {
    if (!gone.signal.aborted) throw problem;
    return;
  }
  if (breaks) response.socket?.end();
  else response.end();
}
