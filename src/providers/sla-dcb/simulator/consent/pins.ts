import type { SimulatorHost } from "../../../../connector/simulator.ts";
import { sendSms } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { newPin } from "../ids.ts";
import type { Operator } from "../operator/operators.ts";
import type { Environment, Service } from "../services.ts";
import { duration, sandboxPinPasses } from "../settings.ts";

/** The PINs of one customer for one service. */
type Pins = {
  /** The last one that was sent; null where wrong tries have voided it, or it was used. */
  readonly waiting: { readonly pin: string; readonly sent_at_ms: number } | null;
  readonly wrong_tries: number;
  readonly used: readonly string[];
};

/** Where a PIN is asked for. */
export interface PinPlace {
  readonly msisdn: string;
  readonly operator: Operator;
  readonly service: Service;
  readonly environment: Environment;
}

const WRONG_TRIES_MAX = 3;

/** Passes for every customer of the sandbox. */
const SANDBOX_PIN = "000000";

/** A new PIN takes the place of the one before. */
export function sendPin(host: SimulatorHost, place: PinPlace): void {
  const { used } = pinsOf(host, place);
  const pin = freshPin(host, place, used);
  putPins(host, place, { waiting: { pin, sent_at_ms: host.now() }, wrong_tries: 0, used });
  sendSms(host, place.msisdn, `${pin} is your PIN for ${place.service.service_name}.`);
}

/** Throws what is wrong with it; a wrong try is counted. */
export function checkPin(host: SimulatorHost, place: PinPlace, pin: string): void {
  if (place.environment === "sandbox" && pin === SANDBOX_PIN && sandboxPinPasses(host)) return;
  if (!new RegExp(`^\\d{${place.operator.pin_digits}}$`).test(pin)) throw refusal("2008", {});
  const pins = pinsOf(host, place);
  const { waiting } = pins;
  if (waiting?.pin !== pin) {
    if (pins.used.includes(pin)) throw refusal("4001", {});
    countWrongTry(host, place, pins);
    throw refusal("4003", {});
  }
  if (host.now() >= waiting.sent_at_ms + duration(host, "pin_lives_ms")) throw refusal("4002", {});
}

export function usePin(host: SimulatorHost, place: PinPlace, pin: string): void {
  const pins = pinsOf(host, place);
  if (pins.waiting?.pin !== pin) return;
  putPins(host, place, { waiting: null, wrong_tries: 0, used: [...pins.used, pin] });
}

function countWrongTry(host: SimulatorHost, place: PinPlace, pins: Pins): void {
  const wrong_tries = pins.wrong_tries + 1;
  const waiting = wrong_tries < WRONG_TRIES_MAX ? pins.waiting : null;
  putPins(host, place, { ...pins, waiting, wrong_tries });
}

/** Never one that the customer has used for this service, so that a used one can be told. */
function freshPin(host: SimulatorHost, { operator }: PinPlace, used: readonly string[]): string {
  for (;;) {
    const pin = newPin(host, operator.pin_digits);
    if (pin !== SANDBOX_PIN && !used.includes(pin)) return pin;
  }
}

function pinsOf(host: SimulatorHost, place: PinPlace): Pins {
  return host.records.get<Pins>("pin", keyOf(place)) ?? { waiting: null, wrong_tries: 0, used: [] };
}

function putPins(host: SimulatorHost, place: PinPlace, pins: Pins): void {
  host.records.put("pin", keyOf(place), pins);
}

function keyOf({ msisdn, service }: PinPlace): string {
  return `${msisdn} ${service.uri}`;
}
