import { expect } from "vitest";
import type { BookEntry } from "../../../src/connector/simulator.ts";
import { parseMoney } from "../../../src/core/money.ts";
import type { OperationKind } from "../../../src/core/operation.ts";
import type { DevelopmentWorld } from "../../support/development.ts";
import { SECOND } from "../../support/operations.ts";
import type { Way } from "../ways.ts";
import type { Wire } from "./wire.ts";

export type Body = ReturnType<typeof JSON.parse>;

/** One operation that was asked for. */
export interface Played {
  readonly way: Way;
  readonly id: string;
  readonly phone_number: string;
  /** What a refund gives back. */
  readonly payment: Played | null;
}

/** What a status, once reached, keeps: by itself the operation goes no further. */
export const resting: readonly string[] = ["succeeded", "failed", "cancelled", "in_reconciliation"];

/** Enough for an account's rate limit to let another call go. */
const STEPS_MAX = 60;

/** Whoever looks at what became of operations, and lets time pass meanwhile. */
export class Observer {
  readonly world: DevelopmentWorld;
  readonly wire: Wire;
  /** A line for each webhook, as it came to the merchant. */
  readonly webhooks: readonly string[];

  constructor({ world, wire, webhooks }: Pick<Observer, "world" | "wire" | "webhooks">) {
    this.world = world;
    this.wire = wire;
    this.webhooks = webhooks;
  }

  async messages({ provider }: Pick<Way, "provider">, phone_number: string): Promise<readonly string[]> {
    const { phones } = await this.world.control(`/${provider.id}/phones`);
    const own = phones.find((phone: Body) => phone.phone_number === phone_number);
    return (own?.messages ?? []).map(({ text }: Body) => text);
  }

  async read(played: Pick<Played, "way" | "id">, below = ""): Promise<Body> {
    return await this.world.api(`${pathOf(played.way.kind)}/${played.id}${below}`);
  }

  async timeline(played: Played): Promise<readonly Body[]> {
    return (await this.read(played, "/timeline")).data;
  }

  /** Lets time pass until the operation is there. */
  async reaches(played: Played, ...statuses: readonly string[]): Promise<Body> {
    const isThere = async () => {
      const { status } = await this.read(played);
      return statuses.includes(status) && !hasCallAhead(await this.read(played, "/attempts"));
    };
    if (!(await this.#until(isThere))) {
      const { status } = await this.read(played);
      expect.fail(`${played.way.name}: it is ${status} and does not become ${statuses.join(" or ")}.`);
    }
    return await this.read(played);
  }

  /** Lets time pass until its first call is made. */
  async isUnderWay(played: Played): Promise<void> {
    await this.#until(async () => {
      const { data } = await this.read(played, "/attempts");
      return data.some(({ state }: Body) => state !== "planned" && state !== "sending");
    });
  }

  /** Lets time pass until everything that was to go wrong on the wire has; false if something never does. */
  async allWentWrong(): Promise<boolean> {
    const all = await this.#until(async () => this.wire.isCalm);
    this.wire.calm();
    return all;
  }

  async #until(condition: () => Promise<boolean>): Promise<boolean> {
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      if (await condition()) return true;
      await this.world.advance(steps < STEPS_MAX / 2 ? SECOND : 10 * SECOND);
    }
    return false;
  }

  /** All that the provider's books say of this payer. */
  async booked({ way, phone_number }: Played): Promise<readonly BookEntry[]> {
    const entries = await this.world.books(way.provider.id);
    return entries.filter((entry) => entry.phone_number === phone_number);
  }

  /** In minor units. */
  async asked(played: Played): Promise<bigint> {
    const { amount } = await this.read(played);
    const money = parseMoney(amount);
    return typeof money === "string" ? 0n : money.minor;
  }
}

export function pathOf(kind: OperationKind): string {
  return `/v1/${kind}s`;
}

function hasCallAhead({ data }: Body): boolean {
  return data.some(({ state }: Body) => state === "planned" || state === "sending");
}
