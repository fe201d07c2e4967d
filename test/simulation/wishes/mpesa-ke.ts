import { mpesaKe } from "../../../src/providers/mpesa-ke/index.ts";
import { magicPhones, pickPhone, type Repertoire } from "./repertoire.ts";

/** Payments after a prompt on the payer's phone. */
export const prompts: Repertoire = {
  provider: mpesaKe,
  settings: {
    second_push: ["ends_busy", "kills_first", "refused_at_once"],
    pending_answer: ["4999", "empty_result", "daraja_error"],
    auto_approve_after_ms: [3_000, 20_000],
  },
  wish: (chance) => {
    const phone_number = pickPhone(chance, { ordinary: "+25471100000", magic });
    return { kind: "payment", request: { amount: { value: "150", currency: "KES" }, phone_number } };
  },
};

const magic = magicPhones(mpesaKe, "msisdn", (value) => `+${value}`);
