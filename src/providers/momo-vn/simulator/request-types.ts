import { amountOf, type Fields } from "./fields.ts";
import { Refusal } from "./refusal.ts";

/** What an order can be about: the request types of create, and what is charged without a page. */
export type Product = keyof typeof products;

interface ProductRules {
  readonly amount_min: number;
  readonly amount_max: number;
  /**
   * Whether what pays is linked, to be charged again: `always` needs a `partnerClientId` and may cost nothing; `where_named`
   * links a card in passing, where the request has one.
   */
  readonly links: "always" | "where_named" | "never";
  /** What a payer pays with unless the page was told otherwise. */
  readonly instrument: "wallet" | "napas" | "credit";
  /** Can be authorized first and captured later. */
  readonly two_step: boolean;
}

const wallet: ProductRules = {
  amount_min: 1_000,
  amount_max: 50_000_000,
  links: "never",
  instrument: "wallet",
  two_step: true,
};

const requestTypes = {
  captureWallet: wallet,
  payWithMethod: wallet,
  payWithATM: { ...wallet, amount_min: 10_000, instrument: "napas", two_step: false, links: "where_named" },
  payWithCC: { ...wallet, amount_max: 10_000_000, instrument: "credit", links: "where_named" },
  payWithVTS: { ...wallet, two_step: false },
  payWithInstallmentFlik: { ...wallet, amount_min: 200_000, two_step: false },
  initiate: { ...wallet, links: "where_named" },
  linkWallet: { ...wallet, amount_max: 20_000_000, links: "always" },
  subscription: { ...wallet, amount_max: 20_000_000, links: "always" },
} as const satisfies Readonly<Record<string, ProductRules>>;

const products = {
  ...requestTypes,
  payByToken: wallet,
  payAtTill: { ...wallet, amount_max: 5_000_000 },
} as const satisfies Readonly<Record<string, ProductRules>>;

export function rulesOf(product: Product): ProductRules {
  return products[product];
}

/** Only what create takes. */
export function isRequestType(text: string): text is Product {
  return Object.hasOwn(requestTypes, text);
}

/** The amount of a request; 22 outside of what the product takes. */
export function amountInRange(fields: Fields, product: Product): number {
  const { amount_min, amount_max, links } = rulesOf(product);
  const mayCostNothing = links === "always";
  const amount = amountOf(fields, { zero: mayCostNothing });
  const onlyLinks = mayCostNothing && amount === 0;
  if (!onlyLinks && (amount < amount_min || amount > amount_max))
    throw new Refusal(22, `${product} takes ${amount_min} to ${amount_max} VND.`);
  return amount;
}
