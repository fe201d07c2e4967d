import { announcements } from "../core/event.ts";
import { subscriptionAnnouncements } from "../core/subscription-event.ts";
import { kinds } from "./operations/kind.ts";

/** Every type of event that a merchant may hear of. */
export const eventTypes: readonly string[] = [
  ...kinds.flatMap(({ kind }) => announcements.map((what) => `${kind}.${what}`)),
  ...subscriptionAnnouncements.map((what) => `subscription.${what}`),
  "message.received",
  "review.opened",
  "review.decided",
];
