/** The results that this M-Pesa gives, with its words. Only 0 is success; 4999 is not the end. */
export const resultTexts = {
  "0": "The service request is processed successfully.",
  "1": "The balance is insufficient for the transaction.",
  "17": "Rule limited",
  "1001": "Unable to lock subscriber, a transaction is already in process for the current subscriber",
  "1019": "Transaction has expired",
  "1025": "Error Occurred while sending push request.",
  "1032": "Request cancelled by user",
  "1036": "SMSC ACK timeout.",
  "1037": "DS timeout user cannot be reached",
  "2001": "The initiator information is invalid.",
  "9999": "Internal error occurred while executing the transaction.",
} as const;

export type ResultCode = keyof typeof resultTexts;

export const STILL_PROCESSING = { code: "4999", text: "The transaction is still under processing" } as const;
