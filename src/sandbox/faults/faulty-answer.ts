import type { SimulatedAnswer } from "../../connector/simulator.ts";
import { drawFrom } from "./chance.ts";
import type { CallFault, SpoilingFault } from "./fault.ts";
import type { UnusualAnswer } from "./unusual-answer.ts";

/** How a simulator ends a call by itself. */
type Ending = SimulatedAnswer | "hang" | "reset";

/** How it ends for the caller. */
export type Delivered = Ending | UnusualAnswer;

export interface Handling {
  readonly handle: () => Promise<Ending>;
  /** On the sandbox's clock. */
  readonly wait: (ms: number) => Promise<void>;
}

/** What the caller gets who meets the fault. */
export async function answerWithFault(fault: CallFault, { handle, wait }: Handling): Promise<Delivered> {
  switch (fault.kind) {
    case "delay": {
      if (fault.effect === "before") await wait(fault.ms);
      const answer = await handle();
      if (fault.effect === "after") await wait(fault.ms);
      return answer;
    }
    case "drop":
      if (fault.effect === "after") await handle();
      return "hang";
    case "reset":
      if (fault.effect === "after") await handle();
      return "reset";
    case "html":
      if (fault.effect === "after") await handle();
      return page(fault.status);
    case "server_error":
      if (fault.effect === "after") await handle();
      return serverError(fault.status);
    case "garbage":
    case "truncate":
    case "trickle":
    case "flood": {
      const answer = await handle();
      return typeof answer === "string" ? answer : spoil(fault, answer, wait);
    }
  }
}

function page(status: number): SimulatedAnswer {
  const body =
    "<!doctype html>\n<html><head><title>Error</title></head><body><h1>Something went wrong</h1></body></html>\n";
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

function serverError(status: number): SimulatedAnswer {
  return { status, headers: { "content-type": "text/plain" }, body: "upstream connect error" };
}

function spoil(
  fault: SpoilingFault,
  { status, headers, body }: SimulatedAnswer,
  wait: Handling["wait"],
): UnusualAnswer {
  const bytes = Buffer.from(body);
  const whole = { status, headers, content_length: bytes.length, breaks: false };
  switch (fault.kind) {
    case "garbage":
      return { ...whole, content_length: fault.bytes, pieces: [noise(fault.bytes)] };
    case "truncate":
      return { ...whole, pieces: [bytes.subarray(0, Math.min(fault.bytes, bytes.length - 1))], breaks: true };
    case "trickle":
      return { ...whole, pieces: byteByByte(bytes, () => wait(fault.ms)) };
    case "flood":
      return { ...whole, content_length: fault.bytes, pieces: pour(fault.bytes) };
  }
}

async function* byteByByte(bytes: Buffer, pause: () => Promise<void>): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at++) {
    if (at > 0) await pause();
    yield bytes.subarray(at, at + 1);
  }
}

const PIECE = Buffer.alloc(65_536, "a");

function* pour(length: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= PIECE.length) yield PIECE.subarray(0, left);
}

/** The same bytes every time, and not all of them text. */
function noise(length: number): Uint8Array {
  let state = length;
  return Buffer.from(
    Array.from({ length }, () => {
      const next = drawFrom(state);
      state = next.state;
      return Math.floor(next.drawn * 256);
    }),
  );
}
