import type { Provider } from "../../src/connector/provider.ts";
import type { Json } from "../../src/connector/simulator.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { nellobytes } from "../../src/providers/nellobytes/index.ts";

/** A provider as the faults meet it: how to ask for something there, and how fast things go where nobody can wait. */
export interface System {
  readonly provider: Provider;
  readonly kind: "payment" | "topup";
  /** Of the API. */
  readonly path: string;
  /** A number that no test has asked for; E.164 with `+`. */
  phoneNumber(count: number): string;
  wish(phone_number: string): object;
  /** Whether a call to the provider is one that starts something there. */
  starts(path: string): boolean;
  /** Settings of the simulator with which everything takes a sixtieth of its time. */
  readonly quick: Readonly<Record<string, Json>>;
  /** Setting under which no callback comes. */
  readonly mute: Readonly<Record<string, Json>>;
  /** Cases of the simulator's that a phone can be put into, the usual ones more than once. */
  readonly people: readonly [string | null, ...(string | null)[]];
}

const payments: System = {
  provider: mpesaKe,
  kind: "payment",
  path: "/v1/payments",
  phoneNumber: (count) => `+25471${String(1_000_000 + count).padStart(7, "0")}`,
  wish: (phone_number) => ({ amount: { value: "150", currency: "KES" }, phone_number }),
  starts: (path) => path.endsWith("/initiate"),
  quick: { auto_approve_after_ms: 100, prompt_lives_ms: 1_000 },
  mute: { webhook_lost: true },
  people: [null, null, null, null, "no_money", "cancels", "answer_lost_on_the_way"],
};

const topups: System = {
  provider: nellobytes,
  kind: "topup",
  path: "/v1/topups",
  phoneNumber: (count) => `+234813${String(1_000_000 + count).padStart(7, "0")}`,
  wish: (phone_number) => ({
    amount: { value: "100", currency: "NGN" },
    phone_number,
    provider_options: { product: "airtime" },
  }),
  starts: (path) => path.startsWith("/APIAirtime"),
  quick: {
    queue_ms: 20,
    answer_after_ms: 40,
    operator_window_ms: 1_000,
    retry_every_ms: 5_000,
    retry_for_ms: 60_000,
  },
  mute: { callback_lost: true },
  people: [null, null, null, null, "code_511", "first_retry_succeeds", "reply_lost"],
};

export const systems = [payments, topups] as const;
