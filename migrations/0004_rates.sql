-- How many calls a provider takes in a span of time, counted for all nodes together.

set search_path to hakika;

-- One row for each connection with a limit, and one for each phone where the limit is the phone's. Slotted by the digest.
-- Not logged: after a crash the count begins anew, which lets a burst go once too often and costs nothing else, while each
-- call to such a provider would otherwise wait for one more commit to reach the disk.
create unlogged table rates (
  slot     smallint not null,
  -- Keyed, of the connection, the limit, and the phone number where it is the phone's.
  digest   bytea not null,
  -- Milliseconds since the epoch: when the next call would have its turn if no two could go at once.
  next_ms  bigint not null,
  -- When the last of those comes back who were told to.
  queue_ms bigint not null,
  -- How many of those who asked last were given a turn.
  granted  integer not null,
  primary key (slot, digest),
  constraint digest_is_sha256 check (length(digest) = 32)
  -- A connection's row is updated with each batch of calls, so its page has to have room for many versions of it.
) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 500,
        autovacuum_vacuum_cost_delay = 0);
