/**
 * How the surfaces were chosen. The provider has one numbered list, but two kinds of body.
 *
 * An *order body* carries an order number and the state of that order. Its codes (1xx, 2xx, 3xx, 5xx, 6xx) are surface
 * `result`, whichever call or callback brings them. A *refusal body* carries no order number, because no order came to
 * be. Its codes (4xx) are surface `api`, and mostly the number is left out: `{"status":"INVALID_RECIPIENT"}`. So each
 * refusal has a row for its number and one for its word, which read alike. An order body with a 4xx contradicts itself:
 * on `result` there is no 4xx row, only the family that leaves it unresolved.
 *
 * What is wrong with an order can only be said of `submit`; what is wrong with the credentials, of every call.
 *
 * Words are looked up in upper case and without spaces; where a document spells one otherwise, `message` keeps that.
 */
import { type CodeRow, defineCodes, type RangeRule } from "../../catalogue/row.ts";

const page = "seed: order status codes";
const fewClients = "public client code: lists of refusals in several clients";
const billsClient = "public client code: Leonweb48/KudiAi-Track";
const resellerClient = "public client code: bellahOptions/reup_new, app/Services/ClubKonnectService.php";

/** What a row says of the money and the next step; shared by rows that differ only in code and words. */
type ReadingPart = Pick<
  CodeRow,
  "category" | "reason" | "finality" | "money" | "actor" | "advice" | "disclosure"
>;

const unexplained = {
  category: "indeterminate",
  reason: "unknown_error",
  finality: "unresolved",
  money: "unknown",
  actor: "provider",
  advice: { action: "verify" },
  disclosure: "show",
} as const satisfies ReadingPart;

const changeAndRetry = {
  category: "invalid_request",
  finality: "final",
  money: "not_moved",
  actor: "payer",
  advice: { action: "change_and_retry", reference: "new" },
  disclosure: "show",
} as const satisfies Partial<ReadingPart>;

const missing = { ...changeAndRetry, reason: "missing_parameter", actor: "developer" } as const;
const wrongNumber = { ...changeAndRetry, reason: "invalid_phone_number" } as const;
const wrongAmount = { ...changeAndRetry, reason: "invalid_amount" } as const;
const wrongRequest = { ...changeAndRetry, reason: "invalid_request", actor: "developer" } as const;
const notOnSale = { ...changeAndRetry, reason: "unknown_product", actor: "merchant" } as const;
const noSuchRecipient = { ...changeAndRetry, category: "not_found", reason: "recipient_not_found" } as const;
const outOfBounds = { ...changeAndRetry, category: "limit", reason: "amount_out_of_bounds" } as const;

const setup = {
  category: "merchant_setup",
  finality: "final",
  money: "not_moved",
  actor: "operator",
  advice: { action: "fix_setup", reference: "new" },
  disclosure: "mask",
} as const satisfies Partial<ReadingPart>;

const emptyFloat = {
  ...setup,
  category: "merchant_funds",
  reason: "merchant_balance_insufficient",
  advice: { action: "top_up_float", reference: "new" },
} as const;

/** Somebody's float is short, but perhaps an order stands behind the message. */
const perhapsEmptyFloat = {
  ...emptyFloat,
  finality: "unresolved",
  money: "unknown",
  advice: { action: "verify" },
} as const;

const repeated = { ...unexplained, category: "duplicate", reason: "duplicate_request" } as const;
const unknownOrder = { ...unexplained, category: "not_found", reason: "transaction_not_found" } as const;

/** The operator said no, the order is closed, and the wallet is credited back; a new order is a new sale. */
const declined = {
  ...unexplained,
  category: "declined",
  reason: "declined_by_operator",
  finality: "final",
  money: "returned",
  actor: "merchant",
  advice: { action: "retry_new", reference: "new" },
} as const satisfies ReadingPart;

const changeOrder = { ...declined, advice: { action: "change_and_retry", reference: "new" } } as const;
const otherRecipient = { ...changeOrder, category: "account_state", actor: "recipient" } as const;
const laterAgain = { ...declined, advice: { action: "retry_later", reference: "new" } } as const;

/** Over, and the wallet is credited back; but the recipient may have the value, so a person decides on a second sale. */
const perhapsDelivered = {
  ...declined,
  category: "cancelled",
  reason: "cancelled_by_provider",
  actor: "operator",
  advice: { action: "escalate" },
} as const;

