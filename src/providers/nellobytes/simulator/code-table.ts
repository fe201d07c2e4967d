/** The codes that an order can have, with the provider's remarks. 521 is none of them: it is an answer to Cancel. */
const remarks = {
  "100": "Awaiting Processing",
  "199": "Unspecified Error",
  "300": "Awaiting Network Response",
  "399": "Unspecified Error",
  "200": "Success",
  "201": "Network Unresponsive",
  "299": "Unspecified Error",
  "499": "Unspecified Error",
  "600": "Network Error",
  "601": "Your request cannot be processed at this time",
  "602": "Your account has been credited back for failed Txn",
  "603": "the process failed",
  "604": "Transaction Failure",
  "605": "Failed recharge",
  "606": "By APIUser",
  "699": "Unspecified Error",
  "500": "By APIUser",
  "501": "By Server",
  "506": "Server Busy",
  "507": "Network Error",
  "508": "Your request cannot be processed at this time",
  "509": "Your account has been credited back for failed Txn",
  "510": "the process failed",
  "511": "Transaction Failure",
  "512": "request is not valid",
  "513": "Failed recharge",
  "514": "Transaction rejected",
  "515": "The receivers account is in the wrong state",
  "516": "is not a valid MTN Subscriber",
  "517": "is not eligible for this offer",
  "518": "the subscriber you are trying to Buy data for is not eligible",
  "519": "You already have a Data Plan yet to be activated",
  "520": "you are not gifting to a valid Globacom user",
  "599": "Unspecified Error",
  // Not on the provider's page, but met; nobody has published its remark.
  "899": "",
} as const;

export type OrderCode = keyof typeof remarks;

export function isOrderCode(text: string): text is OrderCode {
  return Object.hasOwn(remarks, text);
}

export type Family = "received" | "completed" | "processed" | "error" | "cancelled" | "on_hold" | "refunded";

const families: Readonly<Record<string, Family>> = {
  "1": "received",
  "2": "completed",
  "3": "processed",
  "4": "error",
  "5": "cancelled",
  "6": "on_hold",
  "8": "refunded",
};

export function familyOf(code: OrderCode): Family {
  return families[code.charAt(0)] ?? "error";
}

const words: Readonly<Record<Family, string>> = {
  received: "ORDER_RECEIVED",
  completed: "ORDER_COMPLETED",
  processed: "ORDER_PROCESSED",
  error: "ORDER_ERROR",
  cancelled: "ORDER_CANCELLED",
  on_hold: "ORDER_ONHOLD",
  refunded: "ORDER_REFUNDED",
};

/** The word beside the number. */
export function statusOf(code: OrderCode): string {
  return words[familyOf(code)];
}

/** Nothing more happens to it, but for a refund of what was completed. */
export function isFinal(code: OrderCode): boolean {
  return code === "200" || familyOf(code) === "cancelled" || familyOf(code) === "refunded";
}

/** What becomes of an order when its hour is over: each remark of a held one has its twin among the cancelled. */
export function codeAfterTheHour(code: OrderCode): OrderCode {
  const twins: { readonly [code in OrderCode]?: OrderCode } = {
    "600": "507",
    "601": "508",
    "602": "509",
    "603": "510",
    "604": "511",
    "605": "513",
    "606": "500",
    "699": "599",
  };
  return twins[code] ?? "501";
}

/** Six remarks are the middle of what an operator says, and come with the rest of the sentence. */
export function remarkOf(code: OrderCode, mobile_number: string): string {
  const remark = remarks[code];
  switch (code) {
    case "516":
    case "517":
      return `${international(mobile_number)} ${remark}.`;
    case "518":
      return `Sorry, ${remark}.`;
    case "515":
    case "519":
      return `${remark}.`;
    case "520":
      return `Dear customer, ${remark}.`;
    default:
      return remark;
  }
}

/** A local number as operators write it. */
export function international(mobile_number: string): string {
  return `234${mobile_number.slice(1)}`;
}
