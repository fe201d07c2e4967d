import type { MagicValue } from "../../../connector/simulator.ts";
import type { Fault } from "./faults.ts";
import type { RefusalCode } from "./refusal.ts";
import type { Reaction, Subscriber } from "./subscribers.ts";

interface Magic {
  readonly effect: string;
  readonly code: string | null;
  /** How this line differs from an ordinary one: the cause of the effect. */
  readonly line: Partial<Subscriber>;
}

/** The last three digits are the code. Where no cause is given, the operator or the provider just has that mood. */
const linesByCode: Readonly<Record<string, Magic>> = {
  "08030000100": reacts("100", ["100"], "Stays in the queue until it is cancelled."),
  "08030000199": reacts("199", ["199"], "Stays at 199; it can be cancelled."),
  "08030000200": suffers("200", "completed_at_once", "The reply says 200 already."),
  "08030000201": reacts("201", ["silent"], "The operator is silent for the whole hour: 201, in the end 501."),
  "08030000299": reacts("299", ["299"], "Stays at 299; the recipient has got it."),
  "08030000300": reacts("300", ["300"], "Stays at 300."),
  "08030000399": reacts("399", ["399"], "Stays at 399; the recipient has got nothing."),
  "08030000410": refused("410", "Refused, and there is no order."),
  "08030000411": refused("411", "Refused, and there is no order."),
  "08030000412": refused("412", "Refused as if the provider's own account were short."),
  "08030000413": refused("413", "Refused as if the account had no API for it."),
  "08030000414": refused("414", "Refused as if the account could not pay from a wallet."),
  "08030000415": refused("415", "Refused as if the dealer above the account were short."),
  "08030000416": refused("416", "Refused as if the store above the account were short."),
  "08030000417": refused("417", "Refused as if the wallet could not pay."),
  "08030000499": refused("499", "Refused, and there is no order."),
  "08030000501": reacts("501", ["501"], "Cancelled by the provider before it was sent."),
  "08030000506": suffers("506", "server_busy", "Cancelled by the provider before it was sent."),
  "08030000507": reacts("507", ["507"], "Cancelled without a retry."),
  "08030000508": reacts("508", ["508"], "Cancelled without a retry."),
  "08030000509": reacts("509", ["509"], "Cancelled without a retry."),
  "08030000510": reacts("510", ["510"], "Cancelled without a retry."),
  "08030000511": reacts("511", ["511"], "Cancelled without a retry."),
  "08030000512": reacts("512", ["512"], "Cancelled without a retry."),
  "08030000513": reacts("513", ["513"], "Cancelled without a retry."),
  "08030000514": reacts("514", ["514"], "Cancelled without a retry."),
  "08030000515": { code: "515", effect: "A line that is barred.", line: { barred: true } },
  "08030000516": { code: "516", effect: "Has moved from MTN to Airtel.", line: { network: "04" } },
  "08030000517": reacts("517", ["517"], "May have no offer, and no airtime either."),
  "08030000518": { code: "518", effect: "Cannot have data; airtime it can.", line: { takes_data: false } },
  "08030000519": {
    code: "519",
    effect: "Has a data plan waiting and can have no other; airtime it can.",
    line: { plan_waits_until_ms: Number.MAX_SAFE_INTEGER },
  },
  "08050000520": { code: "520", effect: "Has moved from Glo to MTN.", line: { network: "01" } },
  "08030000522": suffers("522", "callback_unlisted_code", "Completes; the callback has a code off the list."),
  "08030000599": reacts("599", ["599"], "Cancelled without a retry."),
  "08030000600": reacts("600", ["600"], "On hold for the whole hour, in the end 507."),
  "08030000601": reacts("601", ["601"], "On hold for the whole hour, in the end 508."),
  "08030000602": reacts("602", ["602"], "On hold for the whole hour, in the end 509."),
  "08030000603": reacts("603", ["603"], "On hold for the whole hour, in the end 510."),
  "08030000604": reacts("604", ["604"], "On hold for the whole hour, in the end 511."),
  "08030000605": reacts("605", ["605"], "On hold for the whole hour, in the end 513."),
  "08030000606": reacts("606", ["606"], "On hold for the whole hour, in the end 500."),
  "08030000699": reacts("699", ["699"], "On hold for the whole hour, in the end 599."),
  "08030000899": suffers("899", "refunded_later", "Completes, and is refunded ten minutes later."),
};

/** Silent from the first try to the last but one; the last has an answer that comes after the cancellation. */
const tooLateForTheHour: readonly Reaction[] = [
  ...Array.from({ length: 12 }, () => "silent" as const),
  "late",
];