const heldOrRetried =
  "The operator refused, and the order is held: it is tried again every 5 minutes for at most an hour, then cancelled.";
const refusedAndCancelled = "The operator refused, so the provider cancelled the order.";
const sharedCell =
  "The page prints the text for held orders beside 412, and a copy of the page repeats it for each code down to 499; if it is meant, an order may live.";

export const codes = defineCodes({
  provider: "nellobytes",
  name: "Nellobytes Systems",
  // One public client reports that a repeated RequestID is the same order; another found that weak. So: none.
  deduplicates: [],

  rows: [
    // Orders on their way, and done.
    order("ORDER_RECEIVED", "100", {
      ...unexplained,
      message: "Awaiting Processing",
      provider_says: { cause: "The order is in and waits its turn." },
      category: "in_progress",
      reason: "accepted",
      finality: "interim",
      advice: { action: "wait", after_seconds: 10 },
      basis: "seed",
      notes: "The wallet is presumably debited at this moment, which no document says.",
    }),
    unspecified("ORDER_RECEIVED", "199", {
      notes: "Accepted, then an unexplained fault; the order may still be sent.",
    }),
    order("ORDER_PROCESSED", "300", {
      ...unexplained,
      message: "Awaiting Network Response",
      provider_says: { cause: "The order went to the mobile operator, whose answer is awaited." },
      category: "in_progress",
      reason: "awaiting_operator",
      finality: "interim",
      advice: { action: "wait", after_seconds: 60 },
      basis: "seed",
      notes: "The operator has 60 seconds to answer; silence then turns the order into 201.",
    }),
    unspecified("ORDER_PROCESSED", "399", {
      notes: "Sent, then an unexplained fault; the recipient may have the value.",
    }),
    order("ORDER_COMPLETED", "200", {
      ...unexplained,
      message: "Success",
      provider_says: { cause: "The operator answered that the order succeeded." },
      category: "completed",
      reason: "completed",
      finality: "final",
      money: "moved",
      actor: "none",
      advice: { action: "none" },
      basis: "seed",
      notes:
        "Where a token or PIN was bought, the order is delivered only once the goods themselves are in the answer.",
    }),
    order("ORDER_COMPLETED", "201", {
      ...unexplained,
      message: "Network Unresponsive",
      provider_says: {
        cause:
          "The operator did not answer within 60 seconds; the order is tried again every 5 minutes for at most an hour, then cancelled.",
        advice: "Trouble between provider and operator sometimes passes; the same may work later.",
      },
      reason: "operation_timed_out",
      finality: "interim",
      advice: { action: "wait", after_seconds: 3600 },
      basis: "seed",
      notes:
        "The label says completed, but nobody knows: the first try may have credited the recipient. A later 5xx does not prove that it did not, so an order that ever stood here is not safe to sell again.",
    }),
    unspecified("ORDER_COMPLETED", "299", {
      notes: "Filed as completed without a reason; neither delivered nor failed.",
    }),

    // Refusals: no order came to be.
    ...refused("400", "INVALID_CREDENTIALS", {
      ...setup,
      reason: "invalid_credentials",
      basis: "seed",
      provider_says: { cause: "User id and API key do not belong together." },
      notes: "Also after a new key was made, or the account's password changed: the old key dies at once.",
    }),
    ...refused("401", "MISSING_CREDENTIALS", {
      ...setup,
      reason: "missing_credentials",
      actor: "developer",
      basis: "seed",
      provider_says: { cause: "The address of the call is malformed." },
    }),
    ...refused("402", "MISSING_USERID", {
      ...setup,
      reason: "missing_credentials",
      basis: "seed",
      provider_says: { cause: "No user id was sent." },
    }),
    ...refused("403", "MISSING_APIKEY", {
      ...setup,
      reason: "missing_credentials",
      basis: "seed",
      provider_says: { cause: "No API key was sent." },
    }),
    ...refusedOrder("404", "MISSING_MOBILENETWORK", {
      ...missing,
      basis: "seed",
      provider_says: { cause: "No mobile network was named." },
    }),
    ...refusedOrder("405", "MISSING_AMOUNT", {
      ...missing,
      basis: "seed",
      provider_says: { cause: "No amount was sent." },
    }),
    ...refusedOrder("406", "INVALID_AMOUNT", {
      ...wrongAmount,
      message: "INVALID_ AMOUNT",
      basis: "seed",
      provider_says: { cause: "The amount cannot be used." },
      notes: "The page prints a space after the underscore; on the wire either spelling may come.",
    }),
    ...refusedOrder("407", "MINIMUM_100", {
      ...outOfBounds,
      reason: "amount_too_small",
      basis: "seed",
      provider_says: { cause: "The least amount is 100." },
    }),
    ...refusedOrder("408", "MINIMUM_50000", {
      ...outOfBounds,
      basis: "conflicting",
      provider_says: { cause: "The least amount is 50,000." },
      notes:
        "Reads like the upper limit, as 407 already gives a least amount of 100 and a public client tells its users that 50,000 is the most. The reason names neither side.",
    }),
    ...refusedOrder("409", "INVALID_RECIPIENT", {
      ...wrongNumber,
      basis: "seed",
      provider_says: { cause: "What was entered is no valid mobile number." },
    }),
    ...refusedOrder("410", "INVALID_API_ERROR1", {
      ...unexplained,
      reason: "provider_error",
      basis: "assumed",
      provider_says: { cause: "An API error; no more is said." },
    }),
    ...refusedOrder("411", "INVALID_API_ERROR2", {
      ...unexplained,
      reason: "provider_error",
      basis: "assumed",
      provider_says: { cause: "An API error; no more is said." },
    }),
    ...refusedOrder("412", "INSUFFICIENT_APIAMOUNT", {
      ...perhapsEmptyFloat,
      basis: "conflicting",
      provider_says: { cause: heldOrRetried },
      notes: `${sharedCell} By its name a float is short: top up once an inquiry knows of no order.`,
    }),
    ...refusedOrder("413", "INVALID_API", {
      ...setup,
      reason: "product_not_enabled",
      basis: "assumed",
      notes:
        "Read by its name, as a refusal of the account, although the text for held orders may stretch over it; it counts only without an order number.",
    }),
    ...refusedOrder("414", "INVALID_PAYMENT_OPTION", {
      ...setup,
      reason: "merchant_misconfigured",
      basis: "assumed",
      notes:
        "Read by its name, as a refusal of the account, although the text for held orders may stretch over it; it counts only without an order number.",
    }),
    ...refusedOrder("415", "INSUFFICIENT_APISTOREDEALERAMOUNT", {
      ...perhapsEmptyFloat,
      basis: "conflicting",
      notes: `${sharedCell} By its name the float of the dealer above the merchant is short.`,
    }),
    ...refusedOrder("416", "INSUFFICIENT_APISTOREAMOUNT", {
      ...perhapsEmptyFloat,
      basis: "conflicting",
      notes: `${sharedCell} By its name the float of the store above the merchant is short.`,
    }),
    ...refusedOrder("417", "INSUFFICIENT_BALANCE", {
      ...emptyFloat,
      basis: "documented",
      notes:
        "The merchant's own wallet at the provider. Public clients know it as a plain refusal without an order.",
    }),
    ...refusedOrder("418", "INVALID_MOBILENETWORK", {
      ...wrongRequest,
      basis: "documented",
      notes: "Network codes have two digits: 1 is refused where 01 is taken.",
    }),
    refusal("499", {
      ...unexplained,
      calls: ["submit"],
      label: "ORDER_ERROR",
      message: "Unspecified Error",
      source: page,
      basis: "conflicting",
      notes: sharedCell,
    }),

    // On hold: the operator said no, and the provider goes on trying.
    onHold("600", { message: "Network Error" }),
    onHold("601", { message: "Your request cannot be processed at this time" }),
    onHold("602", {
      message: "Your account has been credited back for failed Txn",
      basis: "conflicting",
      notes:
        "Most likely the operator's words about the provider's own account. A public client takes it for the end; but the order is still held, and a refund followed by a retry that succeeds loses the money.",
    }),
    onHold("603", { message: "the process failed" }),
    onHold("604", { message: "Transaction Failure" }),
    onHold("605", { message: "Failed recharge" }),
    onHold("606", {
      message: "By APIUser",
      notes: "No known call asks for a hold; a 500 will probably follow.",
    }),
    unspecified("ORDER_ONHOLD", "699", {
      basis: "conflicting",
      provider_says: { cause: refusedAndCancelled },
      notes:
        "The page prints the text for cancelled orders beside this held one. It is not cancelled until an inquiry says 5xx.",
    }),

    // Cancelled: final only once an inquiry says so, and never safe where the operator had been silent before.
    cancelled("500", {
      ...declined,
      message: "By APIUser",
      category: "cancelled",
      reason: "cancelled_by_merchant",
      actor: "none",
      advice: { action: "none" },
      notes: "Our own cancel took effect. Not safe to sell again where the order stood in 201 before.",
    }),
    cancelled("501", {
      ...perhapsDelivered,
      message: "By Server",
      notes:
        "Probably how an order ends whose hour of retries is over; if it stood in 201 before, the recipient may have the value.",
    }),
    cancelled("506", {
      ...laterAgain,
      message: "Server Busy",
      category: "provider_down",
      reason: "provider_unavailable",
    }),
    cancelled("507", {
      ...perhapsDelivered,
      message: "Network Error",
      notes: "A broken link to the operator may have lost a yes on the way back.",
    }),
    cancelled("508", {
      ...laterAgain,
      message: "Your request cannot be processed at this time",
      reason: "operator_unavailable",
    }),
    cancelled("509", {
      ...declined,
      message: "Your account has been credited back for failed Txn",
      notes: "Compare the wallet's balance. Not safe to sell again where the order stood in 201 before.",
    }),
    cancelled("510", { ...declined, message: "the process failed" }),
    cancelled("511", { ...declined, message: "Transaction Failure" }),
    cancelled("512", {
      ...changeOrder,
      message: "request is not valid",
      category: "invalid_request",
      reason: "invalid_request",
      notes: "The operator objects to plan, amount or number.",
    }),
    cancelled("513", { ...declined, message: "Failed recharge" }),
    cancelled("514", {
      ...declined,
      message: "Transaction rejected",
      advice: { action: "retry_new", reference: "new", max_attempts: 1 },
    }),
    cancelled("515", {
      ...otherRecipient,
      message: "The receivers account is in the wrong state",
      reason: "recipient_account_restricted",
    }),
    cancelled("516", {
      ...otherRecipient,
      message: "is not a valid MTN Subscriber",
      reason: "recipient_not_found",
      notes: "The number belongs to another network, or was ported. The words come inside a longer sentence.",
    }),
    cancelled("517", {
      ...otherRecipient,
      message: "is not eligible for this offer",
      reason: "recipient_plan_not_eligible",
    }),
    cancelled("518", {
      ...otherRecipient,
      message: "the subscriber you are trying to Buy data for is not eligible",
      reason: "recipient_plan_not_eligible",
    }),
    cancelled("519", {
      ...otherRecipient,
      message: "You already have a Data Plan yet to be activated",
      reason: "recipient_plan_not_eligible",
      advice: { action: "escalate" },
      notes:
        "This order gave nothing, but the waiting plan may be an earlier order of the merchant's that seemed to fail: look for it before selling again.",
    }),
    cancelled("520", {
      ...otherRecipient,
      message: "you are not gifting to a valid Globacom user",
      reason: "recipient_not_found",
      notes: "The number belongs to another network, or was ported.",
    }),
    order("ORDER_CANCELLED", "521", {
      ...repeated,
      message: "Order already completed, cancelled or refunded",
      reason: "already_ended",
      basis: "assumed",
      notes:
        "The answer to a cancel that came too late. Nothing was changed, and the order may well be delivered: only an inquiry tells.",
    }),
    unspecified("ORDER_CANCELLED", "599", {
      notes:
        "Cancelled without a reason; unlike the other 5xx it is left open until the wallet's credit is seen and a person agrees.",
    }),

    // Newer than the page: met by public clients.
    order("ORDER_PROCESSED", "799", {
      ...unexplained,
      message: null,
      reason: "in_progress",
      source: "public client code: MykelGoal/VENOM_XMD_BOT, src/services/clubkonnect.service.ts",
      basis: "documented",
    }),
    order("ORDER_REFUNDED", "899", {
      ...perhapsDelivered,
      message: null,
      confirm_by_inquiry: true,
      source: `${billsClient}, docs/BILL-PAYMENTS.md`,
      basis: "documented",
      notes:
        "Credited back to the merchant's wallet, in one known case days after an electricity order was accepted. It may follow a 200, so a person looks.",
    }),

    // Refusals outside the page, known only by their words; the server's spelling is uncertain.
    ...words(["MINIMUM_50"], {
      ...outOfBounds,
      reason: "amount_too_small",
      source: resellerClient,
      basis: "documented",
    }),
    ...words(["MAXIMUM_200000"], { ...outOfBounds, reason: "amount_too_large" }),
    ...words(["MINIMUM_200000"], {
      ...outOfBounds,
      source: resellerClient,
      basis: "conflicting",
      notes: "Clients disagree whether it is a least or a most; see 408, which has the same odd prefix.",
    }),
    ...words(["MINIMUM_QUANTITY_1", "MAXIMUM_QUANTITY_100"], outOfBounds),
    ...words(["INVALID_VALUE", "VALUE_ALLOWED_100_200_500"], wrongAmount),
    ...words(
      ["MISSING_DATAPLAN", "MISSING_CABLETV", "MISSING_PACKAGE", "MISSING_VALUE", "MISSING_EXAMTYPE"],
      missing,
    ),
    ...words(["MISSING_ELECTRICITY"], { ...missing, message: "MISSING_Electricity" }),
    ...words(["MISSING_METERTYPE"], { ...missing, message: "MISSING_MeterType" }),
    ...words(["INVALID_QUANTITY"], wrongRequest),
    ...words(
      [
        "INVALID_DATAPLAN",
        "DATAPLAN_NOT_AVAILABLE",
        "PACKAGE_NOT_AVAILABLE",
        "QUANTITY_NOT_AVAILABLE",
        "PIN_NOT_AVAILABLE",
      ],
      notOnSale,
    ),
    ...words(["MOBILENETWORK_NOT_AVAILABLE"], { ...notOnSale, message: "MobileNetwork_NOT_AVAILABLE" }),
    ...words(["METERTYPE_NOT_AVAILABLE"], { ...notOnSale, message: "MeterType_NOT_AVAILABLE" }),
    ...words(["INVALID_MOBILENUMBER"], {
      ...wrongNumber,
      source: `${billsClient}, tests/bills/unclear-replies.e2e.mjs`,
      basis: "documented",
    }),
    ...words(["INVALID_PHONENO"], wrongNumber),
    ...words(["INVALID_SMARTCARDNO", "INVALID_ACCOUNTNO", "INVALID_CUSTOMERID"], noSuchRecipient),
    ...words(["INVALID_METERNO"], { ...noSuchRecipient, message: "INVALID_MeterNo" }),
    ...words(["INSUFFICIENT_WALLET_BALANCE"], {
      ...emptyFloat,
      notes: "417 under another name, from the voucher calls.",
    }),

    // A verify call that knows no such customer says so in the place of the customer's name.
    ...words(["INVALID_SMARTCARDNO", "INVALID_METERNO", "INVALID_CUSTOMERID"], {
      ...noSuchRecipient,
      calls: ["lookup"],
      money: "none",
      source: "public client code: LuisChiej/clubkonnect_NodeJS, services, and philmorehost/v6.4-update",
      basis: "documented",
    }),

    // Inquiry and cancel.
    ...words(["INVALID_ORDERID", "INVALID_REQUESTID"], {
      ...unknownOrder,
      calls: ["inquiry", "cancel"],
      source: `${billsClient}, supabase/functions/clubkonnect/index.ts`,
      basis: "documented",
      notes: "Counts only when repeated over minutes: how soon an accepted order can be found is unknown.",
    }),
    ...words(["ORDER_NOT_FOUND"], {
      ...unknownOrder,
      calls: ["inquiry", "cancel"],
      source: `${billsClient}, supabase/functions/clubkonnect/index.ts`,
      notes: "A spelling that a careful client guards against; not seen on the wire.",
    }),

    // A repeated RequestID: the order exists, and this answer says nothing of its fate.
    ...words(["DUPLICATE_REQUESTID", "TXN_HISTORY"], {
      ...repeated,
      source: `${billsClient}, docs/BILL-PAYMENTS.md and tests/bills/unclear-replies.e2e.mjs`,
      notes: "The exact word is unknown; the client looks for DUPLICATE or TXN_HISTORY in it.",
    }),

    // The address of the server is not on the account's allow-list.
    ...["AUTHENTICATION_FAILED", "AUTHENTICATION_FAILED_1"].map((code) =>
      refusal(code, {
        ...setup,
        reason: "ip_not_allowed",
        finality: "unresolved",
        money: "unknown",
        advice: { action: "verify" },
        source: "public client code: esogbengastephen/SendApp, app/api/utility/purchase/route.ts",
        basis: "assumed",
        notes:
          "Put the server's address on the account's list. The exact words are unknown, so it proves nothing yet.",
      }),
    ),
  ],

  // One client met a completed order under 522, so a number's family does not tell an order's fate.
  ranges: [
    family("result", { pattern: /1\d\d/, name: "received", reason: "in_progress" }),
    family("result", { pattern: /2\d\d/, name: "completed", reason: "unknown_code" }),
    family("result", { pattern: /3\d\d/, name: "processed", reason: "awaiting_operator" }),
    family("result", { pattern: /4\d\d/, name: "error on an order", reason: "contradiction" }),
    family("result", { pattern: /5\d\d/, name: "cancelled", reason: "unknown_code" }),
    family("result", { pattern: /6\d\d/, name: "on hold", reason: "on_hold" }),
    family("result", { pattern: /[7-9]99/, name: "unspecified", reason: "unknown_error" }),
    family("api", { pattern: /4\d\d/, name: "refusal", reason: "unknown_code" }),
    wordFamily("something missing", /MISSING_.+/, "missing_parameter"),
    wordFamily("something invalid", /INVALID_.+/, "invalid_request"),
    wordFamily("out of bounds", /(MINIMUM|MAXIMUM)_.+/, "amount_out_of_bounds"),
    wordFamily("a float is short", /INSUFFICIENT_.+/, "merchant_balance_insufficient"),
    wordFamily("not available", /.+_NOT_AVAILABLE/, "unknown_product"),
  ],
});

