import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Product } from "./accounts.ts";
import type { Fields } from "./fields.ts";
import { fromNaira, parseAmount, plain, type Thousandths } from "./naira.ts";
import { isNetworkId, type NetworkId, priceOfAirtime } from "./networks.ts";
import { findPlan } from "./plans.ts";
import { Refusal } from "./refusal.ts";
import { choice } from "./settings.ts";

/** The fields of an order once they are in order. */
export interface Purchase {
  readonly product: Product;
  readonly network: NetworkId;
  readonly mobile_number: string;
  readonly plan_id: string | null;
  readonly label: string;
  readonly face: Thousandths;
  readonly price: Thousandths;
}

/** What is bought, apart from the network and the number. */
type Goods = Pick<Purchase, "plan_id" | "label" | "face" | "price">;

export function readPurchase(host: SimulatorHost, fields: Fields, product: Product): Purchase {
  const network = readNetwork(fields);
  const goods = product === "airtime" ? readAirtime(host, fields, network) : readPlan(fields, network);
  return { product, network, mobile_number: readRecipient(fields), ...goods };
}

function readNetwork(fields: Fields): NetworkId {
  const network = fields.get("mobilenetwork") ?? "";
  if (network === "") throw new Refusal("404", "The MobileNetwork is empty.");
  if (!isNetworkId(network)) throw new Refusal("418", "The MobileNetwork is none of 01, 02, 03 and 04.");
  return network;
}

const limits = {
  seed: { least: fromNaira(100), most: fromNaira(50_000), tooLittle: "407", tooMuch: "408" },
  current: {
    least: fromNaira(50),
    most: fromNaira(200_000),
    tooLittle: "MINIMUM_50",
    tooMuch: "MINIMUM_200000",
  },
} as const;

function readAirtime(host: SimulatorHost, fields: Fields, network: NetworkId): Goods {
  const text = fields.get("amount") ?? "";
  if (text === "") throw new Refusal("405", "The Amount is empty.");
  const face = parseAmount(text);
  if (face === null) throw new Refusal("406", "The Amount is no number of naira with at most two decimals.");
  const { least, most, tooLittle, tooMuch } = limits[choice(host, "limits")];
  if (face < least) throw new Refusal(tooLittle, `The Amount is below ${plain(least)}.`);
  if (face > most) throw new Refusal(tooMuch, `The Amount is above ${plain(most)}.`);
  return { plan_id: null, label: `${plain(face)} Credit`, face, price: priceOfAirtime(face, network) };
}

function readPlan(fields: Fields, network: NetworkId): Goods {
  const plan_id = fields.get("dataplan") ?? "";
  if (plan_id === "") throw new Refusal("MISSING_DATAPLAN", "The DataPlan is empty.");
  const plan = findPlan(network, plan_id);
  if (plan === undefined) throw new Refusal("INVALID_DATAPLAN", "The network has no such DataPlan.");
  if (plan.kind === "sold_out")
    throw new Refusal("DATAPLAN_NOT_AVAILABLE", "The DataPlan is not to be had at the moment.");
  return { plan_id, label: plan.name, face: fromNaira(plan.face_naira), price: plan.price };
}

/** Eleven digits in the local form; the international form is refused. */
function readRecipient(fields: Fields): string {
  const mobile_number = fields.get("mobilenumber") ?? "";
  if (/^0[789][01]\d{8}$/.test(mobile_number)) return mobile_number;
  throw new Refusal("409", "The MobileNumber is no local mobile number.");
}
