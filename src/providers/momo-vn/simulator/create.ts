import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import { answerToCreate } from "./create-answer.ts";
import { type CreateForm, readCreateForm } from "./create-form.ts";
import type { Fault } from "./faults.ts";
import { textOf } from "./fields.ts";
import { timeAsTransId } from "./ids.ts";
import { failurePage, Interruption } from "./interruption.ts";
import { rememberShortLink } from "./links.ts";
import { deliver, notificationOf } from "./notification.ts";
import { askPayer, openOrder } from "./open-order.ts";
import { findOrder, type Order, putOrder } from "./order.ts";
import { approve } from "./payer-decisions.ts";
import { DEFAULT_PAYER, faultsOf, type Payer, payerOf } from "./payers.ts";
import { Refusal } from "./refusal.ts";
import { rulesOf } from "./request-types.ts";
import type { ResultCode } from "./result-codes.ts";
import { numberSet } from "./settings.ts";
import { settle } from "./settlement.ts";

/** Opens an order. 0 says that it is open, and nothing of a payment. */
export async function create(host: SimulatorHost, call: Call): Promise<Reply> {
  const form = readCreateForm(host, call);
  const payer = payerOf(host, form.phone ?? DEFAULT_PAYER);
  const refused = payer.refused_with;
  if (refused !== null && refused < 98) throw new Refusal(refused, "The payer is there to be refused.");
  const faults = faultsOf(host, payer);
  loseRequest(faults);
  refuseAnalogous(host, form, payer);
  const order = open(host, call, { form, payer, faults });
  const dead = deadAtOnce(call, order, payer);
  if (dead !== null) {
    putOrder(host, { ...order, code: dead, trans_id: timeAsTransId(host) });
    return { code: dead, fields: { amount: order.amount } };
  }
  if (order.product === "payWithMethod") rememberShortLink(host, order);
  askPayer(host, order);
  if (faults.includes("notification_early")) await payBeforeAnswer(host, order);
  return answerToCreate(host, call, order);
}

function loseRequest(faults: readonly Fault[]): void {
  if (faults.includes("request_lost")) throw new Interruption("reset", "The request is lost.");
  if (faults.includes("page_without_order"))
    throw new Interruption(failurePage(502), "The gateway cannot be reached.");
}

/** The same purchase of the same payer must not be under way twice. Nobody knows whom an order without a name is for. */
function refuseAnalogous(host: SimulatorHost, form: CreateForm, payer: Payer): void {
  if (form.phone === null) return;
  const analogous = payer.under_way
    .map((key) => findOrder(host, key))
    .find(
      (order) =>
        (order?.code === 7000 || order?.code === 7002) &&
        order.partner_code === form.partner_code &&
        order.amount === form.amount &&
        order.order_info === form.order_info,
    );
  if (analogous !== undefined)
    throw new Refusal(43, `Order ${analogous.order_id} is about the same and is being processed.`);
}

function open(
  host: SimulatorHost,
  { fields, lang }: Call,
  {
    form,
    payer,
    faults,
  }: { readonly form: CreateForm; readonly payer: Payer; readonly faults: readonly Fault[] },
): Order {
  const { phone: _, lives_ms, ...opening } = form;
  const { links } = rulesOf(form.product);
  const usual_ms = numberSet(host, links === "always" ? "link_lives_ms" : "order_lives_ms");
  const expires_at_ms = host.now() + (lives_ms ?? usual_ms);
  const request_id = textOf(fields, "requestId");
  return openOrder(host, { ...opening, request_id, lang, payer: payer.phone, expires_at_ms, faults });
}

/** An order can end while it is made; its id is used all the same, and the answer alone tells of it. */
function deadAtOnce({ account, fields }: Call, order: Order, payer: Payer): ResultCode | null {
  const group = textOf(fields, "orderGroupId");
  if (group !== "" && !account.order_groups.includes(group)) return 2019;
  return order.faults.includes("qr_fails") ? 98 : payer.refused_with;
}

async function payBeforeAnswer(host: SimulatorHost, order: Order): Promise<void> {
  const paid = settle(host, approve(host, order));
  await deliver(host, notificationOf(host, paid));
}
