import type { Simulator, SimulatorHost } from "../../connector/simulator.ts";
import { type SandboxClock, standingClock } from "../clock.ts";
import { type SandboxOptions, startSandbox } from "../sandbox.ts";
import type { World } from "../world.ts";

interface Audited extends Pick<SandboxOptions, "report"> {
  readonly id: string;
  readonly simulator: Simulator;
  /** Throws where the provider's books do not agree with each other. */
  readonly audit: (host: SimulatorHost) => void;
  readonly start_ms: number;
  /** Null keeps everything in memory. */
  readonly directory: string | null;
}

interface AuditedSandbox extends AsyncDisposable {
  readonly world: World;
  readonly clock: SandboxClock;
  /** Where the provider stands. */
  readonly base: string;
}

/** One provider's sandbox on a standing clock, whose money is audited when it is disposed of. */
export async function openAuditedSandbox({
  id,
  simulator,
  audit,
  start_ms,
  ...options
}: Audited): Promise<AuditedSandbox> {
  const clock = standingClock(start_ms);
  const watched = watch(simulator);
  const sandbox = await startSandbox({
    ...options,
    simulators: [{ id, simulator: watched.simulator }],
    port: 0,
    host: "127.0.0.1",
    clock,
  });
  const world = sandbox.world(id);
  return {
    world,
    clock,
    base: `${sandbox.url}/${id}`,
    [Symbol.asyncDispose]: async () => {
      world.books();
      audit(watched.host());
      await sandbox.close();
    },
  };
}

/** Whoever asks for the books lets go of the host, through which the records can be read. */
function watch(watched: Simulator): { readonly simulator: Simulator; host(): SimulatorHost } {
  let lent: SimulatorHost | undefined;
  return {
    simulator: {
      ...watched,
      books: (host) => {
        lent = host;
        return watched.books(host);
      },
    },
    host: () => {
      if (lent === undefined) throw new Error("Nobody has asked for the books yet.");
      return lent;
    },
  };
}
