import { run } from "graphile-worker";
import { serve } from "../../rig/serve.ts";
import { callProvider } from "../pipeline/mpesa.ts";
import { openPool } from "../pipeline/pool.ts";
import { postWebhook } from "../pipeline/post-webhook.ts";
import { quiet } from "../pipeline/quiet.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";
import { beginSubmit, endSubmit, endWebhook, readWebhook } from "./statements.ts";

const JOBS_AT_ONCE = 64;
const CONNECTIONS = 20;

await serve(async (settings: PipelineSettings & { readonly callback_base_url: string }) => {
  const pool = openPool(settings.database_url, CONNECTIONS);
  const submit = async ({ payment_id }: { readonly payment_id: string }): Promise<void> => {
    const { rows } = await pool.query({ ...beginSubmit, values: [payment_id] });
    const [payment] = rows;
    if (payment === undefined) return;
    const callback = `${settings.callback_base_url}/callbacks/${payment_id}`;
    const push = await callProvider({ ...payment, callback }, settings);
    await pool.query({ ...endSubmit, values: [payment_id, push] });
  };
  const notify = async ({ webhook_id }: { readonly webhook_id: string }): Promise<void> => {
    const { rows } = await pool.query({ ...readWebhook, values: [webhook_id] });
    const [webhook] = rows;
    if (webhook === undefined) return;
    await postWebhook({ id: webhook_id, body: webhook.body }, settings);
    await pool.query({ ...endWebhook, values: [webhook_id] });
  };
  const worker = await run({
    pgPool: pool,
    noHandleSignals: true,
    logger: quiet,
    // Jobs are fetched and finished by the hundred.
    preset: {
      worker: {
        concurrentJobs: JOBS_AT_ONCE,
        localQueue: { size: 200 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    taskList: {
      submit: (payload) => submit(payload as { readonly payment_id: string }),
      notify: (payload) => notify(payload as { readonly webhook_id: string }),
    },
  });
  const stop = async (): Promise<void> => {
    await worker.stop();
    await pool.end();
  };
  return { url: "", stop };
});
