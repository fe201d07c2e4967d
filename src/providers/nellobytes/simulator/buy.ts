import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { acceptOrder } from "./accept.ts";
import { type Account, authenticate, checkRights, type Product } from "./accounts.ts";
import { callBack, callbackOf } from "./callback.ts";
import { completeOrder } from "./endings.ts";
import { type Fault, faultsForAll } from "./faults.ts";
import { readFields } from "./fields.ts";
import { findByRequest, type Order } from "./order.ts";
import { type Purchase, readPurchase } from "./purchase.ts";
import { isRefusalCode, PageInstead, Refusal } from "./refusal.ts";
import { page, reply, replyWithState } from "./replies.ts";
import { choice, isOn } from "./settings.ts";
import { subscriberOf } from "./subscribers.ts";
import { walletOf } from "./wallet.ts";

type Ending = SimulatedAnswer | "hang" | "reset";

/** Sells airtime or a data plan. */
export async function buy(host: SimulatorHost, request: SimulatedRequest, product: Product): Promise<Ending> {
  if (isOn(host, "purchase_scripts_down")) return page(500);
  try {
    return await placeOrder(host, request, product);
  } catch (problem) {
    if (!(problem instanceof Refusal) || choice(host, "refusal_form") !== "page") throw problem;
    throw new PageInstead(503, `${problem.word}: ${problem.message}`);
  }
}

/** The checks come in one order, so that each code has one cause. */
async function placeOrder(host: SimulatorHost, request: SimulatedRequest, product: Product): Promise<Ending> {
  const fields = readFields(request);
  const account = authenticate(host, fields);
  checkRights(account, product);
  const purchase = readPurchase(host, fields, product);
  const request_id = fields.get("requestid") ?? "";
  const earlier = answerRepeated(host, account, request_id);
  if (earlier !== null) return earlier;
  refuseByCircumstance(host, account, purchase);
  const faults = [...faultsForAll(host), ...subscriberOf(host, purchase.mobile_number).faults];
  if (faults.includes("request_lost")) return "reset";
  if (faults.includes("page_without_order")) return page(503);
  const callback_url = fields.get("callbackurl") || null;
  return replyTo(host, acceptOrder(host, { account, purchase, request_id, callback_url, faults }));
}

/** Null for a new order. */
function answerRepeated(host: SimulatorHost, account: Account, request_id: string): SimulatedAnswer | null {
  const earlier = findByRequest(host, account.user_id, request_id);
  if (earlier === undefined) return null;
  switch (choice(host, "repeated_request")) {
    case "existing":
      host.note("The RequestID is known; the reply tells of the order that has it.");
      return replyWithState(host, earlier);
    case "refused":
      throw new Refusal("DUPLICATE_REQUESTID", "An order with this RequestID exists.");
    case "second_order":
      return null;
  }
}

/** For reasons that do not stand in the request. */
function refuseByCircumstance(host: SimulatorHost, account: Account, purchase: Purchase): void {
  const set = String(host.setting("refuse_with") ?? "");
  if (isRefusalCode(set)) throw new Refusal(set, "Every order is refused so, by a setting.");
  const { refused_with } = subscriberOf(host, purchase.mobile_number);
  if (refused_with !== null) throw new Refusal(refused_with, "Orders for this number are refused so.");
  const { short_of_money, user_id } = account;
  if (short_of_money !== null)
    throw new Refusal(shortages[short_of_money], "Somebody above the account is short.");
  const { balance } = walletOf(host, user_id);
  if (purchase.price > BigInt(balance)) throw new Refusal("417", "The wallet cannot pay.");
}

const shortages = { api: "412", dealer: "415", store: "416" } as const;

async function replyTo(host: SimulatorHost, order: Order): Promise<Ending> {
  const suffers = (fault: Fault): boolean => order.faults.includes(fault);
  if (suffers("callback_early")) await callBack(host, callbackOf(completeOrder(host, order)));
  if (suffers("reply_lost")) return "reset";
  if (suffers("reply_never_comes")) return "hang";
  if (suffers("page_with_order")) return page(500);
  if (suffers("empty_reply")) return reply(host, {});
  if (suffers("number_only_reply")) return reply(host, { ORDER_ID: order.order_id });
  if (suffers("refused_with_order")) throw new Refusal("410", "The order was made all the same.");
  return replyWithState(host, order);
}
