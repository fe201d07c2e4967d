import type { SimulatorHost } from "../../../connector/simulator.ts";

/** Everything that can be made to go wrong: for every push by the setting of the same name, for one by a magic number. */
export const faults = {
  aggregator_fails_before_push: "True: initiate answers INTERNAL_ERROR, and nothing reaches the phone.",
  aggregator_fails_after_push: "True: initiate answers INTERNAL_ERROR although the prompt is on its way.",
  mpesa_down:
    "True: M-Pesa cannot be reached; initiate answers MPESA_UNAVAILABLE, as does a query of an open push.",
  mpesa_late: "True: M-Pesa starts the push only after initiate has answered TIMEOUT_ERROR.",
  mpesa_silent:
    "True: M-Pesa loses the push; initiate answers TIMEOUT_ERROR and nothing reaches the phone. So does a query of an open push.",
  prompt_not_sent: "True: M-Pesa cannot send the prompt; result 1025.",
  dialogue_expires: "True: a prompt that nobody answers ends with result 1019 instead of 1037.",
  answer_lost: "True: what the payer answers is lost on its way; result 1036, no charge.",
  slow_core: "True: M-Pesa needs another half minute after the right PIN; a query says 4999 meanwhile.",
  core_fails: "True: after the right PIN M-Pesa fails with result 9999, no charge.",
  late_success:
    "True: a payer who let the prompt expire (1037) approves it later all the same; then result 0.",
  wrong_amount: "True: M-Pesa debits one shilling more than was asked for, and says so in the metadata.",
  webhook_lost: "True: no result is sent; only a query tells it.",
  webhook_twice: "True: each result is sent twice, byte for byte.",
  webhook_altered: "True: the body is altered after it was signed, so the signature does not fit.",
} as const;

export type Fault = keyof typeof faults;

/** What is switched on for everybody at the moment. */
export function faultsForAll(host: SimulatorHost): readonly Fault[] {
  return (Object.keys(faults) as Fault[]).filter((fault) => host.setting(fault) === true);
}
