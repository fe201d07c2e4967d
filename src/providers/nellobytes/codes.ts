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
 * Words are looked up in upper case, and whatever stands between their letters counts as one underscore; where a
 * document spells one otherwise, `message` keeps that.
 */
import { defineCodes } from "../../catalogue/row.ts";
import {
  changeOrder,
  declined,
  emptyFloat,
  heldOrRetried,
  laterAgain,
  missing,
  noSuchRecipient,
  notOnSale,
  otherRecipient,
  outOfBounds,
  perhapsDelivered,
  perhapsEmptyFloat,
  refusedAndCancelled,
  repeated,
  setup,
  sharedCell,
  unexplained,
  unknownOrder,
  wrongAmount,
  wrongNumber,
  wrongRequest,
} from "./codes/readings.ts";
import {
  cancelled,
  family,
  onHold,
  order,
  refusal,
  refused,
  refusedOrder,
  unspecified,
  wordFamily,
  words,
} from "./codes/rows.ts";
import { billsClient, page, resellerClient } from "./codes/sources.ts";
import { unnamedAnswers, unnamedStates } from "./codes/unnamed-messages.ts";

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
      cancellable: true,
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
      leaves_doubt: "when_late",
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
      leaves_doubt: "at_once",
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
      cancellable: true,
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

    ...unnamedAnswers,
    ...unnamedStates,
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
