import type { Dialect } from "./dialect.ts";

/** A charge under a token that the payer gave before is answered with its end, and there is nothing more to say. */
export const slaDcb: Dialect = {
  answer: ({ url, number }) => {
    const { merchant, campaign, amount, currency, correlator } = Object.fromEntries(url.searchParams);
    const transaction = { status: "CHARGED", timestamp: now(), transaction_id: String(700_000_000 + number) };
    const charge = { type: "charge", operator: "mobile-ng", environment: "sandbox", msisdn: "2348090001234" };
    const success = { ...charge, merchant, campaign, amount, currency, correlator, transaction };
    return { status: 200, body: { success } };
  },
};

function now(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}
