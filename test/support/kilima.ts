import type { Known } from "../../src/connector/connector.ts";
import { isSigned, markVerified, type VerifiedCallback } from "../../src/connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../src/connector/http.ts";
import type { Provider, SubscriptionDeclaration } from "../../src/connector/provider.ts";
import type { SubscriptionCalls, SubscriptionOrder } from "../../src/connector/subscription.ts";
import type { Evidence, Finding, Reading } from "../../src/core/outcome.ts";
import { noWords } from "../../src/core/readings.ts";
import {
  type SubscriptionChange,
  type SubscriptionCharge,
  type SubscriptionFinding,
  type SubscriptionStatus,
  subscriptionChanges,
} from "../../src/core/subscription.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { says } from "./messages.ts";

/** What an invented provider and we say to each other, as JSON. */
export interface KilimaCall {
  readonly do: "create" | "inquire" | "charge" | SubscriptionChange;
  readonly uuid: string | null;
  /** Our name for the create. */
  readonly name: string;
  readonly phone: string | null;
  readonly pin: string | null;
}

export interface KilimaMessage {
  readonly code: keyof typeof codes;
  readonly uuid?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly standing?: SubscriptionStatus;
  readonly charges?: readonly KilimaCharge[];
  readonly may_be_new?: boolean;
  readonly signed?: boolean;
}

export interface KilimaCharge {
  readonly id: string;
  readonly shillings: number;
  readonly paid: boolean;
}

const codes = {
  standing: { ...says.completed, money: "none" },
  gone: { ...says.withdrawn, money: "none" },
  done: says.completed,
  pin_sent: says.prompt,
  wrong_pin: { ...says.declined, advice: { action: "ask_payer" } },
  throttled: { ...says.down, category: "throttled" },
  duplicate: { ...says.duplicate, finality: "unresolved" },
  not_found: says.not_found,
  broken: says.broken,
} as const satisfies Readonly<Record<string, Reading>>;

/** How it knows subscriptions: a PIN starts one, and a lost message is asked about again and again. */
const kilimaDeclaration: SubscriptionDeclaration = {
  options: mpesaKe.options,
  phone_number: mpesaKe.limits.phone_number,
  amounts: null,
  payer_challenge: "pin",
  trial_days_max: null,
  activation: ["automatic"],
  grace: { days_max: 30, tries_per_day_max: 2 },
  inquiry_at: [5, 15, 60],
  deadline: 3_600,
  check_every: 86_400,
  example: { phone_number: "+254711000001" },
};

/** A provider that is like another one in all that has nothing to do with subscriptions. */
export const kilima: Provider = {
  ...mpesaKe,
  id: "kilima",
  name: "Kilima",
  callbacks: { ...mpesaKe.callbacks, url: "connection" },
  timing: { ...mpesaKe.timing, resubmit_after: [10, 30] },
  connector: {
    ...mpesaKe.connector,
    inquire: ({ provider_reference }) =>
      send({ do: "charge", uuid: provider_reference, name: "", phone: null, pin: null }),
    readInquiry: readCharge,
    verifyCallback: (callback) => ({
      verdict: "verified",
      callback: markVerified(callback, messageIn(callback).signed === false ? "unsigned" : "signed"),
    }),
    notices: { read: readNotice },
    subscriptions: subscriptionCalls(),
  },
  subscriptions: kilimaDeclaration,
};

function subscriptionCalls(): SubscriptionCalls<unknown> {
  const change = (kind: SubscriptionChange) => ({
    request: (order: SubscriptionOrder) => send(callOf(kind, order)),
    read: (answer: HttpAnswer) => findingOf("answer", messageIn(answer)),
  });
  return {
    create: (order) => send(callOf("create", order)),
    readCreate: (answer) => findingOf("answer", messageIn(answer)),
    inquire: (order) => send(callOf("inquire", order)),
    readInquiry: (answer) => findingOf("inquiry", messageIn(answer)),
    changes: Object.fromEntries(subscriptionChanges.map((kind) => [kind, change(kind)])),
  };
}

function callOf(what: KilimaCall["do"], order: SubscriptionOrder): KilimaCall {
  const { provider_reference: uuid, attempt_reference: name, phone_number: phone, payer_answer: pin } = order;
  return { do: what, uuid, name, phone, pin };
}

function send(call: KilimaCall): HttpRequest {
  const url = "https://kilima.invalid/";
  return { method: "POST", url, headers: {}, body: JSON.stringify(call), timeout_ms: 5_000 };
}

function messageIn({ body }: { readonly body: Uint8Array }): KilimaMessage {
  return JSON.parse(Buffer.from(body).toString("utf8"));
}

function findingOf(evidence: Evidence, message: KilimaMessage, signed = true): SubscriptionFinding {
  return {
    evidence,
    about: "subscription",
    strength: signed ? "proof" : "hint",
    reading: codes[message.code],
    provider: { ...noWords, code: message.code },
    standing: message.standing ?? null,
    provider_reference: message.uuid ?? null,
    renews_at: null,
    charges: (message.charges ?? []).map(chargeOf),
  };
}

function chargeOf({ id, shillings, paid }: KilimaCharge): SubscriptionCharge {
  return {
    provider_reference: id,
    period: null,
    amount: { minor: BigInt(shillings) * 100n, currency: "KES" },
    reading: paid ? says.completed : says.declined,
    provider: noWords,
  };
}

function readNotice(callback: VerifiedCallback) {
  const message = messageIn(callback);
  return {
    about: "subscription",
    provider_reference: message.uuid ?? "",
    ...(message.name !== undefined && { call_reference: message.name }),
    phone_number: message.phone ?? null,
    provider_options: {},
    may_be_new: message.may_be_new ?? false,
    read: () => findingOf("callback", message, isSigned(callback)),
  } as const;
}

function readCharge(answer: HttpAnswer, _known: Known): Finding {
  const [charge] = messageIn(answer).charges ?? [];
  const paid = charge?.paid === true;
  return {
    evidence: "inquiry",
    about: "operation",
    strength: "proof",
    reading: charge === undefined ? says.working : paid ? says.completed : says.declined,
    provider: noWords,
    provider_reference: charge?.id ?? null,
    receipt: null,
    amount_minor: charge === undefined ? null : BigInt(charge.shillings) * 100n,
  };
}
