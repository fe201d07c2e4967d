import type { Subscription } from "../client/types.ts";
import { nextOf } from "./operation-lines.ts";
import { listOfTerms, type Term } from "./term-lines.ts";
import type { Terminal } from "./terminal.ts";

export function subscriptionsText(subscriptions: readonly Subscription[], terminal: Terminal): string {
  if (subscriptions.length === 0) return "There are none.";
  const width = Math.max(...subscriptions.map(({ status }) => status.length));
  return subscriptions
    .map(({ id, status, provider, renews_at, reference }) => {
      const renews = renews_at === null ? "" : `renews ${renews_at}`;
      const columns = [terminal.paint("strong", id), status.padEnd(width), provider, renews, reference ?? ""];
      return columns.filter((column) => column !== "").join("  ");
    })
    .join("\n");
}

/** Where a subscription stands, how we know it, and what a person can do. */
export function subscriptionText(subscription: Subscription, terminal: Terminal): string {
  const { outcome, amount } = subscription;
  const head = [
    terminal.paint("strong", subscription.id),
    amount === null ? null : `${amount.value} ${amount.currency}`,
    subscription.status,
  ];
  const terms: readonly Term[] = [
    { term: "Why", says: `${outcome.reason} (${outcome.category})` },
    { term: "Operator", says: outcome.message.operator },
    { term: "Payer", says: outcome.message.payer },
    { term: "Next", says: nextOf(subscription) },
    { term: "Renews", says: subscription.renews_at },
    { term: "Provider", says: subscription.provider },
    { term: "Phone", says: subscription.phone_number },
    { term: "Reference", says: subscription.reference },
    { term: "Review", says: subscription.needs_review ? "A person has to decide: hakika reviews" : null },
  ];
  return `${head.filter((part) => part !== null).join("  ")}\n\n${listOfTerms(terms, terminal)}`;
}
