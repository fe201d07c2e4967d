import { nellobytes } from "../../../src/providers/nellobytes/index.ts";
import { magicPhones, pickPhone, type Repertoire } from "./repertoire.ts";

/** Its provider says that the order was cancelled and keeps the money, which no message ever tells. */
const ROBBED = "+2348030009702";

export const topups: Repertoire = {
  provider: nellobytes,
  settings: {
    repeated_request: ["existing", "refused", "second_order"],
    refusal_form: ["word", "word_with_number", "page"],
    order_number_name: ["orderid", "transactionid", "ORDER_ID"],
    callback_form: ["get", "json"],
    operator_answers: ["usual", "slow", "late"],
  },
  wish: (chance) => {
    const phone_number = pickPhone(chance, { ordinary: "+234803000000", magic });
    const amount = { value: "100", currency: "NGN" };
    const provider_options = { product: "airtime" };
    return { kind: "topup", request: { provider: nellobytes.id, amount, phone_number, provider_options } };
  },
};

const magic = magicPhones(nellobytes, "MobileNumber", (value) => `+234${value.slice(1)}`).filter(
  (number) => number !== ROBBED,
);
