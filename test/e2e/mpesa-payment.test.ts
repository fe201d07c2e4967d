import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { mpesaKe } from "../../src/providers/mpesa-ke/index.ts";
import { ask } from "../support/ask.ts";
import { judge } from "../support/judge.ts";
import { openWorld, type World } from "../support/world.ts";

test("a payment, from the request to the webhook", async () => {
  await using world = await openWorld();
  const payment = await world.pay({ phone_number: "+254712345678", shillings: 1_500 });
  await world.settle(payment);

  const [charge] = world.charges(payment);
  expect(charge).toMatchObject({ kind: "charge", amount_minor: "150000", phone_number: "+254712345678" });
  const shown = await world.call("GET", `/v1/payments/${payment.shown}`, payment);
  expect(shown.body).toMatchObject({
    status: "succeeded",
    amount: { value: "1500.00", currency: "KES" },
    phone_number: "+2547******78",
    receipt: charge?.receipt,
    outcome: {
      reason: "completed",
      money: "moved",
      basis: { rule: "mpesa-ke/result/0", evidence: "callback" },
    },
    next_action: null,
    needs_review: false,
  });
  await world.rest();
  const heard = world.receiver.heard
    .map(({ body }) => JSON.parse(body))
    .sort((one, other) => one.version - other.version);
  expect(heard.map(({ type, version }) => [type, version])).toEqual([
    ["payment.created", 1],
    ["payment.awaiting_payer", 3],
    ["payment.succeeded", 4],
  ]);
  expect(heard.at(-1).data).toEqual(shown.body);
  expect(await judge(world)).toEqual([]);
});

test("M-Pesa is down for some minutes: nothing is lost, and the payer is prompted once", async () => {
  await using world = await openWorld();
  const provider = world.sandbox.world(mpesaKe.id);
  provider.replaceSettings({ mpesa_down: true });
  const payment = await world.pay();
  await world.reaches(payment, "queued");
  await world.advance(35_000);
  await world.rest();
  provider.replaceSettings({});
  await world.settle(payment);
  expect(world.wire.arrived("submit", payment.phone_number)).toBe(3);
  expect(await world.statusOf(payment)).toBe("succeeded");
  expect(await judge(world)).toEqual([]);
});

test("the aggregator cannot be reached for a while: not one byte left, so the call is made again", async () => {
  await using world = await openWorld();
  const closed = await closedPort();
  const merchant = await world.newMerchant({ sandbox_url: `http://127.0.0.1:${closed}` });
  const payment = await world.pay({ merchant });
  await world.reaches(payment, "queued");
  expect((await world.timeline(payment)).at(-1)).toMatchObject({
    type: "attempt_not_sent",
    detail: { cause: "ECONNREFUSED" },
  });
  await using _ = await forward(closed, world);
  await world.settle(payment);
  expect(await world.statusOf(payment)).toBe("succeeded");
  expect(world.wire.arrived("submit", payment.phone_number)).toBe(1);
  expect(await judge(world)).toEqual([]);
});

test("a gateway that the provider cannot call back is told so before anybody is prompted", async () => {
  await using world = await openWorld();
  const hidden = await world.startNode({ callback_base_url: `http://127.0.0.1:${await closedPort()}` });
  const payment = await world.pay({ node: hidden });
  expect(await world.reaches(payment, "failed")).toMatchObject({
    outcome: { reason: "invalid_callback_url", actor: "operator", safe_to_charge_again: true },
  });
  expect(world.charges(payment)).toEqual([]);
});

test("no phone number and no secret stands in the clear in the database, in webhooks or in the log", async () => {
  await using world = await openWorld();
  const numbers = [
    // An ordinary payer, and not 700000000: the noise of a logged fraction, such as 13.626170000000002, holds that.
    "+254723456789",
    "+254700001037",
    "+254700005001",
    "+254700005004",
    "+254700006401",
    "+254700006422",
  ];
  for (const phone_number of numbers) await world.pay({ phone_number });
  await world.settle(...world.payments);

  const { api_key, webhook_secret } = mpesaKe.simulator.credentials;
  const [key] = world.payments.map(({ merchant }) => merchant.api_key);
  const secrets = [...numbers.map((number) => number.slice(-9)), api_key, webhook_secret, key].map(String);
  const forms = secrets.flatMap((secret) => [secret, Buffer.from(secret).toString("hex")]);
  const places = {
    database: await everyRow(world),
    webhooks: world.receiver.heard.map(({ body }) => body),
    log: world.logged,
  };
  for (const [place, lines] of Object.entries(places)) {
    expect(lines.length, place).toBeGreaterThan(10);
    expect(
      lines.filter((line) => forms.some((form) => line.includes(form))),
      place,
    ).toEqual([]);
  }
});

/** Each row of each table as text, as somebody would read it who has stolen the database. */
async function everyRow({ database: { url } }: World): Promise<readonly string[]> {
  const tables = await ask(
    url,
    "select table_name from information_schema.tables where table_schema = 'hakika'",
  );
  const rows = tables.map(({ table_name }) =>
    ask(url, `select row_to_json(it)::text as text from hakika.${table_name} it`),
  );
  return (await Promise.all(rows)).flat().map(({ text }) => String(text));
}

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** From now on this port leads to the provider. */
async function forward(port: number, { sandbox }: World): Promise<AsyncDisposable> {
  const server = createServer((socket) => {
    const onward = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
    socket.on("error", () => onward.destroy());
    onward.on("error", () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  return { [Symbol.asyncDispose]: async () => void server.close() };
}
