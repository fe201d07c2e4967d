import type { PhoneAct, PhoneState, SimulatorHost } from "../../../connector/simulator.ts";
import { answerPrompt } from "./answer.ts";
import { findPush, type Push, promptText, putPush } from "./push.ts";
import { putSubscriber, type Subscriber, subscriberOf, subscribers } from "./subscribers.ts";

export function phones(host: SimulatorHost): readonly PhoneState[] {
  return subscribers(host).map((subscriber) => describe(host, subscriber));
}

/** What a person does with the phone in their hand. */
export async function act(
  host: SimulatorHost,
  phone_number: string,
  what: PhoneAct,
): Promise<PhoneState | null> {
  const msisdn = phone_number.replace(/^\+/, "");
  const holder = subscriberOf(host, msisdn);
  const useful =
    what === "switch_on" || what === "switch_off" ? turn(host, holder, what) : answer(host, holder, what);
  return useful ? describe(host, subscriberOf(host, msisdn)) : null;
}

function turn(host: SimulatorHost, holder: Subscriber, what: "switch_on" | "switch_off"): boolean {
  const switched_on = what === "switch_on";
  if (holder.switched_on === switched_on) return false;
  putSubscriber(host, { ...holder, switched_on });
  return true;
}

const answers = { approve: "right_pin", refuse: "cancel", wrong_pin: "wrong_pin" } as const;

function answer(host: SimulatorHost, holder: Subscriber, what: keyof typeof answers | "ignore"): boolean {
  const push = onScreen(host, holder);
  if (push === null) return false;
  if (what === "ignore") putPush(host, { ...push, ignored: true });
  else answerPrompt(host, push, answers[what]);
  return true;
}

/** A phone that is off shows nothing; switched on in time, it shows the prompt. */
function onScreen(host: SimulatorHost, holder: Subscriber): Push | null {
  if (!holder.switched_on || holder.open_push === null) return null;
  const push = findPush(host, holder.open_push);
  return push?.phase === "prompt" ? push : null;
}

function describe(host: SimulatorHost, subscriber: Subscriber): PhoneState {
  const push = onScreen(host, subscriber);
  return {
    phone_number: `+${subscriber.msisdn}`,
    switched_on: subscriber.switched_on,
    balance_minor: subscriber.balance_minor,
    currency: "KES",
    prompt: push && {
      text: promptText(host, push),
      expires_at_ms: push.expires_at_ms,
      provider_reference: push.checkout_request_id,
    },
  };
}
