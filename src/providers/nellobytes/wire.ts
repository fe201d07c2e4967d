import { type Fields, fieldsOf, fieldsOfJson, textAt } from "./connector/fields.ts";
import { presentable, withoutSecrets } from "./connector/private-words.ts";

/**
 * The provider's messages, exactly as they stand on the wire; its words live here and nowhere else. Every call is a GET
 * with everything in its query, credentials included. Readers are total: bytes that are no message of theirs are read
 * as a message that says nothing.
 */
export interface Account {
  readonly user_id: string;
  readonly api_key: string;
}

export interface Purchase {
  readonly network: string;
  /** In local form: `0` and ten digits. */
  readonly number: string;
  /** Airtime has an amount in whole naira; a data plan has its price from the provider's list and no other. */
  readonly goods: { readonly amount: bigint } | { readonly data_plan: string };
  readonly request_id: string;
  readonly callback_url: string | null;
}

export function purchaseQuery(account: Account, purchase: Purchase): string {
  const { network, number, goods, request_id, callback_url } = purchase;
  return queryOf(account, {
    MobileNetwork: network,
    ...("amount" in goods ? { Amount: goods.amount.toString() } : { DataPlan: goods.data_plan }),
    MobileNumber: number,
    RequestID: request_id,
    ...(callback_url === null ? {} : { CallBackURL: callback_url }),
  });
}

/** Names one order, by the provider's number where it is known. */
export function orderQuery(
  account: Account,
  order: { readonly order_id: string | null; readonly request_id: string },
): string {
  return queryOf(
    account,
    order.order_id === null ? { RequestID: order.request_id } : { OrderID: order.order_id },
  );
}

function queryOf({ user_id, api_key }: Account, fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams({ UserID: user_id, APIKey: api_key, ...fields }).toString();
}

export interface Message {
  /** Something stands in the place of an order's number, so that an order exists, whatever else is said. */
  readonly names_order: boolean;
  /** The number, where it is fit to ask with. */
  readonly order_id: string | null;
  /** Our own name for the order, where the message repeats it. */
  readonly request_id: string | null;
  readonly statuscode: string | null;
  /** The state of an order, or the word of a refusal. */
  readonly status: string | null;
  /** The remark of the state, or a sentence of the operator's. */
  readonly remark: string | null;
}

export function readAnswer(body: Uint8Array): Message {
  return messageOf(fieldsOfJson(body));
}

/** The fields stand in the query, or in a body of JSON. */
export function readCallbackMessage(callback: {
  readonly query: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}): Message {
  return messageOf(new Map([...fieldsOf(callback.query), ...fieldsOfJson(callback.body)]));
}

function messageOf(fields: Fields): Message {
  const number = ["orderid", "transactionid", "order_id"].map((name) => fields.get(name)).find(isGiven);
  const remark = textAt(fields, "remark") ?? textAt(fields, "orderremark") ?? textAt(fields, "message");
  return {
    names_order: number !== undefined,
    order_id: fitToAskWith(number),
    request_id: textAt(fields, "requestid"),
    statuscode: wordAt(fields, "statuscode"),
    status: wordAt(fields, "status") ?? wordAt(fields, "orderstatus"),
    remark: remark === null ? null : presentable(remark),
  };
}

/** An empty number, or one of zeros, names no order. */
function isGiven(number: unknown): boolean {
  return typeof number === "string" ? !/^0*$/.test(number.trim()) : number !== undefined;
}

function fitToAskWith(number: unknown): string | null {
  if (typeof number !== "string") return null;
  const name = number.trim();
  return /^[A-Za-z0-9-]{1,32}$/.test(name) && withoutSecrets(name) === name ? name : null;
}

function wordAt(fields: Fields, name: string): string | null {
  return wordOf(presentable(textAt(fields, name) ?? "") ?? "");
}

const WORD_LENGTH_MAX = 60;

/** Case and what stands between the letters vary: `INVALID_ AMOUNT` and `Invalid_Amount` are one word. */
export function wordOf(text: string): string | null {
  const parts = text.toUpperCase().match(/[A-Z0-9]+/g);
  return parts === null ? null : parts.join("_").slice(0, WORD_LENGTH_MAX);
}