/** The last three digits are a code on the way, or the one at the end. */
const linesWithAStory: Readonly<Record<string, Magic>> = {
  "08030001201": reacts("200", ["silent", "usual"], "201, then the first retry succeeds."),
  "08030002201": reacts(
    "200",
    ["silent", "silent", "silent", "usual"],
    "201, then the third retry succeeds.",
  ),
  "08030003201": reacts(
    "200",
    ["late"],
    "201, then the operator says yes to the first try, half a minute late.",
  ),
  "08030004201": reacts(
    "501",
    ["vends_silently", "silent"],
    "The recipient gets it with the first try and nobody hears of it: 201 for the hour, then 501.",
  ),
  "08030005201": reacts("200", ["silent", "600", "usual"], "201, then 600, then success."),
  "08030001501": reacts("501", tooLateForTheHour, "201 for the hour, then 501; then the operator delivers."),
  "08030001519": reacts(
    "519",
    ["vends_silently", "usual"],
    "The first try delivers and nobody hears of it; with data plan 1000.01 the retry finds that plan waiting: 519.",
  ),
  "08030001600": reacts("200", ["600", "usual"], "600, then the first retry succeeds."),
  "08030002600": reacts("200", ["600", "silent", "usual"], "600, then 201, then success."),
  "08030001602": reacts("200", ["602", "usual"], "602, then the first retry succeeds."),
  "08030001606": reacts(
    "606",
    ["600", "slow"],
    "600; a Cancel in the half minute after a retry has begun is answered with 606 and loses: 200.",
  ),
  "08030002606": {
    code: "500",
    effect: "As 08030001606, but the Cancel is answered with 500 before it loses.",
    line: { reactions: ["600", "slow"], faults: ["cancel_answered_early"] },
  },
  "08030001499": reacts("499", ["499"], "An order at ORDER_ERROR 499, which stays there."),
};

/** What goes wrong around an order that completes, or is none. */
const linesWithAFault: Readonly<Record<string, Magic>> = {
  "08030008001": suffers(null, "callback_lost", "Completes; no callback comes."),
  "08030008002": suffers(null, "callback_twice", "Completes; the callback comes twice."),
  "08030008003": suffers(null, "callback_late", "Completes; the callback comes ten minutes late."),
  "08030008004": suffers(null, "callback_early", "Completes; the callback comes before the reply."),
  "08030008005": {
    code: "511",
    effect: "Is cancelled; before that a forged callback claims a completion.",
    line: { reactions: ["511"], faults: ["callback_forged"] },
  },
  "08030008006": {
    code: null,
    effect: "600, 201, then success; a callback comes for each step.",
    line: { reactions: ["600", "silent", "usual"], faults: ["callback_at_every_change"] },
  },
  "08030009001": suffers(null, "reply_lost", "The connection breaks; the order completes."),
  "08030009002": suffers(null, "request_lost", "The connection breaks; there is no order."),
  "08030009003": suffers(null, "reply_never_comes", "No answer; the order completes."),
  "08030009010": suffers(null, "empty_reply", "The reply is {}; the order completes."),
  "08030009011": suffers(null, "number_only_reply", "The reply is an ORDER_ID alone; the order completes."),
  "08030009404": suffers(null, "query_late", "Unknown to Query for half a minute; completes."),
  "08030009410": suffers("410", "refused_with_order", "Refused; the order completes all the same."),
  "08030009500": suffers(null, "page_with_order", "An HTML page, status 500; the order completes."),
  "08030009503": suffers(null, "page_without_order", "An HTML page, status 503; there is no order."),
  "08030009701": {
    code: "511",
    effect: "Is cancelled; the money comes back ten minutes later.",
    line: { reactions: ["511"], faults: ["credit_back_late"] },
  },
  "08030009702": {
    code: "511",
    effect: "Is cancelled; the money does not come back.",
    line: { reactions: ["511"], faults: ["credit_back_missing"] },
  },
};

const lines: Readonly<Record<string, Magic>> = { ...linesByCode, ...linesWithAStory, ...linesWithAFault };

/** Undefined for an ordinary number. */
export function magicLine(mobile_number: string): Partial<Subscriber> | undefined {
  return Object.hasOwn(lines, mobile_number) ? lines[mobile_number]?.line : undefined;
}

export const magicNumbers: readonly MagicValue[] = Object.entries(lines).map(([value, { effect, code }]) => ({
  field: "MobileNumber",
  value,
  effect,
  code,
}));

export const magicAmounts: readonly MagicValue[] = [
  { field: "Amount", value: "150.50", effect: "Kobo, which an operator does not take.", code: "512" },
];

function refused(code: RefusalCode, effect: string): Magic {
  return { code, effect, line: { refused_with: code } };
}

function reacts(code: string, reactions: readonly Reaction[], effect: string): Magic {
  return { code, effect, line: { reactions } };
}

function suffers(code: string | null, fault: Fault, effect: string): Magic {
  return { code, effect, line: { faults: [fault] } };
}
