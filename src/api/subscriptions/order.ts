import type { Static } from "typebox";
import type { Provider, SubscriptionDeclaration } from "../../connector/provider.ts";
import type { Money } from "../../core/money.ts";
import type { NewSubscription } from "../contract/subscription.ts";
import { acceptAmount } from "../operations/amount.ts";
import type { Choice } from "../operations/choose-provider.ts";
import { acceptPhoneNumber, checkOptions, optionsIn } from "../operations/order.ts";
import { Problem } from "../problem.ts";

export type SubscriptionRequest = Static<typeof NewSubscription>;

/** What is left of a request once it is known that the provider can take it. */
export interface AcceptableSubscription {
  readonly amount: Money | null;
  readonly phone_number: string | null;
  readonly trial_days: number | null;
  readonly activation: "automatic" | "manual";
  readonly provider_options: Readonly<Record<string, unknown>>;
}

/** Checks a request against what the provider declares of its subscriptions. Throws the first thing that does not fit. */
export function acceptSubscriptionOrder(
  request: SubscriptionRequest,
  { provider: { subscriptions: declared, name }, connection: { config } }: Choice,
): AcceptableSubscription {
  if (declared === undefined) throw new Error(`${name} was chosen and knows no subscriptions.`);
  const limits = { phone_number: declared.phone_number };
  const phone_number = acceptPhoneNumber(request.phone_number, { name, limits });
  const options = checkOptions(request.provider_options ?? {}, declared.options);
  return {
    phone_number,
    amount: acceptPrice(request.amount, declared, name),
    trial_days: acceptTrial(request.trial_days, declared, name),
    activation: acceptActivation(request.activation, declared, name),
    provider_options: optionsIn(declared.completeOptions?.(options, { phone_number, config }) ?? { options }),
  };
}

/** Currency and phone number are what the country shows in; limits and options are for later. */
export function fitsSubscription({ amount, phone_number }: SubscriptionRequest, provider: Provider): boolean {
  const { amounts = null, phone_number: wanted = null } = provider.subscriptions ?? {};
  const takesPrice =
    amount === undefined
      ? amounts === null
      : amounts?.some(({ currency }) => currency === amount.currency) === true;
  const takesPhone =
    phone_number === undefined
      ? wanted === null || wanted.optional === true
      : wanted?.pattern.test(phone_number) === true;
  return takesPrice && takesPhone;
}

function acceptPrice(
  amount: SubscriptionRequest["amount"],
  { amounts }: SubscriptionDeclaration,
  name: string,
): Money | null {
  const field = "/amount";
  if (amounts === null) {
    if (amount === undefined) return null;
    throw new Problem("amount_not_accepted", {
      field,
      detail: `What a period costs stands in the settings at ${name}: leave it out.`,
    });
  }
  if (amount === undefined)
    throw new Problem("amount_not_accepted", { field, detail: `${name} needs to know what a period costs.` });
  return acceptAmount(amount, { name, limits: { amounts } });
}

function acceptTrial(
  days: number | undefined,
  { trial_days_max }: SubscriptionDeclaration,
  name: string,
): number | null {
  if (days === undefined) return null;
  const field = "/trial_days";
  if (trial_days_max === null)
    throw new Problem("trial_not_offered", { field, detail: `${name} offers no trials.` });
  if (days > trial_days_max)
    throw new Problem("trial_not_offered", {
      field,
      detail: `${name} offers ${trial_days_max} days at most.`,
    });
  return days;
}

function acceptActivation(
  asked: "automatic" | "manual" | undefined,
  { activation }: SubscriptionDeclaration,
  name: string,
): "automatic" | "manual" {
  const wanted = asked ?? activation[0] ?? "automatic";
  if (activation.includes(wanted)) return wanted;
  throw new Problem("activation_not_offered", {
    field: "/activation",
    detail: `${name} offers ${activation.join(" and ")}.`,
  });
}
