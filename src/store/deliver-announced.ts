/** One delivery, due at once, to each endpoint that wants to hear of what a statement has just `announced`. */
export const DELIVER_ANNOUNCED = `
delivered as (
  insert into webhook_deliveries (slot, id, announcement_id, endpoint_id, merchant_id, environment, status, next_try_at, created_at)
  select said.slot,
         (left(said.id::text, 18) || left(md5(said.id::text || endpoint.id::text), 14) || right(said.id::text, 2))::uuid,
         said.id, endpoint.id,
         said.merchant_id, said.environment, 'pending', said.at, said.at
    from announced said
    join webhook_endpoints endpoint
      on endpoint.merchant_id = any (array[said.merchant_id]) and endpoint.environment = said.environment
     and endpoint.disabled_at is null
     and (endpoint.event_types = '{}' or said.type = any (endpoint.event_types))
  returning slot, id
)`;
