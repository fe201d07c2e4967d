import { createServer } from "node:net";
import { InvalidArgumentError } from "commander";
import { ExplainedError } from "../../lib/explained-error.ts";

/** How somebody can choose another port. */
export interface PortNames {
  readonly option: string;
  readonly variable: string;
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  return port;
}

/** Tried before anything is started, because a taken port is the likeliest thing to be wrong. */
export async function checkPort(port: number, { option, variable }: PortNames): Promise<void> {
  const refusal = await listenOnce(port);
  const way_out = `choose another with ${option} or ${variable}.`;
  if (refusal === "EADDRINUSE") {
    throw new ExplainedError(`Port ${port} is taken by another program: stop that program, or ${way_out}`);
  }
  if (refusal !== null) throw new ExplainedError(`Port ${port} cannot be used (${refusal}): ${way_out}`);
}

/** The system's reason, where it refuses. */
function listenOnce(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(null)));
  });
}
