import type { SimulatorHost } from "../../../connector/simulator.ts";

/** Everything that can go wrong around an order: for every one by the setting of the same name, for one by a magic number. */
export const faults = {
  request_lost: "True: the connection breaks before there is an order.",
  reply_lost: "True: the connection breaks after the order was made; it can be found by its RequestID.",
  reply_never_comes: "True: the order is made and the call is never answered.",
  page_without_order: "True: an HTML page with status 503, and no order.",
  page_with_order: "True: an HTML page with status 500, although the order was made.",
  empty_reply: "True: the reply to an order is {}.",
  number_only_reply: "True: the reply to an order holds its number as ORDER_ID, and no state.",
  refused_with_order: "True: the reply is INVALID_API_ERROR1, although the order was made.",
  completed_at_once: "True: the reply to an order says 200 already.",
  server_busy: "True: an accepted order is cancelled with 506 before it goes to the operator.",
  query_late: "True: a new order is unknown to Query and Cancel for half a minute.",
  cancel_answered_early:
    "True: a Cancel that meets a retry on its way is answered with 500, before anybody knows how the retry ends.",
  credit_back_late: "True: the money of a cancelled order comes back ten minutes later.",
  credit_back_missing: "True: the money of a cancelled order does not come back.",
  refunded_later: "True: ten minutes after its completion an order is refunded, 899.",
  callback_lost: "True: no callback comes.",
  callback_twice: "True: every callback comes twice.",
  callback_late: "True: a callback comes ten minutes late.",
  callback_early: "True: the order completes, and its callback comes, before the reply that says 100.",
  callback_forged:
    "True: right after the acceptance somebody else calls the callback URL and claims a completion.",
  callback_at_every_change: "True: a callback comes for 100, 300, 201 and 6xx too.",
  callback_unlisted_code: "True: the callback of a completed order says 522.",
} as const;

export type Fault = keyof typeof faults;

/** What is switched on for everybody at the moment. */
export function faultsForAll(host: SimulatorHost): readonly Fault[] {
  return (Object.keys(faults) as Fault[]).filter((fault) => host.setting(fault) === true);
}
