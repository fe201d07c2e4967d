/** What an order can be about: the request types of create, and what is opened without a page. */
export type Product = keyof typeof products;

interface ProductRules {
  readonly amount_min: number;
  readonly amount_max: number;
  /** Links a wallet, so it needs `partnerClientId` and may cost nothing. */
  readonly links: boolean;
  /** What a payer pays with unless the page was told otherwise. */
  readonly instrument: "wallet" | "napas" | "credit";
  /** Can be authorized first and captured later. */
  readonly two_step: boolean;
}

const wallet: ProductRules = {
  amount_min: 1_000,
  amount_max: 50_000_000,
  links: false,
  instrument: "wallet",
  two_step: true,
};

const products = {
  captureWallet: wallet,
  payWithMethod: wallet,
  payWithATM: { ...wallet, amount_min: 10_000, instrument: "napas", two_step: false },
  payWithCC: { ...wallet, amount_max: 10_000_000, instrument: "credit" },
  payWithVTS: { ...wallet, two_step: false },
  payWithInstallmentFlik: { ...wallet, amount_min: 200_000, two_step: false },
  initiate: { ...wallet, amount_min: 10_000 },
  linkWallet: { ...wallet, amount_max: 20_000_000, links: true },
  subscription: { ...wallet, amount_max: 20_000_000, links: true },
  payByToken: wallet,
} as const satisfies Readonly<Record<string, ProductRules>>;

export function rulesOf(product: Product): ProductRules {
  return products[product];
}

/** Only what create takes. */
export function isRequestType(text: string): text is Product {
  return Object.hasOwn(products, text) && text !== "payByToken";
}
