import { setTimeout } from "node:timers/promises";
import type { Operation, Timeline } from "../client/types.ts";
import { operationText, timelineText } from "./operation-lines.ts";
import type { OperationCalls } from "./operations.ts";
import type { Terminal } from "./terminal.ts";

/** How a dispute was brought to its end, and where it left the operation. */
interface Resolved {
  readonly steps: Timeline["data"];
  readonly operation: Operation;
}

/** Two inquiries and a cancel take a second; an answer that is lost is waited for half a minute at most. */
const WAIT_MS = 90_000;
const LOOK_EVERY_MS = 250;

/** The whole dispute procedure, and its steps once there are no more. */
export async function resolve(id: string, calls: OperationCalls): Promise<Resolved> {
  let operation = await calls.resolve(id);
  for (let waited_ms = 0; operation.resolving && waited_ms < WAIT_MS; waited_ms += LOOK_EVERY_MS) {
    await setTimeout(LOOK_EVERY_MS);
    operation = await calls.get(id);
  }
  const { data } = await calls.timeline(id);
  const asked = data.findLastIndex(({ type }) => type === "resolve_asked");
  return { steps: asked === -1 ? [] : data.slice(asked), operation };
}

export function stepsText({ steps, operation }: Resolved, terminal: Terminal): string {
  const told = steps.length === 0 ? "It had ended before." : timelineText({ data: steps }, terminal);
  const unfinished = operation.resolving ? "\n\nIt is still being asked about: see the timeline later." : "";
  return `${told}${unfinished}\n\n${operationText(operation, terminal)}`;
}
