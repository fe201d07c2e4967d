import type { MemoryStatement } from "./statement.ts";
import type { Rows } from "./tables.ts";

type Connection = Rows["connections"];

/** Merchants, their connections and their endpoints. */
export const referenceStatements: Readonly<Record<string, MemoryStatement>> = {
  store_merchant: (input, { tables }) => {
    const [id, name] = [input.value<string>(1), input.value<string>(2)];
    if (tables.merchants.get(id) === undefined) tables.merchants.insert({ id, name });
    return [];
  },

  store_connection: (input, { tables }) => {
    const connection: Connection = {
      id: input.value(1),
      merchant_id: input.value(2),
      provider: input.value(3),
      environment: input.value(4),
      sealed_config: input.value(5),
    };
    const placeOf = (row: Connection) => `${row.merchant_id} ${row.provider} ${row.environment}`;
    if (tables.connections.all().some((row) => placeOf(row) === placeOf(connection))) return [];
    tables.connections.insert(connection);
    return [{ id: connection.id }];
  },

  read_connection: (input, { tables }) => {
    const row = tables.connections.get(input.value(1));
    return row === undefined ? [] : [row];
  },

  connections_of_merchant: (input, { tables }) =>
    tables.connections
      .all()
      .filter((row) => row.merchant_id === input.value(1) && row.environment === input.value(2))
      .sort((one, other) => (one.provider < other.provider ? -1 : 1)),

  store_endpoint: (input, { tables }) => {
    const endpoint: Rows["webhook_endpoints"] = {
      id: input.value(1),
      merchant_id: input.value(2),
      environment: input.value(3),
      url: input.value(4),
      description: input.value(5),
      event_types: input.value(6),
      sealed_secret: input.value(7),
      created_at: input.time(8),
      sealed_previous: null,
      previous_until: null,
      disabled_at: null,
      disabled_because: null,
    };
    tables.webhook_endpoints.insert(endpoint);
    const { sealed_secret: _, sealed_previous: __, ...shown } = endpoint;
    return [shown];
  },

  read_endpoint_targets: (input, { tables }) =>
    input.value<readonly string[]>(1).flatMap((id) => {
      const row = tables.webhook_endpoints.get(id);
      if (row === undefined) return [];
      const { merchant_id, environment, url, sealed_secret, sealed_previous, disabled_because } = row;
      const overlaps = (row.previous_until ?? Number.NEGATIVE_INFINITY) > input.time(2);
      const previous = overlaps ? sealed_previous : null;
      return [
        { id, merchant_id, environment, url, sealed_secret, sealed_previous: previous, disabled_because },
      ];
    }),
};
