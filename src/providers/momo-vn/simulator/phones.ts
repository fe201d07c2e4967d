import type { PhoneAct, PhoneState, SimulatorHost } from "../../../connector/simulator.ts";
import { accountOf } from "./accounts.ts";
import { balanceOf, bringBalance } from "./ledger.ts";
import { payerInCase } from "./magic.ts";
import { findOrder, type Order, putOrder } from "./order.ts";
import { approve, decline, failLogin } from "./payer-decisions.ts";
import { internationalPhone, localPhone, type Payer, payerOf, payers, putPayer } from "./payers.ts";

export function phones(host: SimulatorHost): readonly PhoneState[] {
  return payers(host).map((payer) => describe(host, payer));
}

/** What a person does with the app. */
export async function act(
  host: SimulatorHost,
  phone_number: string,
  what: PhoneAct,
): Promise<PhoneState | null> {
  const phone = localPhone(phone_number);
  if (phone === null) return null;
  const payer = payerOf(host, phone);
  const useful =
    what === "switch_on" || what === "switch_off" ? turn(host, payer, what) : answer(host, payer, what);
  return useful ? describe(host, payerOf(host, phone)) : null;
}

/** Puts the holder of a phone into the same case as the holder of the magic number. */
export function play(host: SimulatorHost, name: string, phone_number: string): boolean {
  const phone = localPhone(phone_number);
  const magic = payerInCase(name);
  if (phone === null || magic === undefined) return false;
  const cleared = { obstacle: null, habit: null, refused_with: null, faults: [] };
  putPayer(host, { ...payerOf(host, phone), ...cleared, card: "9704000000000018", ...magic.payer });
  if (magic.balance !== undefined) bringBalance(host, phone, magic.balance);
  return true;
}

function turn(host: SimulatorHost, payer: Payer, what: "switch_on" | "switch_off"): boolean {
  const switched_on = what === "switch_on";
  if (payer.switched_on === switched_on) return false;
  putPayer(host, { ...payer, switched_on });
  return true;
}

type Answer = Exclude<PhoneAct, "switch_on" | "switch_off">;

function answer(host: SimulatorHost, payer: Payer, what: Answer): boolean {
  const order = onScreen(host, payer);
  if (order === null) return false;
  answers[what](host, order);
  return true;
}

const answers: Readonly<Record<Answer, (host: SimulatorHost, order: Order) => void>> = {
  approve: (host, order) => approve(host, order),
  refuse: decline,
  wrong_pin: failLogin,
  ignore: (host, order) => putOrder(host, { ...order, ignored: true }),
};

/** The latest order that waits for this payer. */
function onScreen(host: SimulatorHost, { switched_on, under_way }: Payer): Order | null {
  if (!switched_on) return null;
  const orders = under_way.map((key) => findOrder(host, key));
  return orders.findLast((order) => order?.code === 1000) ?? null;
}

function describe(host: SimulatorHost, payer: Payer): PhoneState {
  const order = onScreen(host, payer);
  return {
    phone_number: internationalPhone(payer.phone),
    switched_on: payer.switched_on,
    balance_minor: String(balanceOf(host, payer.phone)),
    currency: "VND",
    prompt: order && {
      text: promptText(host, order),
      expires_at_ms: order.expires_at_ms,
      provider_reference: order.order_id,
    },
  };
}

function promptText(host: SimulatorHost, { partner_code, amount, order_info }: Order): string {
  const { name } = accountOf(host, partner_code);
  const wanted = amount === 0 ? "wants to be linked to your wallet" : `asks for ${amount} VND`;
  return `${name} ${wanted}: ${order_info}`;
}
