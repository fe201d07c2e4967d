import type { RefusalCode } from "../refusal.ts";
import type { Reaction, Subscriber } from "../subscribers.ts";
import type { MagicLine } from "./magic-line.ts";

/** What happens to orders, and why: the operator's mood, or something about the line. */
type Case = readonly [effect: string, line: Partial<Subscriber>];

const cancelledByProvider = "Cancelled by the provider before it was sent.";

/** Numbers whose last three digits are the code. */
const cases: Readonly<Record<string, Case>> = {
  "08030000100": stays("Stays in the queue until it is cancelled.", "100"),
  "08030000199": stays("Stays at 199; it can be cancelled.", "199"),
  "08030000200": ["The reply says 200 already.", { faults: ["completed_at_once"] }],
  "08030000201": stays("The operator is silent for the whole hour: 201, in the end 501.", "silent"),
  "08030000299": stays("Stays at 299; the recipient has got it.", "299"),
  "08030000300": stays("Stays at 300.", "300"),
  "08030000399": stays("Stays at 399; the recipient has got nothing.", "399"),
  "08030000410": refused("410", "Refused, and there is no order."),
  "08030000411": refused("411", "Refused, and there is no order."),
  "08030000412": refused("412", "Refused as if the provider's own account were short."),
  "08030000413": refused("413", "Refused as if the account had no API for it."),
  "08030000414": refused("414", "Refused as if the account could not pay from a wallet."),
  "08030000415": refused("415", "Refused as if the dealer above the account were short."),
  "08030000416": refused("416", "Refused as if the store above the account were short."),
  "08030000417": refused("417", "Refused as if the wallet could not pay."),
  "08030000499": refused("499", "Refused, and there is no order."),
  "08030000501": stays(cancelledByProvider, "501"),
  "08030000506": [cancelledByProvider, { faults: ["server_busy"] }],
  "08030000507": cancelled("507"),
  "08030000508": cancelled("508"),
  "08030000509": cancelled("509"),
  "08030000510": cancelled("510"),
  "08030000511": cancelled("511"),
  "08030000512": cancelled("512"),
  "08030000513": cancelled("513"),
  "08030000514": cancelled("514"),
  "08030000515": ["A line that is barred.", { barred: true }],
  "08030000516": ["Has moved from MTN to Airtel.", { network: "04" }],
  "08030000517": stays("May have no offer, and no airtime either.", "517"),
  "08030000518": ["Cannot have data; airtime it can.", { takes_data: false }],
  "08030000519": [
    "Has a data plan waiting and can have no other; airtime it can.",
    { plan_waits_until_ms: Number.MAX_SAFE_INTEGER },
  ],
  "08050000520": ["Has moved from Glo to MTN.", { network: "01" }],
  "08030000522": ["Completes; the callback has a code off the list.", { faults: ["callback_unlisted_code"] }],
  "08030000599": cancelled("599"),
  "08030000600": held("600", "507"),
  "08030000601": held("601", "508"),
  "08030000602": held("602", "509"),
  "08030000603": held("603", "510"),
  "08030000604": held("604", "511"),
  "08030000605": held("605", "513"),
  "08030000606": held("606", "500"),
  "08030000699": held("699", "599"),
  "08030000899": ["Completes, and is refunded ten minutes later.", { faults: ["refunded_later"] }],
};

export const linesByCode: readonly MagicLine[] = Object.entries(cases).map(
  ([mobile_number, [effect, line]]) => {
    const code = mobile_number.slice(-3);
    return { mobile_number, name: `code_${code}`, effect, code, line };
  },
);

function stays(effect: string, reaction: Reaction): Case {
  return [effect, { reactions: [reaction] }];
}

function cancelled(code: Reaction): Case {
  return stays("Cancelled without a retry.", code);
}

function held(code: Reaction, end: string): Case {
  return stays(`On hold for the whole hour, in the end ${end}.`, code);
}

function refused(code: RefusalCode, effect: string): Case {
  return [effect, { refused_with: code }];
}
