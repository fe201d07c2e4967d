/** One round trip and one transaction for each step; the names have them parsed once for each connection. */

export const acceptPayment = {
  name: "accept",
  text: `
with claimed as (
  insert into idempotency_keys (key, request_digest, payment_id, answer) values ($1, $2, $3, $4)
  on conflict do nothing returning payment_id
), stored as (
  insert into payments (id, status, amount, currency, phone_number, reference)
  select payment_id, 'created', $5, $6, $7, $8 from claimed
), logged as (
  insert into events (payment_id, type, detail) select payment_id, 'created', '{}' from claimed
)
select graphile_worker.add_job('submit', json_build_object('payment_id', payment_id)) from claimed`,
};

export const idempotencyKey = {
  name: "idempotency_key",
  text: "select request_digest, answer from idempotency_keys where key = $1",
};

export const beginSubmit = {
  name: "begin_submit",
  text: `
update payments set status = 'submitting', updated_at = now()
 where id = $1 and status = 'created' returning phone_number, amount`,
};

export const endSubmit = {
  name: "end_submit",
  text: `
with moved as (
  update payments set status = case when status = 'submitting' then 'awaiting_payer' else status end,
    provider_reference = $2, updated_at = now() where id = $1
)
insert into events (payment_id, type, detail) values ($1, 'submitted', json_build_object('push', $2::text))`,
};

export const settlePayment = {
  name: "settle",
  text: `
with moved as (
  update payments set status = $2, receipt = $3, updated_at = now()
   where id = $1 and status in ('submitting', 'awaiting_payer') returning *
), logged as (
  insert into events (payment_id, type, detail) select id, 'callback', $4::jsonb from moved
), said as (
  insert into webhooks (id, payment_id, type, body)
  select $5, id, 'payment.' || status, json_build_object('type', 'payment.' || status, 'data', to_json(moved)) from moved
  returning id
)
select graphile_worker.add_job('notify', json_build_object('webhook_id', id)) from said`,
};

export const readWebhook = {
  name: "read_webhook",
  text: "select body::text from webhooks where id = $1 and delivered_at is null",
};

export const endWebhook = {
  name: "end_webhook",
  text: "update webhooks set delivered_at = now() where id = $1",
};
