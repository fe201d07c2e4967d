import type {
  BookEntry,
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../../../connector/simulator.ts";
import { ApiError, json } from "./api-error.ts";
import { contradict } from "./contradiction.ts";
import { initiate } from "./initiate.ts";
import { magicNumbers } from "./magic.ts";
import { act, phones } from "./phones.ts";
import { query } from "./query.ts";
import { credentials, magicCredentials, seedWorld } from "./seed-world.ts";
import { settings } from "./settings.ts";
import { perform, type Task } from "./tasks.ts";
import { play, setBalance, wallets } from "./wallets.ts";

/** The aggregator and the M-Pesa behind it: accounts, shortcodes, phones and books. */
export const simulator: Simulator = {
  seed: seedWorld,
  handle,
  perform: (host, task) => perform(host, task as Task),
  books: (host) => host.records.all<BookEntry>("charge").map(([, entry]) => entry),
  phones,
  act,
  credentials,
  operations: [
    { name: "initiate", leg: "call", method: "POST", path: "/api/v1/initiate" },
    { name: "query", leg: "call", method: "POST", path: "/api/v1/query" },
    { name: "result", leg: "callback", method: "POST", path: null },
    { name: "callback_check", leg: "probe", method: "GET", path: null },
  ],
  book_kinds: ["charge"],
  play,
  wallets,
  setBalance,
  contradict,
  magic: [...magicNumbers, ...magicCredentials],
  settings,
  example: (callback_url) => ({
    method: "POST",
    path: "/api/v1/initiate",
    headers: { apikey: credentials.api_key, linkid: credentials.link_id, "content-type": "application/json" },
    body: JSON.stringify({ msisdn: "254708374149", amount: 150, callback: callback_url }),
  }),
};

async function handle(host: SimulatorHost, request: SimulatedRequest): Promise<SimulatedAnswer> {
  try {
    return await route(host, request);
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    host.note(`${problem.code}: ${problem.message}`, problem.code);
    return problem.toAnswer();
  }
}

async function route(host: SimulatorHost, request: SimulatedRequest): Promise<SimulatedAnswer> {
  const call = { "/api/v1/initiate": initiate, "/api/v1/query": query }[request.path];
  if (call === undefined) return json(404, { message: "Not Found" });
  if (request.method !== "POST") return json(405, { message: "Method Not Allowed" });
  return call(host, request);
}
