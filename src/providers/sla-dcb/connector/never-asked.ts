import type { Calls } from "../../../connector/connector.ts";
import { aboutTheQuestion } from "../../../connector/finding.ts";
import type { SlaConfig } from "../config.ts";
import { findingOf } from "./findings.ts";

/**
 * The inquiry is documented for charges alone. Whether a refund's transaction id names the refund or its charge is not
 * said, and an answer about the charge would be mistaken for money that went back.
 */
export const neverAsked: Pick<Calls<SlaConfig>, "inquire" | "readInquiry"> = {
  inquire: () => "cannot_ask",
  readInquiry: ({ status }, known) => {
    const heard = { evidence: "inquiry", call: "inquiry", http_status: status, order: known } as const;
    return aboutTheQuestion(findingOf({ says: "nothing" }, heard));
  },
};
