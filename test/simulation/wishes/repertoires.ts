import type { Json } from "../../../src/connector/simulator.ts";
import type { Chance } from "../chance.ts";
import { holds } from "./momo-vn.ts";
import { prompts } from "./mpesa-ke.ts";
import { walletsAndAirtime } from "./mtn.ts";
import { topups } from "./nellobytes.ts";
import type { Repertoire } from "./repertoire.ts";
import { pins } from "./sla-dcb.ts";

export const repertoires: readonly Repertoire[] = [prompts, topups, holds, pins, walletsAndAirtime];

/** Of the providers that know subscriptions, each in its own way. */
export const subscriptionWishes = repertoires.flatMap(({ subscription }) => subscription ?? []);

export function settingsOf({ settings }: Repertoire, chance: Chance): Readonly<Record<string, Json>> {
  const set = Object.entries(settings).map(([name, values]) => [name, chance.pick<Json>(values)]);
  return Object.fromEntries(set);
}
