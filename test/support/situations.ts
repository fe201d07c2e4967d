import type { Operation, Terms } from "../../src/core/operation.ts";
import { found, says } from "./messages.ts";
import { AMOUNT_MINOR, afterwards, born, HOUR, newOperation, SECOND, type Untimed } from "./operations.ts";

const began: Untimed = { type: "attempt_began" };
const beganAsking: Untimed = { type: "attempt_began", only_confirm_charges: true };
const silent: Untimed = { type: "attempt_silent", cause: "timed out" };
const refusedAsDown = found("answer", says.down);
const prompted = found("answer", says.prompt);
const reserved = found("callback", says.reserved);
const deadline: Untimed = { type: "deadline_passed" };
const cancel: Untimed = { type: "cancel_asked" };
const resolve: Untimed = { type: "resolve_asked" };
const taken = found("answer", says.working);
const disputed = [began, taken, resolve, found("inquiry", says.waiting), began] as const;
const capture: Untimed = { type: "capture_asked" };
const otherAmount = found("callback", says.completed, { amount_minor: AMOUNT_MINOR - 1n });

const withCancel = { can_cancel: true };
const twoSteps = { capture: "manual", can_cancel: true } as const;
const knownAgain = { ...twoSteps, repeatable: ["capture", "cancel"] } as const;
const lostCapture = [began, reserved, capture, began, silent, found("inquiry", says.reserved)] as const;
const neverAsked = { inquiry: "never" } as const;
const askedByTheirs = { inquiry: "after_answer" } as const;

/** Where an operation can stand, each reached by the shortest history that leads there. */
export const situations: readonly (readonly [
  name: string,
  terms: Partial<Terms>,
  history: readonly Untimed[],
])[] = [
  ["created", {}, []],
  ["queued, phone is busy", {}, [{ type: "held", because: "phone_locked", until: born + 90 * SECOND }]],
  ["queued, was refused", {}, [began, refusedAsDown]],
  ["queued, gateway is cut off", {}, [began, { type: "attempt_not_sent", cause: "connection refused" }]],
  ["processing, sending", {}, [began]],
  ["processing, sending the last time", { resubmit_after: [] }, [began]],
  ["processing, taken", {}, [began, found("answer", says.working)]],
  ["processing, silent", {}, [began, silent]],
  ["processing, silent, cannot be asked", askedByTheirs, [began, silent]],
  ["processing, to be confirmed", {}, [began, found("callback", says.no_response)]],
  [
    "processing, taken at the second attempt",
    {},
    [began, refusedAsDown, began, found("answer", says.working, { attempt: 2 })],
  ],
  ["processing, disputed", withCancel, [began, taken, resolve]],
  ["processing, disputed, cancel planned", withCancel, disputed.slice(0, -1)],
  ["processing, disputed, cancel sending", withCancel, disputed],
  [
    "processing, disputed, asked again",
    withCancel,
    [...disputed, found("answer", says.withdrawn_perhaps, { attempt: 2 })],
  ],
  ["processing, in doubt", {}, [began, taken, found("inquiry", says.unheard)]],
  ["awaiting_payer", withCancel, [began, prompted]],
  ["awaiting_payer, never asked", neverAsked, [began, prompted]],
  ["awaiting_payer, PIN", { challenge: "pin" }, [began, prompted]],
  ["awaiting_payer, PIN sending", { challenge: "pin" }, [began, prompted, { type: "confirm_asked" }, began]],
  ["awaiting_payer, PIN that alone charges", { challenge: "pin" }, [beganAsking, prompted]],
  [
    "awaiting_payer, PIN that alone charges, sending",
    { challenge: "pin" },
    [beganAsking, prompted, { type: "confirm_asked" }, began],
  ],
  ["awaiting_payer, PIN perhaps not sent", { challenge: "pin", inquiry: "never" }, [beganAsking, silent]],
  ["awaiting_payer, cancel planned", withCancel, [began, prompted, cancel]],
  ["awaiting_payer, cancel sending", withCancel, [began, prompted, cancel, began]],
  ["reserved", twoSteps, [began, reserved]],
  ["reserved, looked after", { ...twoSteps, held_check_every: HOUR }, [began, reserved]],
  ["reserved, capture sending", twoSteps, [began, reserved, capture, began]],
  ["processing, capture silent", twoSteps, [began, reserved, capture, began, silent]],
  ["processing, lost capture planned again", knownAgain, lostCapture],
  ["processing, lost capture sending again", knownAgain, [...lostCapture, began]],
  ["in_reconciliation, ladder used up", { inquiry_at: [], can_cancel: true }, [began, silent, deadline]],
  ["in_reconciliation, cannot be asked", askedByTheirs, [began, silent, deadline]],
  ["in_reconciliation, other amount", {}, [began, otherAmount]],
  ["in_reconciliation, contradiction", {}, [found("callback", says.completed)]],
  ["succeeded", {}, [began, found("answer", says.completed)]],
  [
    "succeeded, at the second attempt",
    {},
    [began, refusedAsDown, began, found("answer", says.completed, { attempt: 2 })],
  ],
  ["succeeded, denied", {}, [began, found("answer", says.completed), found("callback", says.declined)]],
  ["failed", {}, [began, found("answer", says.declined)]],
  ["failed after silence", neverAsked, [began, silent, found("callback", says.declined)]],
  ["failed after doubt", {}, [began, found("answer", says.unheard), found("inquiry", says.declined)]],
  ["failed, contradicted", {}, [began, found("answer", says.declined), found("callback", says.completed)]],
  ["cancelled", {}, [cancel]],
  [
    "cancelled, contradicted",
    withCancel,
    [
      began,
      prompted,
      cancel,
      began,
      found("answer", says.withdrawn, { attempt: 2 }),
      found("callback", says.completed),
    ],
  ],
];

export function reach([, terms, history]: (typeof situations)[number]): Operation {
  return afterwards(newOperation(terms), ...history);
}
