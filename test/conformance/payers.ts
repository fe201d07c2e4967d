import type { Capabilities } from "../../src/connector/provider.ts";
import type { OperationKind } from "../../src/core/operation.ts";

/**
 * How the people of each provider behave in its sandbox, as far as neither its declaration nor its simulator says so. The
 * checks know no provider: whatever they need of one alone stands here.
 */
export interface Payers {
  /** A number of ordinary people, which are many: `#` stands for a digit. */
  readonly numbers: string;
  /** What the provider answers that takes no more calls just now; left out where its codes know no such answer. */
  readonly busy?: Busy;
  readonly ways: Readonly<Partial<Record<OperationKind, readonly Habits[]>>>;
}

export type Busy =
  /** Settings of the simulator that make it so. */
  | { readonly settings: Readonly<Record<string, number>> }
  | {
      readonly answer: {
        readonly status: number;
        readonly headers: Readonly<Record<string, string>>;
        readonly body: string;
      };
    };

/** One way in which an operation of one kind goes. */
export interface Habits {
  /** Tells it from other ways of the same kind. */
  readonly by?: string;
  /** In what the merchant's request differs from the declared example. */
  readonly wishes?: Readonly<Record<string, unknown>>;
  /** Left out: as the provider declares. */
  readonly challenge?: Capabilities["payer_challenge"];
  /** The simulator's name of the call that charges, and of its message about the outcome; null where it sends none. */
  readonly charges: string;
  readonly tells: string | null;
  /** The simulator's name of a case in which the charge is refused, and of one in which the payer never answers. */
  readonly refused: string;
  readonly stays_away?: string;
  /** The call that charges follows the payer's agreement; left out: it goes before. */
  readonly agrees_first?: true;
  /** What the payer fills into the page's fields; `number` and `pin` stand for their own. Left out: only a click. */
  readonly fills?: Readonly<Record<string, string>>;
  /** A word in the address that the page's button of refusal leads to. */
  readonly refuses_at?: string;
}

export const payers: Readonly<Record<string, Payers>> = {
  "mpesa-ke": {
    numbers: "+25472100####",
    busy: { answer: { status: 429, headers: { "retry-after": "17" }, body: "" } },
    ways: {
      payment: [
        {
          charges: "initiate",
          tells: "result",
          refused: "cancels",
          stays_away: "does_not_answer",
        },
      ],
    },
  },
  nellobytes: {
    numbers: "+23480310#####",
    ways: { topup: [{ charges: "airtime", tells: "callback", refused: "code_511" }] },
  },
  "momo-vn": {
    numbers: "+8491310####",
    ways: {
      payment: [
        {
          charges: "create",
          tells: "notification",
          refused: "no_money",
          stays_away: "does_not_answer",
          refuses_at: "refuse",
        },
      ],
      refund: [{ charges: "refund", tells: null, refused: "refund_not_possible" }],
    },
  },
  mtn: {
    numbers: "+2783207####",
    busy: { settings: { app_calls_per_second: 0, app_calls_at_once: 0 } },
    ways: {
      payment: [
        {
          by: "wallet",
          charges: "pay",
          tells: "callback",
          refused: "declines",
          stays_away: "prompt_expires",
        },
        {
          by: "airtime",
          wishes: { amount: { value: "10.50", currency: "ZAR" }, provider_options: { method: "airtime" } },
          challenge: "none",
          charges: "pay",
          tells: "callback",
          refused: "no_money",
        },
      ],
      topup: [{ charges: "refill", tells: null, refused: "barred" }],
      refund: [{ charges: "pay", tells: "callback", refused: "barred" }],
    },
  },
  "sla-dcb": {
    numbers: "+234809500####",
    busy: { settings: { rate_limit: 0 } },
    ways: {
      payment: [
        {
          by: "PIN",
          charges: "charge",
          tells: null,
          refused: "insufficient_funds",
          agrees_first: true,
        },
        {
          by: "checkout",
          wishes: { provider_options: { flow: "checkout" } },
          challenge: "redirect",
          charges: "charge",
          tells: null,
          refused: "insufficient_funds",
          agrees_first: true,
          fills: { msisdn: "number", pin: "pin", confirm: "on" },
          refuses_at: "cancel",
        },
      ],
      refund: [{ charges: "refund", tells: null, refused: "no_account" }],
      message: [{ charges: "sms", tells: null, refused: "sms_refused" }],
    },
  },
};
