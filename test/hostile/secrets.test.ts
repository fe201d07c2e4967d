import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { providers } from "../../src/providers/index.ts";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { nellobytes } from "../../src/providers/nellobytes/index.ts";
import { ask } from "../support/ask.ts";
import { leaksIn, numberSecret, type Place, type Secret } from "../support/leak-search.ts";
import type { Merchant } from "../support/merchants.ts";
import { SECOND } from "../support/operations.ts";
import { masterKey } from "../support/store-node.ts";
import { dumpTables } from "../support/table-dump.ts";
import { METRICS_TOKEN, openWholeRun, type WholeRun } from "../support/whole-run.ts";

const ordinaryPayers = ["+254713579135", "+254113579136"];
const ordinaryRecipients = ["+2348035791357", "+2349035791358"];
/** Customers of the other systems. */
const [wallet, mobile, subscriber, addressee, sender] = [
  "+84913579135",
  "+27831357913",
  "+2348091357913",
  "+2348091357914",
  "+97333135791",
] as const;
const others = [wallet, mobile, subscriber, addressee, sender];
/** They stand in requests that are refused. */
const strangers = ["+254724680246", "+254724680247", "+254724680248", "+254724680249", "+2348024680245"];

let run: WholeRun;
let places: readonly Place[];
let tables: readonly Place[];

beforeAll(async () => {
  run = await openWholeRun();
  const [well, gone, ill] = [
    await run.newMerchant("/well"),
    await run.newMerchant("/gone"),
    await run.newMerchant("/ill", { api_key: "a-key-that-no-account-has-0001" }),
  ];
  run.secrets.push(...knownSecrets());
  for (const phone_number of payers()) await pay(phone_number, well);
  for (const phone_number of recipients()) await topUp(phone_number, well);
  await useTheOthers(well);
  for (const merchant of [gone, ill]) {
    await pay(ordinaryPayers[0] ?? "", merchant);
    await topUp(ordinaryRecipients[0] ?? "", merchant);
  }
  await askBadly(well);
  await run.settle();
  await readEverything(well);
  await readEverything(ill);
  const numbers = [...payers(), ...recipients(), ...others, ...strangers];
  run.secrets.push(...numbers.filter((number) => !looksLikeACharge(number)).map(numberSecret));
  // A look-up gives the number back in its international form to whoever asked with it.
  places = (await run.places()).filter(({ where }) => !where.endsWith("POST /v1/lookups/phone"));
  tables = await dumpTables(run.database.url);
}, 240_000);

afterAll(() => run[Symbol.asyncDispose]());

test("the run was a whole one: every outcome, every table, both merchants who cannot be told, and refusals", async () => {
  const statuses = await ask(
    run.database.url,
    "select distinct kind || ' ' || status as met from hakika.operations",
  );
  expect(statuses.map(({ met }) => met)).toEqual(
    expect.arrayContaining([
      "payment succeeded",
      "payment failed",
      "payment in_reconciliation",
      "topup succeeded",
      "topup failed",
      "topup in_reconciliation",
    ]),
  );
  for (const { where, text } of tables)
    if (!where.endsWith("phone_locks")) expect(text.length, where).toBeGreaterThan(0);
  const disabled = "select from hakika.webhook_endpoints where disabled_because is not null";
  expect(await ask(run.database.url, disabled)).toHaveLength(1);
  const answers = new Set(run.answers.map(({ where }) => Number(where.split(" ")[2])));
  expect([...answers].sort()).toEqual(expect.arrayContaining([200, 202, 400, 401, 404, 413, 415, 422]));
  expect(places.filter(({ where }) => where.startsWith("a webhook")).length).toBeGreaterThan(100);
  for (const { where, text } of places)
    if (where.includes("log of") || where.includes("callback URLs"))
      expect(text.length, where).toBeGreaterThan(where.includes("log of") ? 1_000 : 80);
});

test("no log, answer, metric, webhook or URL of ours holds a secret or a whole phone number", () => {
  expect(leaksIn(places, run.secrets)).toEqual([]);
});

test("no table holds one either, in whatever spelling", () => {
  expect(leaksIn(tables, run.secrets)).toEqual([]);
});

