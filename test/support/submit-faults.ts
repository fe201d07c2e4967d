import { httpTransport, type Transport } from "../../src/engine/transport.ts";
import type { FaultWish } from "../../src/sandbox/faults/fault.ts";
import { HOUR } from "./operations.ts";

interface SubmitFault {
  readonly name: string;
  readonly fault: FaultWish;
  /** Whether the provider carries out what it was asked for. */
  readonly carried_out: boolean;
}

/** What can become of a submit that leaves us without an answer to rely on. */
export const submitFaults: readonly SubmitFault[] = [
  { name: "is accepted and the connection closed", fault: { kind: "reset" }, carried_out: true },
  {
    name: "is refused and the connection closed",
    fault: { kind: "reset", effect: "before" },
    carried_out: false,
  },
  {
    name: "is accepted and answered after the time-out",
    fault: { kind: "delay", ms: HOUR },
    carried_out: true,
  },
  { name: "is accepted and never answered", fault: { kind: "drop" }, carried_out: true },
  { name: "is lost", fault: { kind: "drop", effect: "before" }, carried_out: false },
  {
    name: "is accepted and answered with 500",
    fault: { kind: "server_error", status: 500 },
    carried_out: true,
  },
  {
    name: "is accepted and answered with 503",
    fault: { kind: "server_error", status: 503 },
    carried_out: true,
  },
  {
    name: "is answered with 503 and not carried out",
    fault: { kind: "server_error", status: 503, effect: "before" },
    carried_out: false,
  },
  { name: "is accepted and answered with a page", fault: { kind: "html", status: 200 }, carried_out: true },
  {
    name: "is accepted and answered with a proxy's page",
    fault: { kind: "html", status: 502 },
    carried_out: true,
  },
  { name: "is accepted and answered with garbage", fault: { kind: "garbage" }, carried_out: true },
  { name: "is accepted and answered in part", fault: { kind: "truncate" }, carried_out: true },
  { name: "is accepted and answered with 50 MB", fault: { kind: "flood" }, carried_out: true },
  {
    name: "is accepted and answered with one byte a second",
    fault: { kind: "trickle" },
    carried_out: true,
  },
];

/** Long for a simulator in this very process, and short for whoever waits until it is over. */
const SUBMIT_TIMEOUT_MS = 700;

/** Real HTTP that waits less long for the answer to a submit than the provider's own patience would have it. */
export function impatientTransport(isSubmit: (path: string) => boolean): {
  readonly send: Transport;
  close(): Promise<void>;
} {
  const { send, close } = httpTransport();
  return {
    send: (request) =>
      send(isSubmit(new URL(request.url).pathname) ? { ...request, timeout_ms: SUBMIT_TIMEOUT_MS } : request),
    close,
  };
}
