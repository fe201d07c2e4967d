import type { AmountLimit, PhoneLimit } from "../../../connector/provider.ts";

/** A country in which the group has an operator. Numbers are as the countries' plans have them; ported ones are among them. */
interface Market {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly currency: string;
  /** National mobile numbers behind the country's code. */
  readonly numbers: string;
  readonly decimals: 0 | 2;
}

const markets: readonly Market[] = [
  { country: "ZA", currency: "ZAR", numbers: "27[678][0-9]{8}", decimals: 2 },
  { country: "NG", currency: "NGN", numbers: "234[789][0-9]{9}", decimals: 2 },
  { country: "GH", currency: "GHS", numbers: "233[25][0-9]{8}", decimals: 2 },
  { country: "UG", currency: "UGX", numbers: "2567[0-9]{8}", decimals: 0 },
  { country: "CM", currency: "XAF", numbers: "2376[0-9]{8}", decimals: 0 },
  { country: "RW", currency: "RWF", numbers: "2507[0-9]{8}", decimals: 0 },
  { country: "ZM", currency: "ZMW", numbers: "260[79][0-9]{8}", decimals: 2 },
];

export const countries: readonly string[] = markets.map(({ country }) => country);

/** Assumed: no page tells the bounds of a wallet payment, and 5001 says when one is passed. */
export const paymentAmounts: readonly AmountLimit[] = markets.map(({ currency, decimals }) => ({
  currency,
  minimum: "1",
  maximum: decimals === 0 ? "50000000" : "50000",
  decimals,
}));

/** Assumed as well. The wire takes whole units. */
export const topupAmounts: readonly AmountLimit[] = markets.map(({ currency }) => ({
  currency,
  minimum: "2",
  maximum: "5000",
  decimals: 0,
}));

export const phoneNumber: PhoneLimit = {
  pattern: new RegExp(`^\\+(${markets.map(({ numbers }) => numbers).join("|")})$`),
  example: "+27832000046",
  says: "a mobile number of South Africa, Nigeria, Ghana, Uganda, Cameroon, Rwanda or Zambia, with its country's code",
};
