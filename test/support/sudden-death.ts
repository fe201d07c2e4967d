import type { Transport } from "../../src/engine/transport.ts";
import type { Database } from "../../src/store/database.ts";

/** The moment at which a process kills itself, just before or just after one thing that it does. */
export interface Death {
  readonly when: "before" | "after";
  /** Name of a statement, or `call` for a call to a provider. */
  readonly what: string;
  /** A word that stands among the statement's values or in the call's request; left out: whatever they are. */
  readonly about?: string;
  /** Which time it is done. */
  readonly time: number;
}

type Do = <Result>(what: string, about: unknown, run: () => Promise<Result>) => Promise<Result>;

/** Ways to the database and to the provider on one of which the process dies. */
export function dyingAt(death: Death, transport: Transport) {
  const dying = diesAt(death);
  const through = (database: Database): Database => ({
    run: (statement, values) => dying(statement.name, values, () => database.run(statement, values)),
    close: () => database.close(),
  });
  return { through, transport: ((request) => dying("call", request, () => transport(request))) as Transport };
}

function diesAt(death: Death): Do {
  let times = 0;
  return async (what, about, run) => {
    const meant =
      what === death.what && (death.about === undefined || JSON.stringify(about).includes(death.about));
    if (meant) times += 1;
    const now = meant && times === death.time;
    if (now && death.when === "before") return await die();
    const result = await run();
    return now ? await die() : result;
  };
}

/** Nothing that a program does can come between this and its end. */
function die(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined);
}
