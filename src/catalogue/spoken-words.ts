import type { Reading } from "../core/outcome.ts";
import { type Language, reasonWords } from "./reasons.ts";
import { notAvailable } from "./words/masked.ts";

export interface SpokenWords {
  readonly payer: string;
  readonly operator: string;
}

type Spoken = Pick<Reading, "reason" | "finality" | "money" | "disclosure"> & {
  readonly confirm_by_inquiry?: boolean;
};

/**
 * What to tell a payer and an operator. The payer hears the reason, unless it must not be shown, and then what became
 * of the money, but only where that is certain. The provider's own message is never part of it.
 */
export function wordsFor(spoken: Spoken, language: Language): SpokenWords {
  const words = reasonWords(spoken.reason);
  const reason = spoken.disclosure === "mask" ? notAvailable : words.payer;
  const money = moneyWords(spoken);
  return {
    payer: money === null ? reason[language] : `${reason[language]} ${money[language]}`,
    operator: words.operator,
  };
}

/** The reasons' own words never speak of money, so that they cannot contradict this. */
function moneyWords({
  finality,
  money,
  confirm_by_inquiry,
}: Spoken): Readonly<Record<Language, string>> | null {
  const certain = finality === "final" && confirm_by_inquiry !== true;
  if (certain && money === "not_moved") return noMoneyMoved;
  if (certain && money === "returned") return moneyReturned;
  if (money === "reserved") return moneyHeld;
  return money === "unknown" && finality !== "interim" ? doNotPayAgain : null;
}

const noMoneyMoved = {
  en: "No money has moved.",
  fr: "Aucun argent n'a été transféré.",
  sw: "Hakuna pesa iliyohamishwa.",
  vi: "Không có khoản tiền nào được chuyển.",
} as const;

const moneyReturned = {
  en: "The money has been given back.",
  fr: "L'argent a été rendu.",
  sw: "Pesa imerudishwa.",
  vi: "Tiền đã được trả lại.",
} as const;

const moneyHeld = {
  en: "The money is set aside and has not been taken.",
  fr: "L'argent est mis de côté et n'a pas été prélevé.",
  sw: "Pesa imetengwa na haijachukuliwa.",
  vi: "Tiền đang được tạm giữ và chưa bị trừ.",
} as const;

const doNotPayAgain = {
  en: "Please do not pay again until this is settled.",
  fr: "Merci de ne pas payer à nouveau avant que ce soit réglé.",
  sw: "Tafadhali usilipe tena hadi hili litakapothibitishwa.",
  vi: "Vui lòng không thanh toán lại cho đến khi có kết quả.",
} as const;
