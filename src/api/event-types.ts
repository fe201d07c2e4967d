import { announcements } from "../core/event.ts";

/** Every type of event that a merchant may hear of. */
export const eventTypes: readonly string[] = [
  ...announcements.map((what) => `payment.${what}`),
  "review.opened",
  "review.decided",
];
