/** The call that is measured. */

export const path = "/api/v1/initiate";

/** The seeded account of the simulator. */
export const account = {
  apikey: "pk_0000000000000000000000000000000000000001",
  linkid: "sc_0000000000000000000000000001",
} as const;

/** What is answered, with the names that each contestant gives in its own way. */
export function acceptedAnswer(names: {
  readonly merchant: string;
  readonly push: string;
  readonly request: string;
}): Readonly<Record<string, string>> {
  return {
    MerchantRequestID: `6e1f-4c52-9b0a-${names.merchant}`,
    CheckoutRequestID: `ws_CO_${names.push}`,
    ResponseCode: "0",
    ResponseDescription: "Success. Request accepted for processing",
    CustomerMessage: "Success. Request accepted for processing",
    request_id: `REQ_${names.request}`,
  };
}
