import { Type } from "typebox";
import { defineProvider } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { config } from "./config.ts";
import { connector } from "./connector.ts";
import { simulator } from "./simulator/index.ts";
import { timing } from "./timing.ts";

export const mpesaKe = defineProvider({
  id: codes.provider,
  name: codes.name,
  countries: ["KE"],
  capabilities: {
    operations: ["payment"],
    capture: ["automatic"],
    cancel: false,
    refund: "none",
    inquiry: "after_answer",
    payer_challenge: "prompt",
    one_prompt_per_phone: true,
    deduplicates: codes.deduplicates,
    reference_holds_number: true,
  },
  limits: {
    // The aggregator takes 300,000 and M-Pesa does not: what lies between would only fail after the prompt.
    amounts: [{ currency: "KES", minimum: "1", maximum: "250000", decimals: 0 }],
    phone_number: {
      pattern: /^\+254(7|1)[0-9]{8}$/,
      example: "+254712345678",
      says: "a Kenyan mobile number, +2547 or +2541 and eight more digits",
    },
    prompts_per_phone: { count: 3, seconds: 600 },
    calls_in_flight: 20,
  },
  timing,
  callbacks: {
    url: "attempt",
    // No other 2xx is known to count as received.
    accepted: { status: 200, headers: {}, body: "" },
    refused: { status: 401, headers: {}, body: "" },
    // Before it prompts, the aggregator tries the URL with a GET and wants an answer below 500.
    probes: {
      GET: { status: 200, headers: {}, body: "" },
      HEAD: { status: 200, headers: {}, body: "" },
    },
  },
  config,
  // The wire has no field beyond phone, amount and callback URL.
  options: Type.Object({}, { additionalProperties: false }),
  codes,
  connector,
  simulator,
  example: {
    provider: codes.provider,
    amount: { value: "150", currency: "KES" },
    phone_number: "+254712345678",
    reference: "order-77",
    description: "Two tickets",
  },
});
