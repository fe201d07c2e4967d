/** What running parts report of themselves. Holds no secret, no phone number and no URL of a provider. */
export type Observation =
  | {
      readonly type: "provider_call";
      readonly provider: string;
      readonly call: string;
      readonly end: string;
      readonly milliseconds: number;
    }
  /** A code that no row and no range rule knows: somebody should write one. */
  | { readonly type: "unmapped_code"; readonly provider: string; readonly code: string }
  | { readonly type: "status_reached"; readonly provider: string; readonly status: string }
  | { readonly type: "callback_taken"; readonly provider: string; readonly verdict: string }
  | { readonly type: "delivery_tried"; readonly result: string; readonly milliseconds: number }
  /** By what a receiver said; the merchant can enable it again. */
  | { readonly type: "endpoint_disabled"; readonly endpoint: string; readonly because: string }
  /** Something that must not happen did; the work goes on with the rest. */
  | { readonly type: "fault"; readonly where: string; readonly error: unknown };

export type Observe = (observation: Observation) => void;
