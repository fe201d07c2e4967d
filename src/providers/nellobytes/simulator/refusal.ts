import type { SimulatedAnswer, SimulatorHost } from "../../../connector/simulator.ts";
import { page, reply } from "./replies.ts";
import { choice, isOn } from "./settings.ts";

/** The refusals on the provider's page, each by the word that stands for it on the wire. */
const words = {
  "400": "INVALID_CREDENTIALS",
  "401": "MISSING_CREDENTIALS",
  "402": "MISSING_USERID",
  "403": "MISSING_APIKEY",
  "404": "MISSING_MOBILENETWORK",
  "405": "MISSING_AMOUNT",
  "406": "INVALID_AMOUNT",
  "407": "MINIMUM_100",
  // The upper limit, in spite of its name.
  "408": "MINIMUM_50000",
  "409": "INVALID_RECIPIENT",
  "410": "INVALID_API_ERROR1",
  "411": "INVALID_API_ERROR2",
  "412": "INSUFFICIENT_APIAMOUNT",
  "413": "INVALID_API",
  "414": "INVALID_PAYMENT_OPTION",
  "415": "INSUFFICIENT_APISTOREDEALERAMOUNT",
  "416": "INSUFFICIENT_APISTOREAMOUNT",
  "417": "INSUFFICIENT_BALANCE",
  "418": "INVALID_MOBILENETWORK",
  "499": "Unspecified Error",
} as const;

export type RefusalCode = keyof typeof words;

export function isRefusalCode(text: string): text is RefusalCode {
  return Object.hasOwn(words, text);
}

/** Words that clients know and the page does not have; they have no number. */
type FurtherWord =
  | "MINIMUM_50"
  | "MINIMUM_200000"
  | "MISSING_DATAPLAN"
  | "INVALID_DATAPLAN"
  | "DATAPLAN_NOT_AVAILABLE"
  | "DUPLICATE_REQUESTID"
  | "INVALID_ORDERID"
  | "INVALID_REQUESTID"
  | "AUTHENTICATION_FAILED_1";

/** Thrown wherever a call ends early; the answer is made of it in one place. */
export class Refusal extends Error {
  private readonly reason: RefusalCode | FurtherWord;

  constructor(reason: RefusalCode | FurtherWord, says: string) {
    super(says);
    this.reason = reason;
  }

  get word(): string {
    return isRefusalCode(this.reason) ? words[this.reason] : this.reason;
  }

  /** One field, as a rule: the word in the place of the state, and no number. */
  toAnswer(host: SimulatorHost): SimulatedAnswer {
    const odd = this.reason === "406" && isOn(host, "amount_word_with_space");
    const status = odd ? "INVALID_ AMOUNT" : this.word;
    const numbered = choice(host, "refusal_form") === "word_with_number" && isRefusalCode(this.reason);
    return reply(host, numbered ? { statuscode: this.reason, status } : { status });
  }
}

/** Thrown where a page takes the place of an answer. */
export class PageInstead extends Error {
  readonly answer: SimulatedAnswer;

  constructor(status: Parameters<typeof page>[0], says: string) {
    super(says);
    this.answer = page(status);
  }
}
