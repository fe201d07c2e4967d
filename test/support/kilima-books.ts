import type { Exchange, HttpRequest } from "../../src/connector/http.ts";
import type { SubscriptionStatus } from "../../src/core/subscription.ts";
import type { KilimaCall, KilimaCharge, KilimaMessage } from "./kilima.ts";

/** A customer's subscription as the provider keeps it. */
export interface KilimaSubscription {
  readonly uuid: string;
  readonly name: string | null;
  readonly phone: string;
  standing: SubscriptionStatus;
  readonly charges: KilimaCharge[];
}

/** How a call fares on its way; `arrive` has it carried out, and says what the answer is. */
export type Fare = (arrive: () => Exchange, call: KilimaCall) => Promise<Exchange>;

/** The invented provider's side: its books, and what it does with each call that reaches it. */
export class KilimaBooks {
  readonly subscriptions: KilimaSubscription[] = [];
  /** Every call that reached it. */
  readonly arrived: KilimaCall[] = [];
  readonly #fares = new Map<KilimaCall["do"], Fare>();

  readonly transport = async (request: HttpRequest): Promise<Exchange> => {
    const call = JSON.parse(String(request.body)) as KilimaCall;
    const arrive = () => this.#arrive(call);
    const fare = this.#fares.get(call.do);
    return fare === undefined ? arrive() : await fare(arrive, call);
  };

  /** From now on such calls fare so; without a fare, well again. */
  let(what: KilimaCall["do"], fare?: Fare): void {
    if (fare === undefined) this.#fares.delete(what);
    else this.#fares.set(what, fare);
  }

  count(what: KilimaCall["do"]): number {
    return this.arrived.filter((call) => call.do === what).length;
  }

  of(phone: string): KilimaSubscription {
    const found = this.subscriptions.findLast((one) => one.phone === phone);
    if (found === undefined) throw new Error("This customer has no subscription.");
    return found;
  }

  /** A customer subscribes without us. */
  subscribe(phone: string): KilimaSubscription {
    const subscription = this.#add(phone, null);
    subscription.standing = "active";
    return subscription;
  }

  charge(subscription: KilimaSubscription, paid = true): KilimaCharge {
    const charge = { id: `${subscription.uuid}-${subscription.charges.length + 1}`, shillings: 10, paid };
    subscription.charges.push(charge);
    return charge;
  }

  #add(phone: string, name: string | null): KilimaSubscription {
    const uuid = `uuid-${this.subscriptions.length + 1}`;
    const subscription: KilimaSubscription = { uuid, name, phone, standing: "pending", charges: [] };
    this.subscriptions.push(subscription);
    return subscription;
  }

  #arrive(call: KilimaCall): Exchange {
    this.arrived.push(call);
    return answer(this.#carryOut(call));
  }

  #carryOut(call: KilimaCall): KilimaMessage {
    if (call.do === "create") return this.#create(call);
    if (call.do === "charge") return this.#tellCharge(call);
    const known = this.subscriptions.find(({ uuid, name }) => uuid === call.uuid || name === call.name);
    if (known === undefined) return { code: "not_found" };
    if (call.do === "confirm") return this.#confirm(known, call);
    if (call.do === "cancel") known.standing = "ended";
    if (call.do === "pause") known.standing = "paused";
    if (call.do === "resume" || call.do === "activate") known.standing = "active";
    return told(known);
  }

  #create({ phone, name }: KilimaCall): KilimaMessage {
    const living = this.subscriptions.some((one) => one.phone === phone && one.standing !== "ended");
    if (living) return { code: "duplicate" };
    const { uuid } = this.#add(phone ?? "", name);
    return { code: "pin_sent", standing: "pending", uuid };
  }

  #confirm(known: KilimaSubscription, { pin }: KilimaCall): KilimaMessage {
    if (pin !== "rightpin") return { code: "wrong_pin", uuid: known.uuid };
    known.standing = "active";
    this.charge(known);
    return told(known);
  }

  #tellCharge({ uuid }: KilimaCall): KilimaMessage {
    const charge = this.subscriptions.flatMap(({ charges }) => charges).find(({ id }) => id === uuid);
    return { code: "standing", charges: charge === undefined ? [] : [charge] };
  }
}

/** What the books say of it. */
export function told({ uuid, standing, charges }: KilimaSubscription): KilimaMessage {
  if (standing === "pending") return { code: "pin_sent", standing, uuid };
  return { code: standing === "ended" ? "gone" : "standing", standing, uuid, charges };
}

function answer(message: KilimaMessage): Exchange {
  return { end: "answer", answer: { status: 200, headers: {}, body: Buffer.from(JSON.stringify(message)) } };
}
