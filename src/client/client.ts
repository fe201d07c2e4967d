import type {
  Customer,
  CustomerQuestion,
  CustomerUnsubscription,
  DecidedReview,
  Message,
  MessagePage,
  NewMessage,
  NewPayment,
  NewSubscription,
  NewTopup,
  Payment,
  PaymentPage,
  Problem,
  Refund,
  RefundOfPayment,
  RefundPage,
  Review,
  ReviewDecision,
  ReviewPage,
  Subscription,
  SubscriptionPage,
  Timeline,
  Topup,
  TopupPage,
  Unsubscription,
  WebhookDelivery,
  WebhookDeliveryPage,
} from "./types.ts";

/** Query parameters of a list, as the reference names them. */
export type Filter = Readonly<Record<string, string | number>>;

export interface ClientOptions {
  /** The gateway's address, without a slash at the end. */
  readonly url: string;
  readonly api_key: string;
  /** Left out: the platform's own. */
  readonly fetch?: typeof fetch;
}

/** The gateway refused a request. What a provider refused is no error: it stands in the resource's outcome. */
export class HakikaProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.detail} ${problem.fix}`);
    this.name = "HakikaProblem";
    this.problem = problem;
  }
}

/** A typed client of the gateway's API. Creating calls may be repeated with the same idempotency key, and only so. */
export class HakikaClient {
  readonly payments: Operations<NewPayment, Payment, PaymentPage>;
  readonly topups: Operations<NewTopup, Topup, TopupPage>;
  readonly messages: Operations<NewMessage, Message, MessagePage>;
  /** They are made with `refund`. */
  readonly refunds: Omit<Operations<never, Refund, RefundPage>, "create">;
  readonly subscriptions: Subscriptions;
  readonly #ask: Ask;

  constructor(options: ClientOptions) {
    this.#ask = askWith(options);
    this.payments = new Operations("/v1/payments", this.#ask);
    this.topups = new Operations("/v1/topups", this.#ask);
    this.messages = new Operations("/v1/messages", this.#ask);
    this.refunds = new Operations("/v1/refunds", this.#ask);
    this.subscriptions = new Subscriptions("/v1/subscriptions", this.#ask);
  }

  /** Gives a payment back, whole where the wish names no amount. */
  refund(payment_id: string, wish: RefundOfPayment, idempotency_key: string): Promise<Refund> {
    const path = `/v1/payments/${encodeURIComponent(payment_id)}/refunds`;
    return this.#ask("POST", path, { body: wish, headers: { "idempotency-key": idempotency_key } });
  }

  /** Passes on the PIN that a payer got. */
  confirmPayment(payment_id: string, pin: string): Promise<Payment> {
    return this.#ask("POST", `/v1/payments/${encodeURIComponent(payment_id)}/confirm`, { body: { pin } });
  }

  /** What a provider tells of a customer at this moment. It changes nothing, so it may be repeated. */
  lookUpCustomer(question: CustomerQuestion): Promise<Customer> {
    return this.#ask("POST", "/v1/customers/lookup", { body: question });
  }

  /** Ends all that a customer has subscribed to, whoever began it. Asked for twice it ends no more. */
  unsubscribeCustomer(wish: CustomerUnsubscription): Promise<Unsubscription> {
    return this.#ask("POST", "/v1/customers/unsubscribe", { body: wish });
  }

  reviews(filter: Filter = {}): Promise<ReviewPage> {
    return this.#ask("GET", `/v1/reviews${queryOf(filter)}`);
  }

  review(id: string): Promise<Review> {
    return this.#ask("GET", `/v1/reviews/${encodeURIComponent(id)}`);
  }

  decideReview(id: string, decision: ReviewDecision): Promise<DecidedReview> {
    return this.#ask("POST", `/v1/reviews/${encodeURIComponent(id)}/decide`, { body: decision });
  }

  deliveries(filter: Filter = {}): Promise<WebhookDeliveryPage> {
    return this.#ask("GET", `/v1/webhook_deliveries${queryOf(filter)}`);
  }

  resendDelivery(id: string): Promise<WebhookDelivery> {
    return this.#ask("POST", `/v1/webhook_deliveries/${encodeURIComponent(id)}/resend`);
  }
}

/** The calls that operations and subscriptions have in common. */
class Resources<New, Known, Page> {
  readonly #path: string;
  readonly #ask: Ask;

  constructor(path: string, ask: Ask) {
    this.#path = path;
    this.#ask = ask;
  }

  create(wish: New, idempotency_key: string): Promise<Known> {
    return this.#ask("POST", this.#path, { body: wish, headers: { "idempotency-key": idempotency_key } });
  }

  get(id: string): Promise<Known> {
    return this.#ask("GET", this.#of(id));
  }

  list(filter: Filter = {}): Promise<Page> {
    return this.#ask("GET", `${this.#path}${queryOf(filter)}`);
  }

  cancel(id: string): Promise<Known> {
    return this.post(id, "cancel");
  }

  sync(id: string): Promise<Known> {
    return this.post(id, "sync");
  }

  timeline(id: string): Promise<Timeline> {
    return this.#ask("GET", `${this.#of(id)}/timeline`);
  }

  protected post(id: string, what: string, body?: unknown): Promise<Known> {
    return this.#ask("POST", `${this.#of(id)}/${what}`, { body });
  }

  #of(id: string): string {
    return `${this.#path}/${encodeURIComponent(id)}`;
  }
}

/** The calls about operations of one kind. */
export class Operations<New, Known, Page> extends Resources<New, Known, Page> {
  resolve(id: string): Promise<Known> {
    return this.post(id, "resolve");
  }
}

/** The calls about subscriptions. What one charges is listed with its payments. */
export class Subscriptions extends Resources<NewSubscription, Subscription, SubscriptionPage> {
  readonly #askPage: Ask;

  constructor(path: string, ask: Ask) {
    super(path, ask);
    this.#askPage = ask;
  }

  /** Passes on the PIN that a customer got. */
  confirm(id: string, pin: string): Promise<Subscription> {
    return this.post(id, "confirm", { pin });
  }

  activate(id: string): Promise<Subscription> {
    return this.post(id, "activate");
  }

  pause(id: string): Promise<Subscription> {
    return this.post(id, "pause");
  }

  resume(id: string): Promise<Subscription> {
    return this.post(id, "resume");
  }

  freePeriods(id: string, periods: number): Promise<Subscription> {
    return this.post(id, "free_period", { periods });
  }

  payments(id: string, filter: Filter = {}): Promise<PaymentPage> {
    return this.#askPage("GET", `/v1/subscriptions/${encodeURIComponent(id)}/payments${queryOf(filter)}`);
  }
}

type Ask = <Answer>(method: "GET" | "POST", path: string, sends?: Sends) => Promise<Answer>;

function askWith({ url, api_key, fetch: ask = fetch }: ClientOptions): Ask {
  return async <Answer>(method: "GET" | "POST", path: string, sends: Sends = {}) => {
    const response = await ask(url + path, {
      method,
      headers: {
        authorization: `Bearer ${api_key}`,
        ...(sends.body === undefined ? {} : { "content-type": "application/json" }),
        ...sends.headers,
      },
      body: sends.body === undefined ? null : JSON.stringify(sends.body),
    });
    const answer = await response.json();
    if (!response.ok) throw new HakikaProblem(answer as Problem);
    return answer as Answer;
  };
}

interface Sends {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

function queryOf(filter: Filter): string {
  const pairs = Object.entries(filter).map(([name, value]): [string, string] => [name, String(value)]);
  const query = new URLSearchParams(pairs).toString();
  return query === "" ? "" : `?${query}`;
}
