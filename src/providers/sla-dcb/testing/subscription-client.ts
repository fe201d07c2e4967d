import type { PayerPage } from "../../../connector/connector.ts";
import type { HttpAnswer, HttpRequest } from "../../../connector/http.ts";
import type { SubscriptionOrder } from "../../../connector/subscription.ts";
import type { SubscriptionChange, SubscriptionFinding } from "../../../core/subscription.ts";
import type { SlaConfig } from "../config.ts";
import { openRawClient, type RawClient } from "../simulator/testing/raw-client.ts";
import { answered } from "./orders.ts";
import { calls, shop, subscription } from "./subscription-orders.ts";

type Differs = Partial<SubscriptionOrder>;

/** The connector and the provider's side in one process, and nothing between them that decides or keeps anything. */
export interface SubscriptionClient extends AsyncDisposable {
  readonly raw: RawClient;
  /** A PIN is asked for and typed in, where nothing else is said. */
  subscribe(order?: Differs): Promise<SubscriptionFinding>;
  create(order?: Differs): Promise<SubscriptionFinding>;
  confirm(order?: Differs): Promise<SubscriptionFinding>;
  change(name: SubscriptionChange, order: Differs): Promise<SubscriptionFinding>;
  inquire(order?: Differs): Promise<SubscriptionFinding>;
}

export async function openSubscriptionClient(settings: Partial<SlaConfig> = {}): Promise<SubscriptionClient> {
  const raw = await openRawClient();
  const config = { ...shop, ...settings };
  let named = 0;
  const ordered = (differs: Differs): SubscriptionOrder => {
    const call_reference = `HKCALL${String(++named).padStart(14, "0")}`;
    return { ...subscription, attempt_reference: call_reference, call_reference, ...differs };
  };
  const change: SubscriptionClient["change"] = async (name, differs) => {
    const order = ordered(differs);
    const known = calls.changes[name];
    if (known === undefined) throw new Error(`Nothing is offered under ${name}.`);
    return known.read(await carry(raw, known.request(order, config)), order, config);
  };
  const create: SubscriptionClient["create"] = async (differs = {}) => {
    const order = ordered(differs);
    return calls.readCreate(await carry(raw, calls.create(order, config)), order);
  };
  const confirm = (differs: Differs = {}): Promise<SubscriptionFinding> =>
    change("confirm", { payer_answer: "000000", ...differs });
  return {
    raw,
    create,
    confirm,
    change,
    subscribe: async (differs = {}) => {
      await create(differs);
      return confirm(differs);
    },
    inquire: async (differs = {}) => {
      const order = ordered(differs);
      return calls.readInquiry(await carry(raw, calls.inquire(order, config)), order);
    },
    [Symbol.asyncDispose]: () => raw[Symbol.asyncDispose](),
  };
}

async function carry(raw: RawClient, request: HttpRequest | PayerPage | "cannot_ask"): Promise<HttpAnswer> {
  if (request === "cannot_ask" || "payer_url" in request) throw new Error("There is nothing to send.");
  const { pathname, searchParams } = new URL(request.url);
  const authorization = request.headers["authorization"] ?? "";
  const { text, status } = await raw.call(pathname, Object.fromEntries(searchParams), {
    authorization,
    method: request.method,
  });
  return answered(text, status);
}
