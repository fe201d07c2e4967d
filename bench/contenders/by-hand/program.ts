import { fastify } from "fastify";
import { run } from "graphile-worker";
import type { Pool } from "pg";
import { serve } from "../../rig/serve.ts";
import { openPool } from "../pipeline/pool.ts";
import { quiet } from "../pipeline/quiet.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";
import { acceptRoute } from "./accept.ts";
import { callbackRoute } from "./callback.ts";
import { notify } from "./notify.ts";
import { submit } from "./submit.ts";

/** For the API, on top of one for each job. */
const CONNECTIONS = 20;

await serve(async ({ jobs_at_once, ...settings }: PipelineSettings & { readonly jobs_at_once: number }) => {
  const pool = openPool(settings.database_url, CONNECTIONS + jobs_at_once);
  const server = fastify();
  acceptRoute(server, { pool, settings });
  await server.register(callbackRoute, { pool, settings });
  const url = await server.listen({ host: "127.0.0.1", port: 0 });
  const work =
    jobs_at_once === 0 ? null : await startJobs({ pool, settings, callback_base_url: url }, jobs_at_once);
  const stop = async (): Promise<void> => {
    await server.close();
    await work?.stop();
    await pool.end();
  };
  return { url, stop };
});

function startJobs(
  context: {
    readonly pool: Pool;
    readonly settings: PipelineSettings;
    readonly callback_base_url: string;
  },
  concurrency: number,
) {
  return run({
    pgPool: context.pool,
    concurrency,
    noHandleSignals: true,
    logger: quiet,
    taskList: {
      submit: (payload) => submit(payload as { readonly payment_id: string }, context),
      notify: (payload) => notify(payload as { readonly webhook_id: string }, context),
    },
  });
}
