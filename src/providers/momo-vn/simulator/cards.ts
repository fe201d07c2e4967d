/** A card that the hosted page takes. */
export interface Card {
  /** The word for it in `payType`. */
  readonly pay_type: "napas" | "credit";
  readonly locked: boolean;
  /** VND that its bank has for it. */
  readonly opening_balance: number;
  /** The most that may be paid with it at once; null where there is no limit. */
  readonly amount_max: number | null;
}

const napas: Card = { pay_type: "napas", locked: false, opening_balance: 1_000_000_000, amount_max: null };
const credit: Card = { ...napas, pay_type: "credit" };

/** The numbers that the provider publishes for its own test environment, with what it says of each. */
const cards: Readonly<Record<string, Card>> = {
  "9704000000000018": napas,
  "9704000000000026": { ...napas, locked: true },
  "9704000000000034": { ...napas, opening_balance: 0 },
  "9704000000000042": { ...napas, amount_max: 0 },
  "5200000000001096": credit,
  "5200000000001104": { ...credit, locked: true },
  "4111111111111111": credit,
};

/** Undefined where no bank knows the number. Spaces count for nothing. */
export function findCard(number: string): Card | undefined {
  return Object.hasOwn(cards, number) ? cards[number] : undefined;
}

/** As it is kept, from how somebody wrote it. */
export function cardNumber(written: string): string {
  return written.replaceAll(/\s/g, "");
}