type Particulars = ReadingPart & Pick<CodeRow, "basis"> & Partial<CodeRow>;
type Sourced = Particulars & Pick<CodeRow, "source">;

/** A state of an order, whichever message brings it. */
function order(label: string, code: string, particulars: Particulars): CodeRow {
  return {
    surface: "result",
    http_status: null,
    source: page,
    message: null,
    provider_says: {},
    ...particulars,
    code,
    label,
  };
}

/** The x99 of every family: an error without an explanation. */
function unspecified(label: string, code: string, particulars: Partial<CodeRow>): CodeRow {
  return order(label, code, {
    ...unexplained,
    message: "Unspecified Error",
    basis: "assumed",
    ...particulars,
  });
}

/** All alike, whatever the remark: a reason such as "declined" would tempt a payer to pay again while retries run. */
function onHold(code: string, particulars: Partial<CodeRow>): CodeRow {
  return order("ORDER_ONHOLD", code, {
    ...unexplained,
    category: "in_progress",
    reason: "on_hold",
    finality: "provisional",
    advice: { action: "wait", after_seconds: 3600 },
    provider_says: { cause: heldOrRetried },
    basis: "documented",
    ...particulars,
  });
}

function cancelled(code: string, particulars: ReadingPart & Partial<CodeRow>): CodeRow {
  return order("ORDER_CANCELLED", code, {
    confirm_by_inquiry: true,
    provider_says: { cause: refusedAndCancelled },
    basis: "assumed",
    ...particulars,
  });
}

