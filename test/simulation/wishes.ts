import type { Provider } from "../../src/connector/provider.ts";
import type { Json } from "../../src/connector/simulator.ts";
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

/** Its provider says that the order was cancelled and keeps the money, which no message ever tells. */
const ROBBED = "+2348030009702";
/** So that some share a phone, and wait for each other's prompts. */
const ORDINARY_PHONES = 3;

const payments: Repertoire = {
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
    return { kind: "topup", request: { amount, phone_number, provider_options: { product: "airtime" } } };
  },
};

export const repertoires: readonly Repertoire[] = [payments, topups];

export function settingsOf({ settings }: Repertoire, chance: Chance): Readonly<Record<string, Json>> {
  const set = Object.entries(settings).map(([name, values]) => [name, chance.pick<Json>(values)]);
  return Object.fromEntries(set);
}

const payers = magicPhones(mpesaKe, "msisdn", (value) => `+${value}`);
const lines = magicPhones(nellobytes, "MobileNumber", (value) => `+234${value.slice(1)}`).filter(
  (number) => number !== ROBBED,
);

/** Numbers whose holders are in a fix that the simulator knows. */
function magicPhones(provider: Provider, field: string, write: (value: string) => string): readonly string[] {
  const { pattern } = provider.limits.phone_number ?? { pattern: /^$/ };
  const values = provider.simulator.magic
    .filter((magic) => magic.field === field)
    .map(({ value }) => write(value));
  return values.filter((number) => pattern.test(number));
}
