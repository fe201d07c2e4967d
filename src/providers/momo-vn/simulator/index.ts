import type {
  ExampleCall,
  SimulatedAnswer,
  SimulatedOperation,
  SimulatedRequest,
  Simulator,
  SimulatorHost,
} from "../../../connector/simulator.ts";
import { answerCall } from "./answer-call.ts";
import { books } from "./books.ts";
import { calls } from "./calls.ts";
import { contradict } from "./contradiction.ts";
import { magicPhones } from "./magic.ts";
import { decide, followShortLink, showPage } from "./page.ts";
import { act, phones, play } from "./phones.ts";
import { credentials, magicAccounts, seedWorld } from "./seed-world.ts";
import { settings } from "./settings.ts";
import { sign } from "./signatures.ts";
import { perform, type Task } from "./tasks.ts";
import { setBalance, wallets } from "./wallets.ts";

const API = "/v2/gateway/api/";

/** The gateway, the wallets and banks behind it, and the page on which payers decide. */
export const simulator: Simulator = {
  seed: seedWorld,
  handle,
  perform: (host, task) => perform(host, task as Task),
  books,
  phones,
  act,
  credentials,
  operations: [
    ...Object.entries(calls).map(
      ([path, { name }]): SimulatedOperation => ({ name, leg: "call", method: "POST", path: API + path }),
    ),
    { name: "page", leg: "call", method: "GET", path: "/v2/gateway/*" },
    { name: "short_link", leg: "call", method: "GET", path: "/shortlink/*" },
    { name: "decision", leg: "call", method: "POST", path: "/page/*" },
    { name: "notification", leg: "callback", method: "POST", path: null },
  ],
  book_kinds: ["movement"],
  play,
  wallets,
  setBalance,
  contradict,
  magic: [...magicPhones, ...magicAccounts],
  settings,
  example,
};

async function handle(
  host: SimulatorHost,
  request: SimulatedRequest,
): Promise<SimulatedAnswer | "hang" | "reset"> {
  const { method, path } = request;
  if (path.startsWith(API)) {
    const call = Object.hasOwn(calls, path.slice(API.length)) ? calls[path.slice(API.length)] : undefined;
    if (call === undefined) return plain(404, "Not Found");
    return method === "POST" ? answerCall(host, request, call) : plain(405, "Method Not Allowed");
  }
  if (method === "POST" && path.startsWith("/page/")) return decide(host, request);
  if (method !== "GET") return plain(405, "Method Not Allowed");
  if (path.startsWith("/shortlink/")) return followShortLink(host, request);
  return pages.includes(path) ? showPage(host, request) : plain(404, "Not Found");
}

/** The link, the link behind a QR code, and the link of a wallet: one page. */
const pages: readonly string[] = ["/v2/gateway/pay", "/v2/gateway/app", "/v2/gateway/binding"];

function example(callback_url: string): ExampleCall {
  const fields = {
    partnerCode: credentials.partner_code,
    requestId: "first-request-0001",
    amount: 150_000,
    orderId: "FIRST-0001",
    orderInfo: "First order",
    redirectUrl: callback_url,
    ipnUrl: callback_url,
    requestType: "captureWallet",
    extraData: "",
    lang: "en",
  };
  return {
    method: "POST",
    path: `${API}create`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fields, signature: sign("create", fields, credentials) }),
  };
}

function plain(status: number, body: string): SimulatedAnswer {
  return { status, headers: { "content-type": "text/plain" }, body };
}
