/** All merchants; one is made where there is none. */
export const readMerchants = `
with known as (
  select id from merchants
), made as (
  insert into merchants (id, name)
  select '5eed0000-0000-7000-8000-000000000000', 'Duka la Wanjiru' where not exists (select from known)
  returning id
)
select id from known union all select id from made order by id`;

/** For the session alone: a UUIDv7 of that time which carries its slot in its last six bits, made from a name. */
export const defineIdAt = `
create or replace function pg_temp.id_at(at timestamptz, name text, slot integer) returns uuid immutable
return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || left(md5(name), 3)
        || '8' || substr(md5(name), 4, 13)
        || lpad(to_hex(get_byte(md5(name)::bytea, 31) << 6 & 192 | slot), 2, '0'))::uuid`;

/**
 * What $2 - $1 + 1 payments leave behind that went well: of $3 in all, spread over the merchants $4, the last one made at
 * $5. Everything follows from a payment's number, so that the same call gives the same rows. Keys, ids and slots are
 * spread as real ones are: ids by time, digests by chance, five payments for each phone, a review for one in a hundred. What no statement reads again
 * on a payment's way, such as raw messages, is kept short, so that ten million find room on an ordinary disk.
 */
export const finishedPayments = `
with numbered as (
  select number, sha256(('key ' || number)::bytea) as key_digest,
         sha256(('phone ' || number * 7919 % ($3::bigint / 5 + 1))::bytea) as phone_digest,
         ($4::uuid[])[1 + number % cardinality($4::uuid[])] as merchant_id,
         $5::timestamptz - make_interval(secs => $3::bigint - number) as made_at
    from generate_series($1::bigint, $2::bigint) as number
), payment as materialized (
  select numbered.*, slot, made_at + interval '9 seconds' as ended_at,
         pg_temp.id_at(made_at, 'payment ' || number, slot) as id
    from numbered cross join lateral (select (get_byte(key_digest, 0) & 63)::smallint as slot) as derived
), stored as (
  insert into operations (slot, id, merchant_id, connection_id, environment, kind, provider, status, version,
    amount_minor, currency, reference, metadata, provider_options, sealed_phone, phone_digest, phone_masked,
    outcome, memory, sealed_provider_reference, receipt, created_at, updated_at)
  select slot, id, merchant_id, merchant_id, 'sandbox', 'payment', 'mpesa-ke', 'succeeded', 4,
         100 * (1 + number % 5000), 'KES', 'order-' || number, '{}', '{}', substr(key_digest || key_digest, 1, 46),
         phone_digest, '+2547******' || lpad((number % 100)::text, 2, '0'),
         '{"category":"completed","reason":"completed","finality":"final","money":"moved","safe_to_charge_again":false}',
         '{"next":null,"doubt":false,"review":null,"silence":false,"inquiries":0}',
         key_digest || key_digest, upper(left(md5('receipt ' || number), 10)), made_at, ended_at
    from payment
), kept as (
  insert into idempotency_keys (slot, merchant_id, key_digest, request_digest, operation_id, answer, created_at)
  select slot, merchant_id, key_digest, phone_digest, id, key_digest, made_at from payment
), logged as (
  insert into events (slot, operation_id, seq, type, at, detail)
  select slot, id, seq, type, made_at + after, '{"verdict":"applied"}'
    from payment cross join (values (1, 'created', interval '0'), (2, 'attempt_began', interval '30 milliseconds'),
      (3, 'found', interval '100 milliseconds'), (4, 'found', interval '9 seconds')) as event(seq, type, after)
), said as materialized (
  select payment.*, pg_temp.id_at(made_at + after, type || number, slot) as announcement_id, type, version, made_at + after as at
    from payment cross join (values (1, 'payment.created', interval '0'),
      (3, 'payment.awaiting_payer', interval '100 milliseconds'),
      (4, 'payment.succeeded', interval '9 seconds')) as announcement(version, type, after)
), announced as (
  insert into announcements (slot, id, operation_id, merchant_id, environment, type, version, at, resource)
  select slot, announcement_id, id, merchant_id, 'sandbox', type, version, at, '{"object":"payment"}' from said
), delivered as (
  insert into webhook_deliveries (slot, id, announcement_id, endpoint_id, merchant_id, environment, status, tries,
    last_status, created_at, delivered_at)
  select slot, pg_temp.id_at(at, 'delivery ' || version || ' ' || number, slot), announcement_id, merchant_id, merchant_id,
         'sandbox', 'delivered', 1, 204, at, at + interval '20 milliseconds'
    from said
), called_back as (
  insert into callbacks (slot, id, connection_id, operation_id, attempt, received_at, digest, sealed_raw, verdict)
  select slot, pg_temp.id_at(ended_at, 'callback ' || number, slot), merchant_id, id, 1, ended_at, key_digest, key_digest, 'applied'
    from payment
), reviewed as (
  insert into reviews (slot, id, operation_id, merchant_id, environment, cause, status, evidence, opened_at, closed_at)
  select slot, pg_temp.id_at(made_at, 'review ' || number, slot), id, merchant_id, 'sandbox', 'ladder_used_up', 'settled', '{}',
         made_at, ended_at
    from payment where number % 100 = 0
)
insert into phone_locks (slot, provider, phone_digest, operation_id, locked_until, prompted_at)
select distinct on (phone_digest) get_byte(phone_digest, 0) & 63, 'mpesa-ke', phone_digest, id, ended_at, array[made_at]
  from payment order by phone_digest, number desc
on conflict do nothing`;
