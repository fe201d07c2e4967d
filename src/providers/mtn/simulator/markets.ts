/** A country in which the group has an operator, as far as numbers and money go. */
export interface Market {
  /** The short name of ISO 3166. */
  readonly country: string;
  readonly currency: string;
  /** Of the currency. */
  readonly decimals: number;
  readonly numbers: RegExp;
}

const markets: readonly Market[] = [
  { country: "South Africa", currency: "ZAR", decimals: 2, numbers: /^27[678]\d{8}$/ },
  { country: "Nigeria", currency: "NGN", decimals: 2, numbers: /^234[789]\d{9}$/ },
  { country: "Ghana", currency: "GHS", decimals: 2, numbers: /^233[25]\d{8}$/ },
  { country: "Uganda", currency: "UGX", decimals: 0, numbers: /^2567\d{8}$/ },
  { country: "Cameroon", currency: "XAF", decimals: 0, numbers: /^2376\d{8}$/ },
  { country: "Rwanda", currency: "RWF", decimals: 0, numbers: /^2507\d{8}$/ },
  { country: "Zambia", currency: "ZMW", decimals: 2, numbers: /^260[79]\d{8}$/ },
];

/** Undefined for a number that no operator of the group can have given out. */
export function marketOf(msisdn: string): Market | undefined {
  return markets.find(({ numbers }) => numbers.test(msisdn));
}

export function marketOfCurrency(currency: string): Market | undefined {
  return markets.find((market) => market.currency === currency);
}

export const currencies: readonly string[] = markets.map(({ currency }) => currency);
