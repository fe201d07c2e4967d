import type { IncomingMessage } from "node:http";
import { WORLD_PATH } from "./own-paths.ts";
import { Refusal } from "./refusals.ts";

/** The world of whoever names none. It lives on the sandbox's own clock. */
export const MAIN_WORLD = "main";

export const WORLD_HEADER = "x-sandbox-world";

/** Takes `/_worlds/{name}` off the path and writes the name into the header, where everybody looks for it. */
export function readWorldPath(incoming: IncomingMessage): void {
  if (incoming.url?.startsWith(WORLD_PATH) !== true) return;
  const [, name = "", rest = ""] = /^\/_worlds\/([^/?]*)(.*)$/s.exec(incoming.url) ?? [];
  incoming.headers[WORLD_HEADER] = name;
  incoming.url = rest.startsWith("/") ? rest : `/${rest}`;
}

export function worldNameOf(headers: IncomingMessage["headers"]): string {
  const name = headers[WORLD_HEADER];
  return typeof name === "string" ? name : MAIN_WORLD;
}

/** It becomes the name of a folder, so it is held to what is the same on every machine. */
export function checkWorldName(name: string): void {
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name))
    throw new Refusal("invalid_world", `No world can be called ${JSON.stringify(name.slice(0, 100))}.`);
}
