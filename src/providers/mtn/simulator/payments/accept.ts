import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { type Customer, customerOf } from "../customers/customer.ts";
import { ApiError } from "../gateway/api-error.ts";
import type { Call, Ending } from "../gateway/call.ts";
import { choice, number } from "../settings.ts";
import { provision } from "../subscriptions/provision.ts";
import { reach, waitInVain } from "../systems.ts";
import { announceForged, callBack, callbackOf } from "./announce.ts";
import { obstacleTo, systemOf } from "./billing-rules.ts";
import { endPayment, execute } from "./execute.ts";
import { findRepeated, type Order, refuseForCase, takeOrder } from "./order.ts";
import { findPayment, forgetPayment, type Payment } from "./payment.ts";
import { awaitPayer, startPrompt } from "./prompt.ts";

interface Application {
  readonly order: Order;
  readonly customer: Customer;
  /** What a new request has to stand up to as things are at the moment. */
  readonly check?: () => void;
  /** Once nothing stands in the way any more, before money moves. */
  readonly whenTaken?: (payment: Payment) => void;
}

/** What is to be answered once the operation is as far as it comes within the call. */
interface Answers {
  readonly taken: (payment: Payment) => Ending;
  /** For the same request again, after its end. Left out: the same answer. */
  readonly repeated?: (payment: Payment) => Ending;
}

/**
 * Everything that happens to an operation about money once its fields are in order. The checks come in one order, so that
 * each code has one cause.
 */
export async function accept(call: Call, application: Application, answers: Answers): Promise<Ending> {
  const { host } = call;
  const { order } = application;
  const repeat = answers.repeated ?? answers.taken;
  const earlier = findOrCheck(host, application);
  if (earlier !== undefined) return repeat(earlier);
  const doubt = await doubtAbout(host, application);
  // Others may have come while the system behind was slow.
  const meanwhile = findOrCheck(host, application);
  if (meanwhile !== undefined) return repeat(meanwhile);
  const customer = customerOf(host, order.msisdn) ?? application.customer;
  checkLock(order, customer);
  refuseForCase(host, customer);
  const obstacle = obstacleTo(host, order);
  if (obstacle !== null) throw new ApiError(obstacle.code, obstacle.says);
  const payment = takeOrder(host, order, customer);
  if (payment.faults.includes("request_lost")) {
    forgetPayment(host, payment);
    return "reset";
  }
  application.whenTaken?.(payment);
  announceForged(host, payment);
  if (doubt !== null) throw leaveInDoubt(host, payment, doubt);
  const begun = await begin(host, payment, customer);
  return spoil(payment, () => answers.taken(begun));
}

/** The same operation of an earlier call; a new one has to stand up to its checks. */
function findOrCheck(host: SimulatorHost, { order, check }: Application): Payment | undefined {
  const earlier = findRepeated(host, order);
  if (earlier === undefined) check?.();
  return earlier;
}

type Doubt = NonNullable<Customer["doubt"]>;

async function doubtAbout(host: SimulatorHost, { order, customer }: Application): Promise<Doubt | null> {
  const { doubt, refusals } = customer;
  const code = await reach(host, systemOf(order));
  if (code !== null) return { code, applied: doubt?.applied ?? choice(host, "applied") };
  if (doubt === null || refusals.length > 0) return null;
  await waitInVain(host);
  return doubt;
}

function checkLock({ type }: Order, { open_payment }: Customer): void {
  if (type === "wallet" && open_payment !== null) {
    throw new ApiError("1005", "ECW: another operation holds the wallet");
  }
}

/** The call is answered with a code that does not tell what becomes of the money. */
function leaveInDoubt(host: SimulatorHost, payment: Payment, doubt: Doubt): ApiError {
  const { payment_id } = payment;
  switch (doubt.applied) {
    case "yes":
      execute(host, payment);
      break;
    case "later":
      host.schedule(host.now() + number(host, "settle_later_ms"), { do: "execute", payment_id });
      break;
    case "no":
      endPayment(host, payment, { status: "Failed", code: "6000", says: "Not carried out" });
      break;
    case "lost":
      forgetPayment(host, payment);
      provision(host, { ...payment, status: "Failed" });
      break;
  }
  host.note(`The answer leaves doubt; applied: ${doubt.applied}.`);
  return new ApiError(doubt.code, `${systemOf(payment)}: no result in time`);
}

/** The payment as it stands when the call is answered. */
async function begin(host: SimulatorHost, payment: Payment, customer: Customer): Promise<Payment> {
  if (payment.type !== "wallet") return execute(host, payment);
  const prompted = startPrompt(host, payment);
  if (payment.faults.includes("callback_early")) {
    const paid = execute(host, prompted);
    if (paid.callback_url !== "") await callBack(host, callbackOf(host, paid));
    return prompted;
  }
  const waits_ms = customer.call_waits ? number(host, "prompt_lives_ms") : number(host, "approval_wait_ms");
  await awaitPayer(host, payment.payment_id, waits_ms);
  const ended = findPayment(host, payment.payment_id) ?? prompted;
  if (ended.code !== "0000") throw new ApiError(ended.code, ended.says ?? "ECW: not carried out");
  return ended;
}

function spoil({ faults, type }: Payment, answer: () => Ending): Ending {
  if (faults.includes("reply_lost")) return "reset";
  if (faults.includes("reply_never_comes")) return "hang";
  const told = answer();
  if (typeof told === "string") return told;
  if (faults.includes("reply_without_body")) return { ...told, status: 204, body: "" };
  return type === "topup" && faults.includes("unknown_error") ? { ...told, status: 999 } : told;
}
