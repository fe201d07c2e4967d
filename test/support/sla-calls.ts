import { expect } from "vitest";
import type { Known } from "../../src/connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../src/connector/http.ts";
import type { Finding } from "../../src/core/outcome.ts";
import { config } from "../../src/providers/sla-dcb/config.ts";
import { connector } from "../../src/providers/sla-dcb/connector.ts";
import { simulator } from "../../src/providers/sla-dcb/simulator/index.ts";
import {
  campaign,
  MERCHANT,
  type RawClient,
} from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { known as anOrder, ofKind } from "../../src/providers/sla-dcb/testing/orders.ts";

/** The connector against the simulator, each with its own idea of the wire. */
export class SlaCalls {
  readonly client: RawClient;
  #calls = 0;

  constructor(client: RawClient) {
    this.client = client;
  }

  /** A charge that is confirmed by this PIN. */
  async confirm(change: Change = {}, pin = "000000"): Promise<Finding> {
    return await this.#call({ ...change, payer_answer: pin }, connector.changes?.confirm);
  }

  /** The submit of any flow. */
  async submit(change: Change = {}): Promise<Finding> {
    return await this.#call(change, { request: connector.submit, read: connector.readSubmit });
  }

  async charge(msisdn: string, change: Change = {}): Promise<Finding> {
    return await this.submit({ ...change, provider_options: { flow: "token", token: msisdn } });
  }

  async ask(change: Change = {}): Promise<Finding> {
    const provider_options = { flow: "message_reply" };
    return await this.submit({
      phone_number: "+96560001234",
      amount: { minor: 500n, currency: "KWD" },
      ...change,
      provider_options,
    });
  }

  async ofKind(kind: "refund" | "message", { order, ...change }: Change): Promise<Finding> {
    const calls = connector.kinds?.[kind];
    const made = {
      request: calls?.submit ?? connector.submit,
      read: calls?.readSubmit ?? connector.readSubmit,
    };
    return await this.#call({ ...change, order: { ...ofKind(kind), ...order } }, made);
  }

  async message(change: Change = {}, order: Partial<Known> = {}): Promise<Finding> {
    return await this.ofKind("message", { ...change, order });
  }

  async inquire(provider_reference: string, change: Change = {}): Promise<Finding> {
    const asked = { request: connector.inquire, read: connector.readInquiry };
    return await this.#call({ ...change, provider_reference }, asked);
  }

  /** A charge that was made, and then this much of it given back. */
  async refund(minor: bigint, change: Change = {}): Promise<Finding> {
    const { provider_reference } = await this.confirm(change);
    expect(provider_reference).not.toBeNull();
    return await this.refundOf(provider_reference, {
      ...change,
      amount: { ...(change.amount ?? anOrder.amount), minor },
    });
  }

  async refundOf(provider_reference: string | null, change: Change = {}): Promise<Finding> {
    const { refunded } = ofKind("refund");
    return await this.ofKind("refund", {
      ...change,
      order: { refunded: refunded && { ...refunded, provider_reference } },
    });
  }

  async token(change: Readonly<Record<string, string>> = {}): Promise<string> {
    const order = { msisdn: "2348090001234", amount: "100", currency: "NGN", campaign: campaign("one-off") };
    const { body } = await this.client.call("/v2.2/sandbox/provision_token", {
      merchant: MERCHANT,
      ...order,
      ...change,
    });
    return String(body["token"]);
  }

  async fraudToken(service: string): Promise<string> {
    const { body } = await this.client.call("/external/v1/fraud/token", { merchant: MERCHANT, service });
    return String(body["token"]);
  }

  async checkFraud(token: string, service: string): Promise<void> {
    await this.client.call("/external/v1/fraud/check_transaction", { token, merchant: MERCHANT, service });
  }

  async #call({ account, order: base, ...change }: Change, call: Call | undefined): Promise<Finding> {
    if (call === undefined) throw new Error("The connector knows no such call.");
    const reference = `HKCALL${String(++this.#calls).padStart(14, "0")}`;
    const names = { attempt_reference: reference, call_reference: reference };
    const order: Known = { ...anOrder, ...base, ...names, ...change };
    const settings = config.forSandbox(this.client.base, { ...simulator.credentials, ...account });
    const request = call.request(order, settings);
    if (request === "cannot_ask" || "payer_url" in request) throw new Error("No call is made.");
    return call.read(await exchange(request), order);
  }
}

interface Call {
  request(
    order: Known,
    settings: ReturnType<typeof config.forSandbox>,
  ): ReturnType<typeof connector.submit> | "cannot_ask";
  read(answer: HttpAnswer, order: Known): Finding;
}

/** What is other than usual: of the order, of the account, or of the order that a refund or a message is made from. */
export type Change = Partial<Known> & {
  readonly account?: Readonly<Record<string, string>>;
  readonly order?: Partial<Known>;
};

async function exchange({ url, method, headers }: HttpRequest): Promise<HttpAnswer> {
  const answer = await fetch(url, { method, headers });
  return { status: answer.status, headers: {}, body: new Uint8Array(await answer.arrayBuffer()) };
}
