import type { SimulatorHost } from "../../../connector/simulator.ts";
import { codeAfterTheHour, familyOf, isFinal, type OrderCode } from "./code-table.ts";
import { cancelOrder, completeOrder, moveTo } from "./endings.ts";
import { deliver, judge, reactionTo } from "./operator.ts";
import { type Order, putOrder } from "./order.ts";
import { duration } from "./settings.ts";
import type { Reaction } from "./subscribers.ts";

/** One handing over of an order to its operator, counted from 0. */
export interface Try {
  readonly number: number;
  readonly reaction: Reaction;
}

/** An answer that is too late comes so long after the provider has stopped waiting. */
const TOO_LATE_BY_MS = 30_000;

/** Hands the order to its operator, for the first time (0) or once more. */
export function tryOrder(host: SimulatorHost, order: Order, number: number): void {
  if (order.tries !== number || isFinal(order.code)) return;
  const reaction = reactionTo(host, order);
  const begun: Order = { ...order, tries: number + 1 };
  if (happensBeforeSending(reaction)) {
    land(host, begun, reaction);
    return;
  }
  const sent = moveTo(host, { ...begun, in_flight: number }, number === 0 ? "300" : order.code);
  awaitAnswer(host, sent, { number, reaction });
}

/** The operator has answered, perhaps too late. */
export function hear(host: SimulatorHost, order: Order, { number, reaction }: Try): void {
  const looks = reaction === "usual" || reaction === "slow" || reaction === "late";
  const code = looks ? judge(host, order) : reaction;
  if (code === "silent" || code === "vends_silently") return;
  if (order.in_flight === number) land(host, order, code);
  else if (code === "200") hearLateSuccess(host, order);
}

/** Nobody has answered in time. The code is the same again after a retry that nobody answered. */
export function endWindow(host: SimulatorHost, order: Order, number: number): void {
  if (order.in_flight !== number) return;
  const left: Order = { ...order, in_flight: null };
  if (order.cancel_wanted) cancelOrder(host, left, "500");
  else awaitRetry(host, moveTo(host, left, "201"));
}

function happensBeforeSending(reaction: Reaction): reaction is "100" | "199" | "501" | "506" {
  return reaction === "100" || reaction === "199" || reaction === "501" || reaction === "506";
}

function awaitAnswer(host: SimulatorHost, order: Order, made: Try): void {
  const { order_id } = order;
  const window_ms = duration(host, "operator_window_ms");
  const after_ms = answerAfter(host, made.reaction, window_ms);
  if (after_ms === null) host.note("The operator does not answer.");
  else host.schedule(host.now() + after_ms, { do: "hear", order_id, ...made });
  host.schedule(host.now() + window_ms, { do: "end_window", order_id, number: made.number });
  if (made.reaction === "vends_silently") deliver(host, order);
}

/** Null for an operator that says nothing. */
function answerAfter(host: SimulatorHost, reaction: Reaction, window_ms: number): number | null {
  switch (reaction) {
    case "silent":
    case "vends_silently":
      return null;
    case "slow":
      return Math.floor(window_ms / 2);
    case "late":
      return window_ms + TOO_LATE_BY_MS;
    default:
      return duration(host, "answer_after_ms");
  }
}

/** The order gets the code that a try has led to. */
function land(host: SimulatorHost, order: Order, code: OrderCode): void {
  const landed: Order = { ...order, in_flight: null };
  if (code === "200") completeOrder(host, landed);
  else if (order.cancel_wanted) cancelOrder(host, landed, "500");
  else if (familyOf(code) === "cancelled") cancelOrder(host, landed, code);
  else if (familyOf(code) === "on_hold") awaitRetry(host, moveTo(host, landed, code));
  else stayUnexplained(host, landed, code);
}

/** 199, 299, 399 and 499: nothing more happens until people look into it. What is filed as completed was delivered. */
function stayUnexplained(host: SimulatorHost, order: Order, code: OrderCode): void {
  const moved = moveTo(host, order, code);
  if (familyOf(code) === "completed") deliver(host, moved);
}

/** A success that the provider did not wait for still counts, unless the order has ended meanwhile. */
function hearLateSuccess(host: SimulatorHost, order: Order): void {
  if (!isFinal(order.code)) {
    completeOrder(host, { ...order, in_flight: null });
  } else if (!order.delivered) {
    host.note("The operator delivers what the provider has cancelled, and nobody is told.");
    deliver(host, order);
  }
}

/** Retries are counted from the moment at which the order first was at 201 or 6xx. */
function awaitRetry(host: SimulatorHost, order: Order): void {
  const hour_from_ms = order.hour_from_ms ?? host.now();
  const waiting = putOrder(host, { ...order, hour_from_ms });
  const after_ms = order.tries * duration(host, "retry_every_ms");
  if (after_ms > duration(host, "retry_for_ms")) {
    cancelOrder(host, waiting, codeAfterTheHour(order.code));
  } else {
    const task = { do: "try", order_id: order.order_id, number: order.tries };
    host.schedule(hour_from_ms + after_ms, task);
  }
}
