import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { Fault } from "./faults.ts";
import { magicPerson } from "./magic.ts";

/** What the holder of a phone does with a prompt when nobody acts for them. */
export type Habit = "approve" | "cancel" | "wrong_pin" | "ignore";

/** A phone number and its M-Pesa account. Amounts are whole cents. */
export type Subscriber = {
  readonly msisdn: string;
  readonly on_mpesa: boolean;
  readonly switched_on: boolean;
  /** Another M-Pesa or USSD menu stands open on the phone. */
  readonly dialogue_open: boolean;
  readonly balance_minor: string;
  /** How far M-Pesa lets the balance go below zero. */
  readonly overdraft_minor: string;
  /** What was paid today by ways that this world does not see. */
  readonly spent_elsewhere_minor: string;
  /** Wrong PINs since the last right one. */
  readonly wrong_pins: number;
  /** Null: an ordinary payer, who does as the setting says. */
  readonly habit: Habit | null;
  /** What goes wrong with every push to this phone. */
  readonly fault: Fault | null;
  /** The push whose dialogue is open; M-Pesa holds one lock for each subscriber. */
  readonly open_push: string | null;
  /** Payments of the last day and a little more, newest last. */
  readonly paid: readonly {
    readonly at_ms: number;
    readonly link_id: string;
    readonly amount_minor: string;
  }[];
};

/** 70,000 shillings: enough to play with, less than the most that one payment may be. */
const BALANCE_MINOR = "7000000";

/** An ordinary number that nobody has used yet has a phone and an account all the same. */
export function subscriberOf(host: SimulatorHost, msisdn: string): Subscriber {
  return (
    host.records.get<Subscriber>("subscriber", msisdn) ?? { ...ordinary(msisdn), ...magicPerson(msisdn) }
  );
}

export function putSubscriber(host: SimulatorHost, subscriber: Subscriber): void {
  host.records.put("subscriber", subscriber.msisdn, subscriber);
}

export function subscribers(host: SimulatorHost): readonly Subscriber[] {
  return host.records.all<Subscriber>("subscriber").map(([, subscriber]) => subscriber);
}

function ordinary(msisdn: string): Subscriber {
  return {
    msisdn,
    on_mpesa: true,
    switched_on: true,
    dialogue_open: false,
    balance_minor: BALANCE_MINOR,
    overdraft_minor: "0",
    spent_elsewhere_minor: "0",
    wrong_pins: 0,
    habit: null,
    fault: null,
    open_push: null,
    paid: [],
  };
}
