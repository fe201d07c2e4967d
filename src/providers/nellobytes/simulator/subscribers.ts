import type { SimulatorHost } from "../../../connector/simulator.ts";
import type { OrderCode } from "./code-table.ts";
import type { Fault } from "./faults.ts";
import { magicLine } from "./magic.ts";
import { type NetworkId, networkOf } from "./networks.ts";
import type { RefusalCode } from "./refusal.ts";

/**
 * What an operator makes of a try. `usual`: it looks at the subscriber and answers. `slow`: so too, close to the end of
 * the time that the provider waits. `late`: so too, after it. `silent`: nothing happens. `vends_silently`: the
 * recipient gets it and nobody hears. A code: the order ends up there.
 */
export type Reaction = "usual" | "slow" | "late" | "silent" | "vends_silently" | Exclude<OrderCode, "899">;

/** A line that can be topped up. */
export type Subscriber = {
  readonly mobile_number: string;
  /** Where the number is today: numbers move. Null: at none of the four networks. */
  readonly network: NetworkId | null;
  readonly barred: boolean;
  readonly airtime_kobo: string;
  /** What the operator has written to the line, the latest last. */
  readonly messages: readonly { readonly at_ms: number; readonly text: string }[];
  /** False: the line cannot have data. */
  readonly takes_data: boolean;
  /** Until then a data plan waits to be activated, and the line can have no other. */
  readonly plan_waits_until_ms: number;
  /** What the operator makes of each try; the last one stands for all further ones. Null: as the setting says. */
  readonly reactions: readonly Reaction[] | null;
  /** Orders for this number are refused so. */
  readonly refused_with: RefusalCode | null;
  /** What goes wrong around every order for this number. */
  readonly faults: readonly Fault[];
};

/** An ordinary number that nobody has used yet is a line all the same. */
export function subscriberOf(host: SimulatorHost, mobile_number: string): Subscriber {
  return (
    host.records.get<Subscriber>("subscriber", mobile_number) ?? {
      ...ordinary(mobile_number),
      ...magicLine(mobile_number),
    }
  );
}

export function putSubscriber(host: SimulatorHost, subscriber: Subscriber): void {
  host.records.put("subscriber", subscriber.mobile_number, subscriber);
}

export function subscribers(host: SimulatorHost): readonly Subscriber[] {
  return host.records.all<Subscriber>("subscriber").map(([, subscriber]) => subscriber);
}

function ordinary(mobile_number: string): Subscriber {
  return {
    mobile_number,
    network: networkOf(mobile_number),
    barred: false,
    airtime_kobo: "0",
    messages: [],
    takes_data: true,
    plan_waits_until_ms: 0,
    reactions: null,
    refused_with: null,
    faults: [],
  };
}
