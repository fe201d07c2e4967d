import Type from "typebox";
import type { World } from "../world.ts";
import { WORLD_HEADER, worldNameOf } from "../world-name.ts";
import type { Worlds } from "../worlds.ts";

export const WorldHeader = Type.Object({
  [WORLD_HEADER]: Type.Optional(Type.String({ description: "The name of the world; left out: main." })),
});

export const OfProvider = { headers: WorldHeader, params: Type.Object({ provider: Type.String() }) };

interface ProviderRequest {
  readonly params: { readonly provider: string };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The world that a request is about. */
export function worldOf(worlds: Worlds, { params, headers }: ProviderRequest): World {
  return worlds.find(params.provider, worldNameOf(headers));
}

/** Phone numbers travel in bodies only: a URL ends in the logs of every proxy on the way. */
export const PhoneNumber = Type.String({ pattern: "^\\+[1-9][0-9]{6,14}$", examples: ["+254712345678"] });

export const strict = { additionalProperties: false } as const;
