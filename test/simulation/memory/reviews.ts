import { UniqueViolation } from "./table.ts";
import type { Rows, Tables } from "./tables.ts";

type Review = Rows["reviews"];

/** Nothing where none is open. */
export function closeReview(
  operation_id: string,
  closing: Pick<Review, "status" | "decision" | "decided_by" | "why" | "closed_at">,
  tables: Tables,
): void {
  const review = openReviewOf(operation_id, tables);
  if (review !== undefined) tables.reviews.put({ ...review, ...closing });
}

/** Of one thing, only one at a time. */
export function openReview(
  about: Pick<Review, "slot" | "id" | "merchant_id" | "environment">,
  opening: Pick<Review, "id" | "cause" | "evidence" | "opened_at">,
  tables: Tables,
): void {
  const { slot, id: operation_id, merchant_id, environment } = about;
  if (openReviewOf(operation_id, tables) !== undefined)
    throw new UniqueViolation("reviews, one open for each operation", operation_id);
  const undecided = { status: "open", closed_at: null, decision: null, decided_by: null, why: null } as const;
  tables.reviews.insert({ ...opening, ...undecided, slot, operation_id, merchant_id, environment });
}

function openReviewOf(operation_id: string, tables: Tables): Review | undefined {
  return tables.reviews.all().find((one) => one.operation_id === operation_id && one.status === "open");
}
