import type { Provider } from "../../src/connector/provider.ts";
import type { Json } from "../../src/connector/simulator.ts";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { nellobytes } from "../../src/providers/nellobytes/index.ts";
import type { Chance } from "./chance.ts";
import type { Wish } from "./merchant.ts";

type Settings = Readonly<Record<string, readonly Json[]>>;

/** What a merchant can want of a provider, and in how many ways its simulator can be set. */
interface Repertoire {
  readonly provider: Provider;
  readonly settings: Settings;
  wish(chance: Chance): Wish;
}

const MINUTE_MS = 60_000;
/** Its provider says that the order was cancelled and keeps the money, which no message ever tells. */
const ROBBED = "+2348030009702";
/** So that some share a phone, and wait for each other's prompts. */
const ORDINARY_PHONES = 3;

const prompts: Repertoire = {
  provider: mpesaKe,
  settings: {
    second_push: ["ends_busy", "kills_first", "refused_at_once"],
    pending_answer: ["4999", "empty_result", "daraja_error"],
    auto_approve_after_ms: [3_000, 20_000],
  },
  wish: (chance) => {
    const ordinary = `+25471100000${chance.below(ORDINARY_PHONES)}`;
    const phone_number = chance.happens(0.5) ? ordinary : chance.pick(payers);
    return { kind: "payment", request: { amount: { value: "150", currency: "KES" }, phone_number } };
  },
};

const topups: Repertoire = {
  provider: nellobytes,
  settings: {
    repeated_request: ["existing", "refused", "second_order"],
    refusal_form: ["word", "word_with_number", "page"],
    order_number_name: ["orderid", "transactionid", "ORDER_ID"],
    callback_form: ["get", "json"],
    operator_answers: ["usual", "slow", "late"],
  },
  wish: (chance) => {
    const ordinary = `+234803000000${chance.between(1, ORDINARY_PHONES)}`;
    const phone_number = chance.happens(0.5) ? ordinary : chance.pick(lines);
    const amount = { value: "100", currency: "NGN" };
    const provider_options = { product: "airtime" };
    return { kind: "topup", request: { provider: nellobytes.id, amount, phone_number, provider_options } };
  },
};

/** In one step or in two; what is held is taken or given up, perhaps by both at once. What was paid is given back in parts. */
const wallets: Repertoire = {
  provider: momoVn,
  settings: {
    auto_approve_after_ms: [3_000, 20_000],
    processing_ms: [500, 30_000],
    hold_lives_ms: [10 * MINUTE_MS, 24 * 60 * MINUTE_MS],
    ipn_retries: [0, 2],
    answer_after_ms: [0, 2_000],
    replay_status: [200, 400],
  },
  wish: (chance) => {
    const ordinary = `+8491200000${chance.below(ORDINARY_PHONES)}`;
    const phone_number = chance.happens(0.5) ? ordinary : chance.pick(holders);
    const capture = chance.pick(["automatic", "automatic", "manual"] as const);
    const amount = { value: "150000", currency: "VND" };
    return {
      kind: "payment",
      request: { amount, phone_number, capture },
      later: capture === "manual" ? chance.pick(endings) : [],
      refunds: chance.pick(partsGivenBack),
    };
  },
};

const endings: readonly NonNullable<Wish["later"]>[] = [
  [{ type: "capture_asked", within_ms: 3 * MINUTE_MS }],
  [{ type: "cancel_asked", within_ms: 3 * MINUTE_MS }],
  [
    { type: "capture_asked", within_ms: MINUTE_MS },
    { type: "cancel_asked", within_ms: MINUTE_MS },
    { type: "capture_asked", within_ms: 20 * MINUTE_MS },
  ],
  [],
];

/** In the currency's smallest units; null: all that is left. More than there is, too. */
const partsGivenBack: readonly NonNullable<Wish["refunds"]>[] = [
  [],
  [null],
  [50_000, 50_000],
  [100_000, 100_000, null],
  [150_000, 150_000],
];

export const repertoires: readonly Repertoire[] = [prompts, topups, wallets];

export function settingsOf({ settings }: Repertoire, chance: Chance): Readonly<Record<string, Json>> {
  const set = Object.entries(settings).map(([name, values]) => [name, chance.pick<Json>(values)]);
  return Object.fromEntries(set);
}

const payers = magicPhones(mpesaKe, "msisdn", (value) => `+${value}`);
const lines = magicPhones(nellobytes, "MobileNumber", (value) => `+234${value.slice(1)}`).filter(
  (number) => number !== ROBBED,
);
const holders = magicPhones(momoVn, "userInfo.phoneNumber", (value) => `+84${value.slice(1)}`);

/** Numbers whose holders are in a fix that the simulator knows. */
function magicPhones(provider: Provider, field: string, write: (value: string) => string): readonly string[] {
  const { pattern } = provider.limits.phone_number ?? { pattern: /^$/ };
  const values = provider.simulator.magic
    .filter((magic) => magic.field === field)
    .map(({ value }) => write(value));
  return values.filter((number) => pattern.test(number));
}
