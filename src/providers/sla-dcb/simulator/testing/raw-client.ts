import { expect, vi } from "vitest";
import type { Json, Simulator } from "../../../../connector/simulator.ts";
import { openAuditedSandbox } from "../../../../sandbox/testing/audited-sandbox.ts";
import type { World } from "../../../../sandbox/world.ts";
import { simulator } from "../index.ts";
import { uri } from "../seed-services.ts";
import { auditMoney } from "./audit.ts";
import { openReceiver, type Receiver } from "./receiver.ts";

// A busy machine may take long over months of renewals, each of them told to a receiver.
vi.setConfig({ testTimeout: 30_000 });

/** Undefined leaves a parameter out that would be sent else. */
export type Fields = Readonly<Record<string, string | undefined>>;

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Empty where the text is no JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  /** What a redirect brings back; empty where the answer is none. */
  readonly back: Readonly<Record<string, string>>;
  readonly location: string;
}

interface How {
  readonly username?: string;
  readonly password?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the credential. */
  readonly authorization?: string;
  readonly body?: string;
}

/** A sandbox on a standing clock, a merchant's receiver, and a client that knows no connector. */
export interface RawClient extends AsyncDisposable {
  /** Where the platform stands. */
  readonly base: string;
  readonly world: World;
  readonly receiver: Receiver;
  set(settings: Readonly<Record<string, Json>>): void;
  /** Any call with the seeded credentials; a POST where nothing else is said. */
  call(path: string, fields?: Fields, how?: How): Promise<Answer>;
  /** A charge of 100 naira that succeeds, but for the given fields. */
  charge(fields?: Fields, how?: How): Promise<Answer>;
  /** A daily subscription of 100 naira that succeeds, but for the given fields. */
  create(fields?: Fields, how?: How): Promise<Answer>;
  /** A browser that comes to the checkout with an order of 100 naira. */
  visit(fields?: Fields, headers?: Readonly<Record<string, string>>, path?: string): Promise<Answer>;
  /** What a browser sends with a form of the page that it was shown. */
  submit(
    shown: Answer,
    to: { readonly step: string } & Pick<How, "headers">,
    fields?: Fields,
  ): Promise<Answer>;
  /** The latest text message that a number got. */
  lastSms(msisdn: string): string;
  balanceOf(msisdn: string): string | undefined;
  advance(ms: number): Promise<void>;
}

interface Options {
  readonly directory?: string | null;
  readonly theirSide?: Simulator;
}

const START_MS = Date.parse("2026-03-01T08:30:00Z");

/** A customer for whom nothing is special. */
export const NUMBER = "2348090001234";

export const MERCHANT = simulator.credentials["merchant"] ?? "";

export const campaign = (name: string): string => uri("campaign", name);

/** When it is disposed of, every balance must agree with the statement, and the statement with the books. */
export async function openRawClient({
  directory = null,
  theirSide = simulator,
}: Options = {}): Promise<RawClient> {
  const receiver = await openReceiver();
  const problems: string[] = [];
  const sandbox = await openAuditedSandbox({
    id: "sla-dcb",
    simulator: theirSide,
    audit: auditMoney,
    start_ms: START_MS,
    directory,
    report: (problem) => problems.push(problem),
  });
  const { base, clock, world } = sandbox;
  const own = { notification_url: `${receiver.url}/notify` };
  const set = (settings: Readonly<Record<string, Json>>): void =>
    world.replaceSettings({ ...own, ...settings });
  set({});
  return {
    ...openCaller(base),
    base,
    world,
    receiver,
    set,
    lastSms: (msisdn) =>
      world
        .phones()
        .find(({ phone_number }) => phone_number === `+${msisdn}`)
        ?.messages?.at(-1)?.text ?? "",
    balanceOf: (msisdn) => world.wallets().find(({ wallet }) => wallet === `+${msisdn}`)?.balance_minor,
    advance: (ms) => clock.advance(ms),
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      await receiver.close();
      expect(problems).toEqual([]);
    },
  };
}

type Caller = Pick<RawClient, "call" | "charge" | "create" | "visit" | "submit">;

function openCaller(base: string): Caller {
  let correlators = 0;
  const nextCorrelator = (): string => `hk-${++correlators}`;
  const call: Caller["call"] = async (path, fields = {}, how = {}) => {
    const { username, password } = { ...simulator.credentials, ...how };
    const authorization =
      how.authorization ?? `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
    const answer = await fetch(`${base}${path}?${encode(fields)}`, {
      method: how.method ?? "POST",
      headers: { authorization, ...how.headers },
      redirect: "manual",
      ...(how.body !== undefined && { body: how.body }),
    });
    return read(answer);
  };
  const customer = { msisdn: NUMBER, merchant: MERCHANT, pin: "000000" };
  const order = { amount: "100.0", currency: "NGN", description: "Game coins" };
  return {
    call,
    charge: (fields, how) =>
      call(
        "/v2.2/charge",
        {
          ...customer,
          ...order,
          campaign: campaign("one-off"),
          correlator: nextCorrelator(),
          ...fields,
        },
        how,
      ),
    create: (fields, how) =>
      call("/v2.2/subscription/create", { ...customer, campaign: campaign("daily"), ...fields }, how),
    visit: (fields, headers = {}, path = "/purchase") =>
      browse(`${base}${path}?${encode({ ...ordinaryVisit, ...fields })}`, { headers }),
    submit: (shown, { step, headers }, fields = {}) =>
      browse(`${base}/purchase/${step}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
        body: encode({ ...hiddenFields(shown.text), ...fields }),
      }),
  };
}

const ordinaryVisit = {
  merchant: MERCHANT,
  service: campaign("one-off"),
  redirect_url: "https://shop.example/return?basket=7",
  correlator: "123",
  price: "100.0",
};

async function browse(url: string, init: RequestInit): Promise<Answer> {
  return read(await fetch(url, { ...init, redirect: "manual" }));
}

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  const location = answer.headers.get("location") ?? "";
  return {
    status: answer.status,
    text,
    body: text.startsWith("{") ? JSON.parse(text) : {},
    back: Object.fromEntries(new URLSearchParams(URL.parse(location)?.search ?? "")),
    location,
  };
}

function encode(fields: Fields): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return String(new URLSearchParams(given));
}

/** What a form carries without the customer's doing. */
function hiddenFields(html: string): Readonly<Record<string, string>> {
  const [form = ""] = html.split("</form>");
  const found = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]));
}

/** The object beside success. */
export function resultOf(answer: Answer): Readonly<Record<string, unknown>> {
  expect(answer.body).toHaveProperty("success");
  return answer.body["success"] as Readonly<Record<string, unknown>>;
}

export function transactionOf(answer: Answer): Readonly<Record<string, unknown>> {
  const result = answer.body["success"] ?? answer.body["error"];
  return (result as Readonly<Record<string, Readonly<Record<string, unknown>>>>)["transaction"] ?? {};
}
