import { randomUUID } from "node:crypto";
import { scheduler } from "node:timers/promises";
import { type Agent, request } from "undici";
import type { FaultWorld } from "./fault-world.ts";
import type { System } from "./systems.ts";

const paths = {
  payment: "/v1/payments",
  topup: "/v1/topups",
  refund: "/v1/refunds",
  message: "/v1/messages",
  subscription: "/v1/subscriptions",
} as const;

/** One thing that a merchant wants, under one key for ever. */
export interface Wish {
  readonly system: System;
  readonly kind: keyof typeof paths;
  readonly key: string;
  /** The request's very bytes. */
  readonly body: string;
  readonly phone_number: string;
}

/** What a merchant was told of it. */
export interface Told extends Wish {
  /** As the API shows it. */
  readonly id: string;
  /** The answer's very bytes. */
  readonly answer: string;
}

interface Way {
  readonly world: FaultWorld;
  readonly agent: Agent;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly answer: string;
}

/** A client tries again so soon, for these tests shall be hard rather than polite. */
export const TRY_AGAIN_MS = 50;

/** Of somebody of whom nothing was wanted yet; the reference tells who it is. */
export function newWish(system: System, count: number): Wish {
  const phone_number = system.phoneNumber(count);
  const body = JSON.stringify({ ...system.wish(phone_number), reference: String(count) });
  return { system, kind: system.kind, key: randomUUID(), body, phone_number };
}

/** Sends the request once, to whichever node the front leads to. Rejects where no answer comes. */
export function askOnce({ system, kind, key, body }: Wish, way: Way): Promise<Answer> {
  return post(system, { path: paths[kind], key, body }, way);
}

/** The same of something that is there already, such as that it be captured. */
export function askOf(
  told: Pick<Told, "system" | "kind" | "id">,
  asked: { readonly what: string; readonly body: object },
  way: Way,
): Promise<Answer> {
  const path = `${paths[told.kind]}/${told.id}/${asked.what}`;
  return post(told.system, { path, key: randomUUID(), body: JSON.stringify(asked.body) }, way);
}

/** Sends it until it is taken, for a busy machine makes nodes say that they are busy. Rejects where no answer comes. */
export async function ask(wish: Wish, way: Way): Promise<Told> {
  const { status, answer } = await insist(() => askOnce(wish, way));
  if (status !== 202) throw new Error(`${status} ${answer}`);
  return { ...wish, answer, id: JSON.parse(answer).id };
}

/** What the merchant sees who looks. */
export function look(one: Seen, way: Way): Promise<{ readonly status: string }> {
  return read(one, "", way);
}

type Seen = Pick<Told, "system" | "kind" | "id">;

/** A payment of a subscription, as its merchant sees it. */
export interface PaymentShown {
  readonly id: string;
  /** The provider's name for the charge. */
  readonly provider_reference: string;
}

export async function listPayments(subscription: Seen, way: Way): Promise<readonly PaymentShown[]> {
  const page: { readonly data: readonly PaymentShown[] } = await read(
    subscription,
    "/payments?limit=100",
    way,
  );
  return page.data;
}

async function read<Shown>({ system, kind, id }: Seen, what: string, { world, agent }: Way): Promise<Shown> {
  const { answer } = await insist(async () => {
    const response = await request(`${world.front.url}${paths[kind]}/${id}${what}`, {
      dispatcher: agent,
      headers: { authorization: authorizationOf(system, world) },
    });
    return { status: response.statusCode, answer: await response.body.text() };
  });
  return JSON.parse(answer);
}

async function post(
  system: System,
  { path, key, body }: { readonly path: string; readonly key: string; readonly body: string },
  { world, agent }: Way,
): Promise<Answer> {
  const response = await request(world.front.url + path, {
    method: "POST",
    dispatcher: agent,
    headers: {
      authorization: authorizationOf(system, world),
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body,
  });
  return { status: response.statusCode, headers: response.headers, answer: await response.body.text() };
}

function authorizationOf(system: System, world: FaultWorld): string {
  return `Bearer ${world.merchantOf(system).api_key}`;
}

async function insist<A extends Pick<Answer, "status">>(send: () => Promise<A>): Promise<A> {
  for (;;) {
    const answer = await send();
    if (answer.status !== 503) return answer;
    await scheduler.wait(TRY_AGAIN_MS);
  }
}
