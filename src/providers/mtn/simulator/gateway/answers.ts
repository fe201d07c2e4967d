import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { choice, isOn } from "../settings.ts";

/** What every answer of the gateway carries, as in the page's example; the cookie need not come back. */
export function json(host: SimulatorHost, { status, body, headers = {} }: JsonAnswer): SimulatedAnswer {
  return {
    status,
    headers: {
      date: new Date(host.now()).toUTCString(),
      "content-type": "application/json;charset=UTF-8",
      "set-cookie": `${COOKIE_NAME}=${newCookie(host)}; path=/; HttpOnly`,
      "cache-control": "private",
      ...headers,
    },
    body: body === null ? "" : JSON.stringify(body),
  };
}

interface JsonAnswer {
  readonly status: number;
  /** Null for an empty one. */
  readonly body: object | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const COOKIE_NAME = "5d8c1f0b7a3e49628f1d60c2b7a9e354";

function newCookie(host: SimulatorHost): string {
  return Array.from({ length: 32 }, () => host.random(16).toString(16)).join("");
}

/** Where the platform can be found; the real one where nobody says where this one stands. */
function publicBase({ base_url = "https://api.mtn.com" }: SimulatedRequest): string {
  return base_url;
}

/** The URL of a resource, with its version. */
export function hrefTo(request: SimulatedRequest, path: string): string {
  return publicBase(request) + path;
}

interface Links {
  readonly host: SimulatorHost;
  readonly request: SimulatedRequest;
}

/** `self` in the form that is in use. */
export function linksTo({ host, request }: Links, path: string): object {
  return linksWith(host, hrefTo(request, path));
}

/** Beside an object that is null: the page shows a link to nowhere there. */
export function linksOfNull(links: Links, path: string): object {
  return isOn(links.host, "empty_href") ? linksWith(links.host, "") : linksTo(links, path);
}

function linksWith(host: SimulatorHost, href: string): object {
  const style = choice(host, "link_style");
  return style === "links"
    ? { links: [{ rel: "self", href, type: "GET" }] }
    : { [style]: { self: { href } } };
}
