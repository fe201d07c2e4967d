import { fileURLToPath } from "node:url";
import type { GatewayOptions } from "../../src/app/gateway.ts";
import { nodeProgram } from "./node-program.ts";
import { type Program, run } from "./program.ts";
import { WHILE_MS } from "./rest.ts";
import { masterKey } from "./store-node.ts";
import type { Death } from "./sudden-death.ts";

/** A node of the gateway in a process of its own. */
export interface NodeProcess extends Program {
  /** Without a slash at the end. */
  readonly url: string;
  /** What its own clock showed when it was ready. */
  readonly own_time: number;
}

export interface NodeProcessOptions
  extends Pick<GatewayOptions, "database_url" | "node">,
    Partial<Pick<GatewayOptions, "callback_base_url" | "lease_ms" | "time_scale">> {
  /** Left out: somebody else kills it. */
  readonly death?: Death;
  readonly clock_wrong_by_ms?: number;
}

const compiled = fileURLToPath(new URL("../../node_modules/.cache/compiled", import.meta.url));
const wrongClock = new URL("wrong-clock.ts", import.meta.url).href;

/** Starts one and waits until it can be called. */
export async function startNodeProcess(options: NodeProcessOptions): Promise<NodeProcess> {
  const { clock_wrong_by_ms, ...asked } = options;
  const given = { time_scale: 1, ...asked, while_ms: WHILE_MS, master_key: masterKey.toString("base64") };
  const preload = clock_wrong_by_ms === undefined ? [] : ["--import", wrongClock];
  const process_ = run([process.execPath, ...preload, await nodeProgram(), JSON.stringify(given)], {
    environment: {
      CLOCK_WRONG_BY_MS: String(clock_wrong_by_ms ?? 0),
      // The same program starts again and again.
      NODE_COMPILE_CACHE: compiled,
    },
  });
  const [ready] = await process_.says(/^\{.*\}$/m);
  return Object.assign(process_, JSON.parse(ready));
}