describe("this search finds what was planted", () => {
  const secret: Secret = { name: "it", text: "712345670" };
  test.each([
    ["as it is", "to +254712345670 now"],
    ["in local form", "to 0712345670 now"],
    ["in base64", `x ${Buffer.from("number 254712345670.").toString("base64")} y`],
    ["in hexadecimal", `"\\x${Buffer.from("number 254712345670.").toString("hex")}"`],
    [
      "in base64 within base64",
      Buffer.from(`{"a":"${Buffer.from("+254712345670").toString("base64")}"}`).toString("base64"),
    ],
    ["escaped", "/v1/payments?number=%32547%312345670"],
  ])("%s", (_how, text) => {
    expect(leaksIn([{ where: "there", text }], [secret])).toEqual(["it in there"]);
  });

  test.each([
    ["a text", "update hakika.merchants set name = $1"],
    ["JSON", `update hakika.operations set metadata = jsonb_build_object('a', $1::text)`],
    ["bytes", "update hakika.idempotency_keys set answer = convert_to($1, 'UTF8')"],
  ])("in a table's column of %s", async (_type, statement) => {
    const planted = { name: "planted", text: `planted-${crypto.randomUUID()}` };
    const sql = statement.replace("$1", `'${planted.text}'`);
    await ask(run.database.url, sql);
    expect(leaksIn(await dumpTables(run.database.url), [planted])).toHaveLength(1);
  });
});

function knownSecrets(): readonly Secret[] {
  const credentials = providers.flatMap(({ id, config, simulator }) =>
    Object.entries(simulator.credentials)
      .filter(([name, text]) => (config.secrets as readonly string[]).includes(name) && text !== "sandbox")
      .map(([name, text]) => ({ name: `${name} of ${id}`, text })),
  );
  return [
    ...credentials,
    { name: "the metrics token", text: METRICS_TOKEN },
    { name: "the database's password", text: new URL(run.database.url).password },
    { name: "the master key", text: masterKey.toString("base64") },
    { name: "the master key in hexadecimal", text: masterKey.toString("hex") },
    { name: "the master key's bytes", text: masterKey.toString("latin1") },
  ];
}

/** One for each thing that can happen to a payment, and ordinary ones. */
function payers(): readonly string[] {
  const magic = mpesaKe.simulator.magic.filter(({ field }) => field === "msisdn");
  return [...ordinaryPayers, ...magic.map(({ value }) => `+${value}`)];
}

/** One of the systems numbers its charges by the same digits. */
function looksLikeACharge(phone_number: string): boolean {
  return /^\+25470000000\d$/.test(phone_number);
}

function recipients(): readonly string[] {
  const magic = nellobytes.simulator.magic.filter(({ value }) => /^0[789]\d{9}$/.test(value));
  return [...ordinaryRecipients, ...magic.map(({ value }) => value.replace(/^0/, "+234"))];
}

/** A payment that is given back, one that is paid from a wallet, a PIN, a subscription, messages out and in, a look-up. */
async function useTheOthers(merchant: Merchant): Promise<void> {
  const created = async (path: string, body: object) => {
    const { status, text } = await run.call("POST", path, { merchant, body });
    expect(status, text).toBe(202);
    return JSON.parse(text).id as string;
  };
  const shows = async (path: string, shown: object) =>
    await vi.waitFor(
      async () => {
        await run.sandbox.clock.advance(SECOND);
        expect(JSON.parse((await run.call("GET", path, { merchant })).text)).toMatchObject(shown);
      },
      { timeout: 60_000 },
    );
  const given = await created("/v1/payments", {
    provider: "momo-vn",
    amount: { value: "150000", currency: "VND" },
    phone_number: wallet,
  });
  const airtime = { value: "20.00", currency: "ZAR" };
  await created("/v1/payments", { provider: "mtn", amount: airtime, phone_number: mobile });
  const charged = await created("/v1/payments", {
    provider: "sla-dcb",
    amount: { value: "100.00", currency: "NGN" },
    phone_number: subscriber,
  });
  const subscribed = await created("/v1/subscriptions", { provider: "sla-dcb", phone_number: subscriber });
  await created("/v1/messages", {
    provider: "sla-dcb",
    phone_number: addressee,
    text: "Your parcel is here.",
  });
  for (const path of [`/v1/payments/${charged}`, `/v1/subscriptions/${subscribed}`]) {
    await shows(path, { next_action: { type: "enter_pin" } });
    await run.call("POST", `${path}/confirm`, { merchant, body: { pin: "000000" } });
  }
  const written = new URLSearchParams({ msisdn: sender.slice(1), receiver: "94005", text: "SUB NEWS" });
  await fetch(`${run.sandbox.url}/sla-dcb/v2.2/mo?${written}`, { method: "POST" });
  await shows(`/v1/payments/${given}`, { status: "succeeded" });
  await created(`/v1/payments/${given}/refunds`, { amount: { value: "50000", currency: "VND" } });
  await run.call("POST", "/v1/customers/lookup", {
    merchant,
    body: { provider: "mtn", phone_number: mobile },
  });
}