/** Both forms of a refusal from the page, for every call. */
function refused(number: string, word: string, particulars: Particulars): readonly CodeRow[] {
  return [
    refusal(number, { message: word, ...particulars, label: "ORDER_ERROR", source: page }),
    refusal(word, {
      ...particulars,
      source: `${billsClient}, tests/bills/unclear-replies.e2e.mjs`,
      basis: particulars.basis === "seed" ? "documented" : particulars.basis,
    }),
  ];
}

/** Both forms of a refusal that speaks of what was ordered. */
function refusedOrder(number: string, word: string, particulars: Particulars): readonly CodeRow[] {
  return refused(number, word, { ...particulars, calls: ["submit"] });
}

/** Refusals that have no number. */
function words(codes: readonly string[], particulars: ReadingPart & Partial<CodeRow>): readonly CodeRow[] {
  return codes.map((code) =>
    refusal(code, { calls: ["submit"], source: fewClients, basis: "assumed", ...particulars }),
  );
}

function refusal(code: string, particulars: Sourced): CodeRow {
  return {
    surface: "api",
    http_status: null,
    label: null,
    message: null,
    provider_says: {},
    ...particulars,
    code,
  };
}

/** Masked, since a code may turn out to be about the merchant's account or float, which is not for the payer to see. */
function family(surface: "api" | "result", rule: Pick<RangeRule, "pattern" | "name" | "reason">): RangeRule {
  return { surface, ...rule, category: "indeterminate", disclosure: "mask", source: page, basis: "assumed" };
}

function wordFamily(name: string, pattern: RegExp, reason: RangeRule["reason"]): RangeRule {
  return { ...family("api", { pattern, name, reason }), source: fewClients };
}
