import type { Pool } from "pg";
import { callProvider } from "../pipeline/mpesa.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";
import { inTransaction } from "./transaction.ts";

/** The intent is written down before a byte leaves, so that a job which died in between does not charge twice. */
export async function submit(
  { payment_id }: { readonly payment_id: string },
  context: { readonly pool: Pool; readonly settings: PipelineSettings; readonly callback_base_url: string },
): Promise<void> {
  const { pool, settings, callback_base_url } = context;
  const { rows } = await pool.query(
    `update payments set status = 'submitting', updated_at = now()
      where id = $1 and status = 'created' returning phone_number, amount`,
    [payment_id],
  );
  const [payment] = rows;
  if (payment === undefined) return;
  const callback = `${callback_base_url}/callbacks/${payment_id}`;
  const push = await callProvider({ ...payment, callback }, settings);
  await inTransaction(pool, async (client) => {
    // The callback may have been quicker than the answer.
    await client.query(
      `update payments set status = case when status = 'submitting' then 'awaiting_payer' else status end,
         provider_reference = $2, updated_at = now() where id = $1`,
      [payment_id, push],
    );
    await client.query("insert into events (payment_id, type, detail) values ($1, 'submitted', $2)", [
      payment_id,
      JSON.stringify({ push }),
    ]);
  });
}
