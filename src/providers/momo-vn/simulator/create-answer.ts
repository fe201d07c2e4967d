import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Call, Reply } from "./call.ts";
import type { Fault } from "./faults.ts";
import { linksTo } from "./links.ts";
import type { Order } from "./order.ts";
import { messageOf } from "./result-codes.ts";
import { choice } from "./settings.ts";
import { sign } from "./signatures.ts";

/** Links for the payer, or whatever a fault makes of the answer. */
export function answerToCreate(host: SimulatorHost, call: Call, order: Order): Reply {
  if (order.faults.includes("says_98_although_open")) return { code: 98, fields: { amount: order.amount } };
  if (order.faults.includes("says_99_although_open")) return { code: 99, fields: { amount: order.amount } };
  const fields = { amount: order.amount, ...linksTo(host, order, call.base_url) };
  return { code: 0, fields: { ...fields, ...signatureOver(host, call, fields) }, ...troubleOf(order) };
}

const troubles = {
  answer_lost: "connection_breaks",
  answer_never_comes: "never_comes",
  page_with_order: "page_instead",
  slow_answer: "slow",
} as const satisfies Partial<Record<Fault, Reply["trouble"]>>;

function troubleOf({ faults }: Order): Pick<Reply, "trouble"> {
  const [, trouble] = Object.entries(troubles).find(([fault]) => faults.includes(fault as Fault)) ?? [];
  return trouble === undefined ? {} : { trouble };
}

/** Documented in two forms, and in no recorded answer. */
function signatureOver(
  host: SimulatorHost,
  { account, fields, lang }: Call,
  own: Readonly<Record<string, string | number>>,
): { readonly signature?: string } {
  const form = choice(host, "signed_create");
  if (form === "no") return {};
  const answer = {
    ...fields,
    ...own,
    message: messageOf(0, lang),
    responseTime: host.now(),
    resultCode: 0,
  };
  return { signature: sign(`created_${form}`, answer, account) };
}
