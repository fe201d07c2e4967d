import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { judge } from "../support/judge.ts";
import type { Answer, CallTampering } from "../support/mpesa-wire.ts";
import { openWorld, type Payment, type World } from "../support/world.ts";

/** The provider prompts the payer, and this comes back in place of its answer. */
const spoilt: Readonly<Record<string, (answer: string) => Answer>> = {
  "the connection is cut": () => "reset",
  "the answer is empty": () => html(200, ""),
  "the answer is garbage": () => html(200, "\u0000\u00ff<<>>"),
  "the answer is a proxy's page": () => html(502, "<html><h1>502 Bad Gateway</h1></html>"),
  "the answer is a captive portal's page": () => html(200, "<html>Please log in</html>"),
  "the answer is cut off": (answer) => html(200, answer.slice(0, 40)),
  "the answer is an array": () => html(200, "[1,2]"),
  "the answer names no push": () => html(200, '{"ResponseCode":"0"}'),
  "the answer is a 500 without a code": () => html(500, ""),
  "the answer has a code that nobody knows": () => html(500, '{"error_code":"NEVER_DOCUMENTED"}'),
};

/** What the payer does with a prompt of which the merchant's side does not know. */
const payers = {
  "who pays": { status: "succeeded", charges: 1 },
  "who refuses": { status: "failed", charges: 0 },
} as const;

interface Row {
  readonly spoilt: string;
  readonly payer: keyof typeof payers;
  readonly callback: "comes" | "is lost";
}

const rows: readonly Row[] = Object.keys(spoilt).flatMap((name) =>
  (Object.keys(payers) as Row["payer"][]).flatMap((payer) =>
    (["comes", "is lost"] as const).map((callback) => ({ spoilt: name, payer, callback })),
  ),
);

let world: World;
const payments = new Map<Row, Payment>();
let neverHeard: Payment;

beforeAll(async () => {
  world = await openWorld();
  for (const row of rows) payments.set(row, await pay(row));
  neverHeard = await payInVain();
  await world.settle(...payments.values(), neverHeard);
}, 60_000);

afterAll(() => world[Symbol.asyncDispose]());

describe.each(rows)("when $spoilt, for a payer $payer, and the callback $callback", (row) => {
  const { status, charges } = payers[row.payer];

  test(row.callback === "comes" ? `the callback says that it ${status}` : "a person is asked", async () => {
    const payment = paymentOf(row);
    expect(await world.statusOf(payment)).toBe(row.callback === "comes" ? status : "in_reconciliation");
    expect(world.charges(payment)).toHaveLength(charges);
    expect(world.wire.arrived("submit", payment.phone_number)).toBe(1);
    const causes = (await world.reviews(payment)).map((review) => [review.cause, review.status]);
    expect(causes).toEqual(row.callback === "comes" ? [] : [["cannot_ask", "open"]]);
  });
});

test("a submit that the provider never heard of is not made again either", async () => {
  expect(await world.statusOf(neverHeard)).toBe("in_reconciliation");
  expect(world.wire.arrived("submit", neverHeard.phone_number)).toBe(0);
  expect(world.wire.made("submit", neverHeard.phone_number)).toBe(1);
});

test("what the provider's books, the merchant and the payments say fits together", async () => {
  expect(await judge(world)).toEqual([]);
});

test("a callback that comes after a person was asked settles the payment and closes the review", async () => {
  const late = rows.filter(({ callback }) => callback === "is lost");
  for (const row of late) {
    const payment = paymentOf(row);
    const [callback] = world.wire.callbacksAbout(payment.phone_number);
    if (callback === undefined) throw new Error("The provider sent no callback.");
    const { method, url, headers, body } = callback;
    expect((await fetch(url, { method, headers, body })).status).toBe(200);
    expect(await world.reaches(payment, payers[row.payer].status)).toMatchObject({
      memory: { review: null },
    });
    expect((await world.reviews(payment)).map(({ status }) => status)).toEqual(["settled"]);
  }
  expect(await judge(world)).toEqual([]);
});

async function pay({ spoilt: name, payer, callback }: Row): Promise<Payment> {
  const phone_number = `+254733${String(100_000 + payments.size)}`;
  const how: CallTampering = async (arrive) => {
    const answer = await arrive();
    if (typeof answer === "string") throw new Error("The provider gave no answer.");
    if (payer === "who refuses") await world.sandbox.world("mpesa-ke").act(phone_number, "refuse");
    return spoilt[name]?.(answer.body) ?? answer;
  };
  world.wire.tamperWith("submit", phone_number, how);
  if (callback === "is lost")
    world.wire.tamperWithCallbacks(phone_number, async () => ({ end: "no_answer", cause: "lost" }));
  return await world.pay({ phone_number });
}

async function payInVain(): Promise<Payment> {
  const phone_number = "+254733999999";
  world.wire.tamperWith("submit", phone_number, async () => "reset");
  return await world.pay({ phone_number });
}

function paymentOf(row: Row): Payment {
  const payment = payments.get(row);
  if (payment === undefined) throw new Error("Nobody paid.");
  return payment;
}

function html(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/html" }, body };
}