async function pay(phone_number: string, merchant: Merchant): Promise<void> {
  const amount = { value: "150", currency: "KES" };
  const metadata = { table: "7" };
  const body = { provider: mpesaKe.id, amount, phone_number, reference: "order-77", metadata };
  expect((await run.call("POST", "/v1/payments", { merchant, body })).status).toBe(202);
}

async function topUp(phone_number: string, merchant: Merchant): Promise<void> {
  const amount = { value: "100", currency: "NGN" };
  const provider_options = { network: phone_number.startsWith("+234805") ? "glo" : "mtn" };
  const body = { provider: nellobytes.id, amount, phone_number, provider_options };
  expect((await run.call("POST", "/v1/topups", { merchant, body })).status).toBe(202);
}

/** Every way of being refused in which a number or a key stands in the request. */
async function askBadly(merchant: Merchant): Promise<void> {
  const [one = "", two = "", three = "", four = "", five = ""] = strangers;
  const payment = { provider: mpesaKe.id, amount: { value: "150", currency: "KES" }, phone_number: one };
  const bodies: readonly unknown[] = [
    `{"phone_number":"${one}"`,
    { ...payment, phone_number: `${one}0` },
    { ...payment, [two]: two },
    { ...payment, amount: { value: two, currency: "KES" } },
    { ...payment, phone_number: five },
    { ...payment, reference: `\0${three}` },
    { ...payment, provider: three },
    { ...payment, provider_options: { [four]: four } },
    JSON.stringify({ ...payment, description: four }).padEnd(70_000),
  ];
  for (const body of bodies) await run.call("POST", "/v1/payments", { merchant, body });
  for (const path of ["/v1/payments", "/v1/topups", "/v1/events", "/v1/lookups/phone", "/hooks"])
    for (const [method, rest] of [
      ["GET", `/${one}`],
      ["POST", `?number=${two}`],
      ["GET", `?cursor=${three}`],
      ["PUT", `/${encodeURIComponent(four)}`],
    ] as const)
      await run.call(method, path + rest, { merchant, ...(method === "POST" && { body: {} }) });
  const stranger = { ...merchant, api_key: `hk_test_${"k".repeat(43)}` };
  run.secrets.push({ name: "a key that never was", text: stranger.api_key });
  await run.call("POST", "/v1/payments", { merchant: stranger, body: payment });
  await run.call("POST", "/v1/payments", {
    merchant,
    body: payment,
    headers: { "content-type": "text/plain" },
  });
  await run.call("GET", "/metrics", { merchant: stranger });
  await forgeCallbacks(one);
}

/** To addresses that are ours and to some that are not, with numbers in all their parts. */
async function forgeCallbacks(number: string): Promise<void> {
  const journal = JSON.stringify(run.sandbox.world(mpesaKe.id).journal(1_000));
  const [address] = journal.match(/\/hooks\/[\w-]+/) ?? [];
  for (const path of [address ?? "", `/hooks/${number}`])
    for (const body of [JSON.stringify({ msisdn: number, result_code: "0" }), `${number}\0`, "{"])
      await run.call("POST", `${path}?number=${number}`, {
        body,
        headers: { "x-webhook-signature": number },
      });
}

async function readEverything(merchant: Merchant): Promise<void> {
  const read = async (path: string) => JSON.parse((await run.call("GET", path, { merchant })).text);
  for (const list of ["payments", "topups", "events", "webhook_deliveries", "webhook_endpoints", "reviews"])
    await read(`/v1/${list}${list === "webhook_endpoints" ? "" : "?limit=100"}`);
  for (const kind of ["payments", "topups"]) {
    const { data } = await read(`/v1/${kind}?limit=100`);
    for (const { id } of data)
      for (const part of ["", "/timeline", "/attempts"]) await read(`/v1/${kind}/${id}${part}`);
  }
  for (const phone_number of [ordinaryPayers[0], ordinaryRecipients[0]]) {
    await run.call("POST", "/v1/payments/search", { merchant, body: { phone_number } });
    await run.call("POST", "/v1/topups/search", { merchant, body: { phone_number } });
    await run.call("POST", "/v1/lookups/phone", { merchant, body: { phone_number } });
  }
  const [review] = (await read("/v1/reviews?status=open")).data;
  const body = { decision: "not_moved", why: "The statement shows nothing.", by: "asha" };
  await run.call("POST", `/v1/reviews/${review?.id}/decide`, { merchant, body });
  await run.call("GET", "/metrics", { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  for (const path of ["/v1/providers", "/v1/outcomes", "/", "/readyz"]) await read(path);
}
