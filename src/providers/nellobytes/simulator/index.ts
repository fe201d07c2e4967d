import type {
  SimulatedAnswer,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../../../connector/simulator.ts";
import { balance } from "./balance.ts";
import { books } from "./books.ts";
import { buy } from "./buy.ts";
import { contradict } from "./callback.ts";
import { cancel } from "./cancel.ts";
import { magicAmounts, magicNumbers } from "./magic.ts";
import { setBalance, wallets } from "./merchant-wallets.ts";
import { phones, play } from "./phones.ts";
import { magicPlans, planList } from "./plans.ts";
import { query } from "./query.ts";
import { PageInstead, Refusal } from "./refusal.ts";
import { page, replyWithList } from "./replies.ts";
import { credentials, magicAccounts, seedWorld } from "./seed-world.ts";
import { isOn, settings } from "./settings.ts";
import { perform, type Task } from "./tasks.ts";

type Ending = SimulatedAnswer | "hang" | "reset";

/** The reseller platform and the operators behind it: accounts, wallets, orders, lines and books. */
export const simulator: Simulator = {
  seed: seedWorld,
  handle,
  perform: (host, task) => perform(host, task as Task),
  books,
  phones,
  // A line is topped up whether its phone is on or off, and is never asked.
  act: async () => null,
  credentials,
  operations: [
    { name: "airtime", leg: "call", method: "GET", path: "/APIAirtimeV*.asp" },
    { name: "data", leg: "call", method: "GET", path: "/APIDatabundleV*.asp" },
    { name: "plans", leg: "call", method: "GET", path: "/APIDatabundlePlansV*.asp" },
    { name: "query", leg: "call", method: "GET", path: "/APIQueryV1.asp" },
    { name: "cancel", leg: "call", method: "GET", path: "/APICancelV1.asp" },
    { name: "balance", leg: "call", method: "GET", path: "/APIWalletBalanceV1.asp" },
    { name: "callback", leg: "callback", method: "GET", path: null },
    { name: "callback_as_json", leg: "callback", method: "POST", path: null },
  ],
  book_kinds: ["movement"],
  play,
  wallets,
  setBalance,
  contradict,
  magic: [...magicNumbers, ...magicAmounts, ...magicPlans, ...magicAccounts],
  settings,
  example: (callback_url) => ({
    method: "GET",
    path: `/APIAirtimeV1.asp?${new URLSearchParams({
      UserID: credentials.user_id,
      APIKey: credentials.api_key,
      MobileNetwork: "01",
      Amount: "100",
      MobileNumber: "08030000001",
      RequestID: "FIRST0000000000001",
      CallBackURL: callback_url,
    })}`,
    headers: {},
    body: null,
  }),
};

async function handle(host: SimulatorHost, request: SimulatedRequest): Promise<Ending> {
  try {
    return await route(host, request);
  } catch (problem) {
    if (!(problem instanceof Refusal || problem instanceof PageInstead)) throw problem;
    host.note(problem.message, problem instanceof Refusal ? problem.word : undefined);
    return problem instanceof Refusal ? problem.toAnswer(host) : problem.answer;
  }
}

/** One script for each call; the web server does not mind how its name is written. */
async function route(host: SimulatorHost, request: SimulatedRequest): Promise<Ending> {
  if (isOn(host, "all_scripts_down")) return page(503);
  const [, script = "", version = ""] = /^\/api([a-z]+)v([123])\.asp$/.exec(request.path.toLowerCase()) ?? [];
  const call = scripts[script];
  if (call === undefined || !call.versions.includes(version)) return page(404);
  if (request.method !== "GET" && request.method !== "POST") return page(405);
  return call.answer(host, request);
}

interface Script {
  readonly versions: string;
  readonly answer: (host: SimulatorHost, request: SimulatedRequest) => Ending | Promise<Ending>;
}

const scripts: Readonly<Record<string, Script>> = {
  airtime: { versions: "123", answer: (host, request) => buy(host, request, "airtime") },
  databundle: { versions: "123", answer: (host, request) => buy(host, request, "data") },
  databundleplans: { versions: "12", answer: (host) => replyWithList(host, planList()) },
  query: { versions: "1", answer: query },
  cancel: { versions: "1", answer: cancel },
  walletbalance: { versions: "1", answer: balance },
};
