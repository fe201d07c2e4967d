import type { SimulatorHost } from "../../../connector/simulator.ts";

/** Everything that can go wrong around an order: for every one by the setting of the same name, for one by a magic number. */
export const faults = {
  request_lost: "True: the connection breaks before there is an order.",
  page_without_order: "True: an HTML page with status 502, and no order.",
  answer_lost: "True: the connection breaks after the order was opened.",
  answer_never_comes: "True: the order is opened and the call is never answered.",
  page_with_order: "True: an HTML page with status 500, although the order was opened.",
  slow_answer:
    "True: the answer comes 40 seconds late; the order is open meanwhile, and a repeated request gets 422 with 7000.",
  qr_fails: "True: the QR code cannot be made; 98, and the order is dead.",
  says_98_although_open: "True: the answer is 98, although the order was opened and can be paid.",
  says_99_although_open: "True: the answer is 99, although the order was opened and can be paid.",
  unknown_at_first: "True: a new order is unknown to the query for half a minute, 42.",
  unknown_error: "True: after the payer's confirmation the payment ends with 99.",
  slow_processing: "True: a confirmed payment stays at 7000, or at 7002 for a card, for ten minutes.",
  authorized_first: "True: a one-step payment is at 9000 for half a minute, and notified, before it is at 0.",
  hold_runs_out_early: "True: a two-step payment is released after one minute, 1003.",
  notification_lost: "True: no notification comes.",
  notification_twice: "True: each notification comes twice.",
  notification_late: "True: a notification comes ten minutes late.",
  notification_early: "True: the order is paid, and the notification comes, before the answer to create.",
  notification_altered: "True: a notification is altered after it was signed.",
  notification_wrong_amount: "True: a notification names another amount, and is rightly signed.",
  refund_fails: "True: refunds fail while they are processed, 1080.",
  refund_not_possible: "True: payments cannot be refunded, 1088.",
  refund_slow: "True: a refund is at 7002 for ten minutes before it is done.",
} as const;

export type Fault = keyof typeof faults;

/** What is switched on for everybody at the moment. */
export function faultsForAll(host: SimulatorHost): readonly Fault[] {
  return (Object.keys(faults) as Fault[]).filter((fault) => host.setting(fault) === true);
}
