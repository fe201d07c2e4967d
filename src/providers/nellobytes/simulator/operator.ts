import type { Json, SimulatorHost } from "../../../connector/simulator.ts";
import { isOrderCode, type OrderCode } from "./code-table.ts";
import { toKobo } from "./naira.ts";
import type { NetworkId } from "./networks.ts";
import { type Order, putOrder } from "./order.ts";
import { findPlan } from "./plans.ts";
import { putSubscriber, type Reaction, type Subscriber, subscriberOf } from "./subscribers.ts";

/** What the operator will make of the next try. */
export function reactionTo(host: SimulatorHost, order: Order): Reaction {
  if (order.faults.includes("server_busy")) return "506";
  const { reactions } = subscriberOf(host, order.mobile_number);
  if (reactions !== null) return reactions[Math.min(order.tries, reactions.length - 1)] ?? "usual";
  const set = host.setting("operator_answers");
  return reactionFrom(set) ?? reactionFrom(ofNetwork(set, order.network)) ?? "usual";
}

/** 200, or the code that says why not. */
export function judge(host: SimulatorHost, order: Order): OrderCode {
  const line = subscriberOf(host, order.mobile_number);
  if (line.network !== order.network) return foreignNumber[order.network];
  if (line.barred) return "515";
  return order.product === "data" ? judgePlan(host, order, line) : judgeAirtime(order);
}

/** As many as a phone keeps. */
const MESSAGES_MAX = 20;

/** Gives the recipient what was bought. An operator knows a try of an order that it has filled, and does not fill it twice. */
export function deliver(host: SimulatorHost, order: Order): Order {
  if (order.delivered) return order;
  const line = subscriberOf(host, order.mobile_number);
  const filled = order.product === "data" ? withPlan(host, line, order) : withAirtime(line, order);
  const message = { at_ms: host.now(), text: `You have received: ${order.label}.` };
  putSubscriber(host, { ...filled, messages: [...filled.messages.slice(1 - MESSAGES_MAX), message] });
  return putOrder(host, { ...order, delivered: true });
}

/** Two operators have a word of their own for a number that is not theirs. */
const foreignNumber = { "01": "516", "02": "520", "03": "514", "04": "514" } as const;

/** The provider takes kobo in an amount, an operator does not. */
function judgeAirtime(order: Order): OrderCode {
  return toKobo(BigInt(order.face)) % 100n === 0n ? "200" : "512";
}

function judgePlan(host: SimulatorHost, order: Order, line: Subscriber): OrderCode {
  if (!line.takes_data) return "518";
  if (kindOfPlan(order) === "chosen") return "517";
  return host.now() < line.plan_waits_until_ms ? "519" : "200";
}

function kindOfPlan({ network, plan_id }: Order): string | undefined {
  return plan_id === null ? undefined : findPlan(network, plan_id)?.kind;
}

function withAirtime(line: Subscriber, order: Order): Subscriber {
  return { ...line, airtime_kobo: String(BigInt(line.airtime_kobo) + toKobo(BigInt(order.face))) };
}

/** How long a recipient leaves a plan waiting. */
const ACTIVATED_AFTER_MS = 24 * 60 * 60 * 1000;

function withPlan(host: SimulatorHost, line: Subscriber, order: Order): Subscriber {
  return kindOfPlan(order) === "waits"
    ? { ...line, plan_waits_until_ms: host.now() + ACTIVATED_AFTER_MS }
    : line;
}

const wordsForReactions: readonly Reaction[] = ["usual", "slow", "late", "silent", "vends_silently"];

function reactionFrom(set: Json | undefined): Reaction | undefined {
  if (typeof set !== "string") return undefined;
  const possible = isOrderCode(set) && set !== "899";
  return possible ? set : wordsForReactions.find((word) => word === set);
}

function ofNetwork(set: Json | undefined, network: NetworkId): Json | undefined {
  if (typeof set !== "object" || set === null || Array.isArray(set)) return undefined;
  return Object.entries(set).find(([id]) => id === network)?.[1];
}
