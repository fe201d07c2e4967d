import { defineCodes } from "../../catalogue/row.ts";
import { accessErrors } from "./codes/access-errors.ts";
import { acknowledgements } from "./codes/acknowledgements.ts";
import { consentErrors } from "./codes/consent-errors.ts";
import { messageErrors } from "./codes/message-errors.ts";
import { redirectMessages, waysBack } from "./codes/redirect-messages.ts";
import { requestErrors } from "./codes/request-errors.ts";
import { subscriptionErrors } from "./codes/subscription-errors.ts";
import { subscriptionStates } from "./codes/subscription-states.ts";
import { transactionStatuses } from "./codes/transaction-statuses.ts";

/** Which paths of theirs stand behind our calls is told in the README. */
export const codes = defineCodes({
  provider: "sla-dcb",
  name: "SLA Digital carrier billing",
  rows: [
    ...acknowledgements,
    ...accessErrors,
    ...requestErrors,
    ...consentErrors,
    ...subscriptionErrors,
    ...messageErrors,
    ...redirectMessages,
    ...waysBack,
    ...transactionStatuses,
    ...subscriptionStates,
  ],
  // The numbering has a gap (2020), and a code that fills it may mean anything, so no family is guessed from its digits.
  ranges: [],
  // The one-off charge asks for a correlator that guards against duplicates (https://docs.sla-alacrity.com/docs/one-off-charge).
  deduplicates: ["submit", "confirm"],
});
