import { randomUUID } from "node:crypto";
import { scheduler } from "node:timers/promises";
import { type Agent, request } from "undici";
import type { FaultWorld } from "./fault-world.ts";
import type { System } from "./systems.ts";

/** One thing that a merchant wants, under one key for ever. */
export interface Wish {
  readonly system: System;
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

export function newWish(system: System, phone_number: string): Wish {
  return { system, key: randomUUID(), body: JSON.stringify(system.wish(phone_number)), phone_number };
}

/** Sends the request once, to whichever node the front leads to. Rejects where no answer comes. */
export async function askOnce({ system, key, body }: Wish, { world, agent }: Way): Promise<Answer> {
  const response = await request(world.front.url + system.path, {
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

/** Sends it until it is taken, for a busy machine makes nodes say that they are busy. Rejects where no answer comes. */
export async function ask(wish: Wish, way: Way): Promise<Told> {
  const { status, answer } = await insist(() => askOnce(wish, way));
  if (status !== 202) throw new Error(`${status} ${answer}`);
  return { ...wish, answer, id: JSON.parse(answer).id };
}

/** What the merchant sees who looks. */
export async function look(
  { system, id }: Told,
  { world, agent }: Way,
): Promise<{ readonly status: string }> {
  const { answer } = await insist(async () => {
    const response = await request(`${world.front.url}${system.path}/${id}`, {
      dispatcher: agent,
      headers: { authorization: authorizationOf(system, world) },
    });
    return { status: response.statusCode, answer: await response.body.text() };
  });
  return JSON.parse(answer);
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
