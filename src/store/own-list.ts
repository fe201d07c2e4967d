import type { Statement } from "./database.ts";
import type { Environment } from "./stored-operation.ts";

/** What merchants look their own up by; null: whatever it is. */
export interface OwnFilter<Status extends string> {
  readonly merchant_id: string;
  readonly environment: Environment;
  readonly status: Status | null;
  readonly provider: string | null;
  readonly reference: string | null;
  readonly phone_digest: Buffer | null;
  /** Milliseconds; inclusive. */
  readonly created_from: number | null;
  /** Milliseconds; exclusive. */
  readonly created_to: number | null;
  /** The last one of the page before. */
  readonly after: { readonly created_at: number; readonly id: string } | null;
  readonly limit: number;
}

/** Its parameters are those of `ownValues`, and its name ends with what it finds them by. */
export interface OwnLists {
  readonly newest: Statement;
  readonly by_reference: Statement;
  readonly by_phone: Statement;
}

/** An index can go through what is asked for newest first, from the place where the page before ended. */
export const NEWEST_FIRST = `merchant_id = $1 and environment = $2
   and ($3::text is null or status = $3) and ($4::text is null or provider = $4)
   and created_at >= coalesce($7::timestamptz, '-infinity') and created_at < coalesce($8::timestamptz, 'infinity')
   and (created_at, id) < (coalesce($9::timestamptz, 'infinity'), coalesce($10::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
 order by created_at desc, id desc
 limit $11`;

/** One for each index that can find them: a plan that serves every filter serves none of them well. */
export function ownLists(name: string, select: string): OwnLists {
  const statement = (found_by: string, where: string): Statement => ({
    name: `${name}${found_by}`,
    sql: `${select} ${where} and ${NEWEST_FIRST}`,
  });
  return {
    newest: statement("", "$5::text is null and $6::bytea is null"),
    by_reference: statement("_by_reference", "reference = $5 and ($6::bytea is null or phone_digest = $6)"),
    by_phone: statement("_by_phone", "$5::text is null and phone_digest = $6"),
  };
}

export function ownListFor(
  { reference, phone_digest }: Pick<OwnFilter<string>, "reference" | "phone_digest">,
  lists: OwnLists,
): Statement {
  if (reference !== null) return lists.by_reference;
  return phone_digest === null ? lists.newest : lists.by_phone;
}

/** Parameters 1 to 11. */
export function ownValues(filter: OwnFilter<string>): readonly unknown[] {
  const time = (ms: number | null | undefined) => (ms === null || ms === undefined ? null : new Date(ms));
  return [
    filter.merchant_id,
    filter.environment,
    filter.status,
    filter.provider,
    filter.reference,
    filter.phone_digest,
    time(filter.created_from),
    time(filter.created_to),
    time(filter.after?.created_at),
    filter.after?.id ?? null,
    filter.limit,
  ];
}
