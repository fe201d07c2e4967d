import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { json, linksOfNull, linksTo } from "../gateway/answers.ts";
import { type Call, param } from "../gateway/call.ts";
import { SUCCESS } from "../gateway/code-table.ts";
import { walletOfPhone } from "../ledger.ts";
import { marketOf } from "../markets.ts";
import { reachForReading } from "../systems.ts";
import type { Customer, FailedStyle } from "./customer.ts";
import { knownCustomer } from "./find.ts";
import { locationPart, plansPart, walletBalance, walletPart } from "./parts.ts";

/** Where the customer is. A failure inside is a 207 with an empty object; a system that is down is an error of its own. */
export async function location(call: Call): Promise<SimulatedAnswer> {
  const customer = await readCustomer(call, "HLR");
  const part = locationPart(call, customer);
  const links = linksTo(call, call.request.path);
  if (part.is === "failed") return failed(call, part, { name: "data", around: {} });
  return json(call.host, { status: 200, body: { data: part.is === "there" ? part.data : null, ...links } });
}

/** Whether the customer has a wallet; without one the object is null, beside a link to nowhere. */
export async function walletOf(call: Call): Promise<SimulatedAnswer> {
  const customer = await readCustomer(call, "ECW");
  const part = walletPart(call, customer);
  const { path } = call.request;
  if (part.is === "failed") return failed(call, part, { name: "momo", around: {} });
  const links = part.is === "absent" ? linksOfNull(call, path) : linksTo(call, path);
  return json(call.host, { status: 200, body: { momo: part.is === "there" ? part.data : null, ...links } });
}

/** Plans and airtime, and with `momo=true` the wallet's balance. */
export async function plans(call: Call): Promise<SimulatedAnswer> {
  const { host, request } = call;
  const customer = await readCustomer(call, "AIR");
  const part = plansPart(call, customer);
  const links = linksTo(call, request.path);
  const known = { statusCode: SUCCESS, statusMessage: "Successfully Processed" };
  if (part.is === "failed") return failed(call, part, { name: "data", around: known });
  const [plan = null] = part.is === "there" ? part.data : [];
  const wallet = request.query["momo"] === "true" ? { momo: balanceOfWallet(call, customer) } : {};
  return json(host, { status: 200, body: { ...known, data: plan, ...wallet, ...links } });
}

/** What failed stands under its name as its style wants it: an empty object, null, or nothing. The link stays. */
function failed(
  call: Call,
  { style }: { readonly style: FailedStyle },
  { name, around }: { readonly name: string; readonly around: object },
): SimulatedAnswer {
  const shown = style === "omit" ? {} : { [name]: style === "null_data" ? null : {} };
  const body = { ...around, ...shown, ...linksTo(call, call.request.path) };
  return json(call.host, { status: 207, body });
}

/** The reading begins with the customer, and goes on with the one system that knows. */
async function readCustomer(call: Call, system: Parameters<typeof reachForReading>[1]): Promise<Customer> {
  const customer = knownCustomer(call.host, param(call, "customerId"));
  await reachForReading(call.host, system);
  return customer;
}

function balanceOfWallet(call: Call, { msisdn, wallet }: Customer): object | null {
  const currency = marketOf(msisdn)?.currency ?? "ZAR";
  return wallet === null ? null : walletBalance(call, walletOfPhone(msisdn), currency);
}
