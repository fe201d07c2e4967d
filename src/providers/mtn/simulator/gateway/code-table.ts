/** The page's table: each code with its words and the HTTP status to which it is mapped. 0000 stands alone below. */
export const errorCodes = {
  "1000": { status: 404, says: "User not found" },
  "1001": { status: 400, says: "Request error" },
  "1002": { status: 400, says: "Already subscribed" },
  "1003": { status: 400, says: "Already un-subscribed" },
  "1004": { status: 102, says: "Request pending" },
  "1005": { status: 500, says: "Retry" },
  "1007": { status: 500, says: "Operation timeout" },
  "1012": { status: 408, says: "Timeout" },
  "1013": { status: 429, says: "Request rate exceeded" },
  "2000": { status: 400, says: "Connection error" },
  "3000": { status: 503, says: "Service not available" },
  "3001": { status: 500, says: "System error" },
  "3003": { status: 408, says: "Timeout" },
  "3006": { status: 429, says: "Rate exceeded" },
  "4000": { status: 401, says: "Unauthorised" },
  "4001": { status: 405, says: "Not allowed" },
  "5000": { status: 400, says: "Invalid Parameters" },
  "5001": { status: 400, says: "Request failed" },
  "6000": { status: 403, says: "Billing failed" },
  "6001": { status: 403, says: "Insufficient funds" },
} as const;

export type ErrorCode = keyof typeof errorCodes;

export const SUCCESS = "0000";

export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === "string" && Object.hasOwn(errorCodes, text);
}

/** What HTTP calls the statuses of the table. */
export const statusNames: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};
