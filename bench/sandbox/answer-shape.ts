/** What initiate answers, with names that each contestant makes up in its own way. */
export function acceptedAnswer(name: string): Readonly<Record<string, string>> {
  return {
    MerchantRequestID: `6e1f-4c52-9b0a-${name}`,
    CheckoutRequestID: `ws_CO_${name}`,
    ResponseCode: "0",
    ResponseDescription: "Success. Request accepted for processing",
    CustomerMessage: "Success. Request accepted for processing",
    request_id: `REQ_${name}`,
  };
}
