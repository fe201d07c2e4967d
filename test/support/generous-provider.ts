import type { Calls } from "../../src/connector/connector.ts";
import type { Exchange, HttpAnswer, HttpRequest } from "../../src/connector/http.ts";
import type { Provider } from "../../src/connector/provider.ts";
import type { Evidence, Finding, Reading } from "../../src/core/outcome.ts";
import { noWords } from "../../src/core/readings.ts";
import { momoVn } from "../../src/providers/momo-vn/index.ts";
import { says } from "./messages.ts";

/** What is asked of it, as JSON. */
export interface GenerousCall {
  readonly do: "charge" | "refund" | "inquire";
  /** Our name for the charge or the refund that is made or asked about. */
  readonly name: string;
  readonly dong: number;
}

const answers: Readonly<Record<number, Reading>> = {
  200: says.completed,
  404: says.not_found,
  429: says.throttled,
};

export function answerWith(status: 200 | 404 | 429): Exchange {
  return { end: "answer", answer: { status, headers: {}, body: new Uint8Array() } };
}

export const lost: Exchange = { end: "no_answer", cause: "TIMEOUT" };

/** A provider that gives back in parts, and as much as anybody asks for. */
export const generous: Provider = {
  ...momoVn,
  id: "generous",
  capabilities: { ...momoVn.capabilities, refund: "partial" },
  connector: {
    ...momoVn.connector,
    ...callsThat("charge"),
    kinds: { refund: callsThat("refund") },
  },
};

function callsThat(act: "charge" | "refund"): Calls<unknown> {
  return {
    submit: ({ attempt_reference: name, amount }) => send({ do: act, name, dong: Number(amount.minor) }),
    readSubmit: (answer) => read("answer", answer),
    inquire: ({ attempt_reference: name }) => send({ do: "inquire", name, dong: 0 }),
    readInquiry: (answer) => read("inquiry", answer),
  };
}

function send(call: GenerousCall): HttpRequest {
  const url = "https://generous.invalid/";
  return { method: "POST", url, headers: {}, body: JSON.stringify(call), timeout_ms: 5_000 };
}

function read(evidence: Evidence, { status }: HttpAnswer): Finding {
  return {
    evidence,
    about: "operation",
    strength: "proof",
    reading: answers[status] ?? says.broken,
    provider: noWords,
    provider_reference: null,
    receipt: null,
    amount_minor: null,
  };
}
