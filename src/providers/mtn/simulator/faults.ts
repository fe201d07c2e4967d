import type { SimulatorHost } from "../../../connector/simulator.ts";

/** Everything that can go wrong around money: for every call by the setting of the same name, for one phone by a magic number. */
export const faults = {
  request_lost: "True: the connection breaks before anything has happened.",
  reply_lost: "True: the connection breaks after the operation was taken.",
  reply_never_comes: "True: the operation is taken and the call is never answered.",
  reply_without_body: "True: the operation is taken, and the answer is an empty 204.",
  unknown_error: "True: a refill is carried out, and the answer has HTTP status 999.",
  status_late: "True: a payment is unknown to the status call for half a minute.",
  fulfilment_fails: "True: the money moves, and the goods do not come.",
  late_approval: "True: half a minute after the prompt has gone, the payer's approval arrives and counts.",
  reversed_later: "True: ten minutes after its success MTN reverses a payment.",
  callback_lost: "True: no callback comes.",
  callback_twice: "True: every callback comes twice.",
  callback_late: "True: a callback comes ten minutes late.",
  callback_early: "True: the payer approves, and the callback comes, before the answer that says Pending.",
  callback_wrong: "True: the callback says the opposite of what happened.",
  callback_forged: "True: right after the acceptance somebody else claims success at the callback URL.",
} as const;

export type Fault = keyof typeof faults;

/** What is switched on for everybody at the moment. */
export function faultsForAll(host: SimulatorHost): readonly Fault[] {
  return (Object.keys(faults) as Fault[]).filter((fault) => host.setting(fault) === true);
}
