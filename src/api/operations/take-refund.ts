import type { Static } from "typebox";
import { declaredFor, offers } from "../../connector/declared.ts";
import { formatMoney, type Money, parseMoney } from "../../core/money.ts";
import { canBeGivenBack } from "../../core/refund.ts";
import { type Accepted, firstAnswerTo } from "../../store/accept.ts";
import { acceptRefund, type Refunded, readRefundedPayment } from "../../store/accept-refund.ts";
import type { Caller } from "../../store/keys.ts";
import { readOperations } from "../../store/operations.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import type { RefundOfPayment } from "../contract/refund.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Problem } from "../problem.ts";
import type { Choice } from "./choose-provider.ts";
import { answerAsBefore } from "./first-answer.ts";
import type { Identity } from "./idempotency.ts";
import { newOperation } from "./new-operation.ts";
import { checkOptions } from "./order.ts";
import { acceptanceOf } from "./take.ts";

export type RefundRequest = Static<typeof RefundOfPayment>;

interface Asked {
  readonly request: RefundRequest;
  readonly caller: Caller;
  readonly payment: StoredOperation;
  readonly identity: Identity;
}

/** What taking one needs of the rest. */
export type RefundTaking = Pick<
  ApiDependencies,
  | "database"
  | "vault"
  | "clock"
  | "randomness"
  | "connections"
  | "providers"
  | "engine"
  | "outbox"
  | "node"
  | "lease_ms"
>;

/** A repeat gets its first answer, even one that came in the same moment and finds nothing left to give back. */
export async function takeRefund(asked: Asked, dependencies: RefundTaking): Promise<Accepted> {
  const { identity, caller } = asked;
  const known = await firstAnswerTo({ ...identity, merchant_id: caller.merchant_id }, dependencies.database);
  if (known !== undefined) return known;
  try {
    return await takeNew(asked, dependencies);
  } catch (error) {
    if (error instanceof Problem) return await answerAsBefore(asked, error, dependencies);
    throw error;
  }
}

/** Stores a refund in its payment's slot and hands it to the engine, if the payment allows it in this very moment. */
async function takeNew(asked: Asked, dependencies: RefundTaking): Promise<Accepted> {
  const { payment, identity } = asked;
  const refund = await refundOf(asked, dependencies);
  const { clock } = dependencies;
  const accepted = await acceptRefund(acceptanceOf(refund, identity, dependencies), payment.amount_minor, {
    ...dependencies,
    offset_ms: clock.offset_ms,
  });
  if (accepted.kind === "denied") throw await denied(payment, dependencies);
  if (accepted.kind === "stored") {
    dependencies.engine.take(refund);
    dependencies.outbox.poke();
  }
  return accepted;
}

async function refundOf(
  { request, caller, payment, identity }: Asked,
  dependencies: RefundTaking,
): Promise<StoredOperation> {
  const choice = await choiceOf(payment, dependencies);
  const notPaid = whyNotPaid(payment);
  if (notPaid !== null) throw notPaid;
  const left = await leftOf(payment, dependencies);
  const amount = acceptRefundAmount(request, { payment, left, choice });
  const { options } = declaredFor(choice.provider, "refund");
  const provider_options = checkOptions(request.provider_options ?? {}, options);
  const order = {
    amount,
    phone_number: payment.phone_number,
    capture: "automatic",
    provider_options,
  } as const;
  return newOperation(
    { kind: "refund", request, order, choice, caller, slot: identity.slot, parent_id: payment.id },
    dependencies,
  );
}

async function choiceOf(
  { provider: id, connection_id, merchant_id, environment }: StoredOperation,
  { providers, connections }: RefundTaking,
): Promise<Choice> {
  const provider = providers.get(id);
  if (provider === undefined || !offers(provider, "refund"))
    throw new Problem("refund_not_offered", { detail: `${provider?.name ?? id} gives nothing back.` });
  const own = await connections.ofMerchant(merchant_id, environment);
  const connection = own.find((one) => one.id === connection_id);
  if (connection === undefined) throw new Problem("provider_not_connected");
  return { provider, connection };
}

function whyNotPaid(payment: StoredOperation): Problem | null {
  if (canBeGivenBack(payment)) return null;
  const detail =
    payment.status === "succeeded"
      ? "A person has to look at the payment first: it has an open review."
      : `Only a payment that succeeded can be given back; this one is ${payment.status}.`;
  return new Problem("not_possible_now", { detail });
}

/** What no refund has been promised yet. */
async function leftOf(payment: StoredOperation, dependencies: RefundTaking): Promise<Money> {
  const refunded = await readRefundedPayment(payment, dependencies.database);
  if (refunded.in_doubt > 0) throw inDoubt();
  return { minor: payment.amount_minor - refunded.promised_minor, currency: payment.currency };
}

function acceptRefundAmount(
  { amount }: RefundRequest,
  {
    payment,
    left,
    choice,
  }: { readonly payment: StoredOperation; readonly left: Money; readonly choice: Choice },
): Money {
  const { provider } = choice;
  if (left.minor === 0n) throw nothingLeft();
  if (amount === undefined) return left;
  if (amount.currency !== payment.currency)
    throw amountRefused("/amount/currency", `The payment was made in ${payment.currency}.`);
  const limit = provider.limits.amounts.find(({ currency }) => currency === payment.currency);
  const money = parseMoney(amount, limit?.decimals);
  if (typeof money === "string")
    throw amountRefused(
      "/amount/value",
      `It must be more than zero, with the decimals that ${provider.name} takes.`,
    );
  if (money.minor > left.minor) throw tooMuch(left);
  if (provider.capabilities.refund === "full" && money.minor !== payment.amount_minor)
    throw amountRefused("/amount/value", `${provider.name} gives back the whole payment or nothing.`);
  return money;
}

/** Somebody else came first: how the payment stands now, and what is left of it, says why. */
async function denied(payment: StoredOperation, dependencies: RefundTaking): Promise<Problem> {
  const now = (await readOperations([payment], dependencies)).get(payment.id) ?? payment;
  const notPaid = whyNotPaid(now);
  if (notPaid !== null) return notPaid;
  const { promised_minor, in_doubt }: Refunded = await readRefundedPayment(payment, dependencies.database);
  if (in_doubt > 0) return inDoubt();
  const left = { minor: payment.amount_minor - promised_minor, currency: payment.currency };
  return left.minor === 0n ? nothingLeft() : tooMuch(left);
}

function inDoubt(): Problem {
  const detail = "Nobody knows yet what became of an earlier refund of this payment.";
  return new Problem("not_possible_now", { detail });
}

function nothingLeft(): Problem {
  return new Problem("not_possible_now", {
    detail: "All of the payment is given back, or is on its way back.",
  });
}

function tooMuch(left: Money): Problem {
  const { value, currency } = formatMoney(left);
  return amountRefused("/amount/value", `Of the payment ${value} ${currency} can still be given back.`);
}

function amountRefused(field: string, detail: string): Problem {
  return new Problem("amount_not_accepted", { field, detail });
}
