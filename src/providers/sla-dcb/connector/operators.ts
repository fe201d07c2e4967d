/** Where the platform's operators are, as far as its documents name them. */
interface Market {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly dial_code: string;
  readonly currency: string;
  /** As they stand in results, and in the option `operator`. */
  readonly operators: readonly string[];
}

export const markets: readonly Market[] = [
  { country: "KW", dial_code: "965", currency: "KWD", operators: ["zain-kw", "stc-kw", "ooredoo-kw"] },
  { country: "SA", dial_code: "966", currency: "SAR", operators: ["zain-sa", "mobily-sa"] },
  { country: "JO", dial_code: "962", currency: "JOD", operators: ["zain-jo"] },
  { country: "BH", dial_code: "973", currency: "BHD", operators: ["zain-bh"] },
  { country: "IQ", dial_code: "964", currency: "IQD", operators: ["zain-iq"] },
  { country: "AE", dial_code: "971", currency: "AED", operators: ["etisalat-ae"] },
  { country: "LK", dial_code: "94", currency: "LKR", operators: ["axiata-lk"] },
  { country: "NG", dial_code: "234", currency: "NGN", operators: ["mobile-ng"] },
  { country: "MZ", dial_code: "258", currency: "MZN", operators: ["viettel-mz"] },
  { country: "MN", dial_code: "976", currency: "MNT", operators: ["unitel-mn"] },
  { country: "MM", dial_code: "95", currency: "MMK", operators: ["telenor-mm"] },
  { country: "GB", dial_code: "44", currency: "GBP", operators: ["voda-uk"] },
  { country: "MY", dial_code: "60", currency: "MYR", operators: ["celcom-my", "digi-my"] },
];

/** Whose customers may come back from the checkout charged, or about to be, without any call of ours. */
const chargingAtCheckout: readonly string[] = ["stc-kw", "zain-iq", "axiata-lk", "unitel-mn", "voda-uk"];

/** Whose checkout takes a name of ours for the visit, by which the outcome can be asked for. */
const namingVisits: readonly string[] = ["axiata-lk", "unitel-mn"];

/** Whose checkout does not find the number out by itself. All others are not told it, for an address is kept as it is. */
const askingForNumbers: readonly string[] = ["viettel-mz"];

/** Those with a checkout of their own. */
const checkoutPaths: Readonly<Record<string, string>> = { "axiata-lk": "/purchase/axiata" };

/** An order as far as it tells the operator: by the merchant's word, else by what its customers pay in. */
interface Payer {
  readonly operator: string | null;
  readonly currency: string;
}

/** Only where no operator that can be meant does so is it certain that a call of ours alone charges. */
export function mayChargeAtCheckout(payer: Payer): boolean {
  return operatorsMeant(payer).some((operator) => chargingAtCheckout.includes(operator));
}

export function namesVisits(payer: Payer): boolean {
  return operatorsMeant(payer).some((operator) => namingVisits.includes(operator));
}

export function needsNumberAtCheckout(payer: Payer): boolean {
  return operatorsMeant(payer).some((operator) => askingForNumbers.includes(operator));
}

export function checkoutPath({ operator }: Payer): string {
  return checkoutPaths[operator ?? ""] ?? "/purchase";
}

function operatorsMeant({ operator, currency }: Payer): readonly string[] {
  if (operator !== null) return [operator];
  return markets.filter((market) => market.currency === currency).flatMap(({ operators }) => operators);
}
