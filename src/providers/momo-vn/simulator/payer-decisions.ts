import type { SimulatorHost } from "../../../connector/simulator.ts";
import { cardNumber, findCard } from "./cards.ts";
import { type Order, putOrder } from "./order.ts";
import { type Habit, payerOf } from "./payers.ts";
import { rulesOf } from "./request-types.ts";
import { endOrder, type Means, startProcessing } from "./settlement.ts";

/** After so many wrong passwords the login has failed. */
const WRONG_PINS_MAX = 3;

/** Where a payer confirms, or with what. */
export interface Way {
  /** The word for it in `payType`, for a wallet. */
  readonly by: "qr" | "webApp";
  /** As it was typed on the page; null for the payer's own means. */
  readonly card: string | null;
}

const withThePhone: Way = { by: "qr", card: null };

/** The payer agrees to an open order. */
export function approve(host: SimulatorHost, order: Order, way: Way = withThePhone): Order {
  return order.code === 1000 ? startProcessing(host, order, meansOf(host, order, way)) : order;
}

export function decline(host: SimulatorHost, order: Order): Order {
  return order.code === 1000 ? endOrder(host, order, 1006) : order;
}

/** The third wrong password ends the order. */
export function failLogin(host: SimulatorHost, order: Order): Order {
  if (order.code !== 1000) return order;
  const wrong_pins = order.wrong_pins + 1;
  if (wrong_pins >= WRONG_PINS_MAX) return endOrder(host, order, 4100);
  host.note(`A wrong password; ${WRONG_PINS_MAX - wrong_pins} more end the order.`);
  return putOrder(host, { ...order, wrong_pins });
}

/** The link or the QR code has run out. */
export function expire(host: SimulatorHost, order: Order): Order {
  return order.code === 1000 || order.code === 8200 ? endOrder(host, order, 1005) : order;
}

/** The payer does what they always do, unless somebody acted before or the phone is off. */
export function answerByHabit(host: SimulatorHost, order: Order): void {
  if (order.ignored) return;
  const payer = payerOf(host, order.payer);
  if (payer.switched_on) habits[payer.habit ?? "approve"](host, order);
}

const habits: Readonly<Record<Habit, (host: SimulatorHost, order: Order) => void>> = {
  approve: (host, order) => approve(host, order),
  refuse: decline,
  wrong_pin: (host, order) => {
    let latest = order;
    while (latest.code === 1000) latest = failLogin(host, latest);
  },
  ignore: () => undefined,
};

/** A card that was typed comes first, then what the order is made for. */
function meansOf(host: SimulatorHost, order: Order, { by, card }: Way): Means {
  const { instrument } = rulesOf(order.product);
  if (card === null && instrument === "wallet") return { payer_wallet: order.payer, pay_type: by };
  const own = instrument === "credit" ? INTERNATIONAL_CARD : payerOf(host, order.payer).card;
  const payer_wallet = card === null ? own : cardNumber(card);
  return { payer_wallet, pay_type: findCard(payer_wallet)?.pay_type ?? "napas" };
}

/** What an ordinary payer has beside the domestic card. */
const INTERNATIONAL_CARD = "5200000000001096";
