import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listRows } from "../../src/catalogue/list.ts";
import type { Status } from "../../src/core/outcome.ts";
import { codes } from "../../src/providers/mpesa-ke/codes.ts";
import { judge } from "../support/judge.ts";
import { keepWalkedCodes, type Told } from "../support/walked-codes.ts";
import { openWorld, type Payment, type PaymentWish, type World } from "../support/world.ts";

/** How a code is reached: a payment to this number, or one for which something is arranged first. */
type Cause = string | ((world: World, phone_number: string) => Promise<PaymentWish>);

const SAFE = true;
const NOT_SAFE = false;

/**
 * Every code that a call of ours can meet, and what becomes of the payment. The reading is the registry row in which the
 * payment ends: it stands in the API word for word. `charges` are what the provider's books say, and `submits` how often
 * it was asked for a prompt.
 */
const table: readonly (readonly [
  code: string,
  cause: Cause,
  status: Status,
  reading: string,
  safe_to_charge_again: boolean,
  submits: number,
  charges: number,
])[] = [
  // The account or the shortcode is not in order: nothing was started, and nothing will be until it is mended.
  ["api/MISSING_HEADERS", withoutHeader("linkid"), "failed", "api/MISSING_HEADERS", SAFE, 1, 0],
  [
    "api/INVALID_API_KEY",
    credentials({ api_key: padded("pk_", 40, 3) }),
    "failed",
    "api/INVALID_API_KEY",
    SAFE,
    1,
    0,
  ],
  [
    "api/INVALID_LINK_ID",
    credentials({ link_id: padded("sc_", 28, 5) }),
    "failed",
    "api/INVALID_LINK_ID",
    SAFE,
    1,
    0,
  ],
  [
    "api/INACTIVE_SHORTCODE",
    credentials({ link_id: padded("sc_", 28, 2) }),
    "failed",
    "api/INACTIVE_SHORTCODE",
    SAFE,
    1,
    0,
  ],
  // The request was refused before M-Pesa heard of it.
  ["api/VALIDATION_ERROR", alteredBody({ amount: 10.5 }), "failed", "api/VALIDATION_ERROR", SAFE, 1, 0],
  ["api/INVALID_MSISDN", alteredBody({ msisdn: "0712345678" }), "failed", "api/INVALID_MSISDN", SAFE, 1, 0],
  ["api/INVALID_AMOUNT", alteredBody({ amount: 300_001 }), "failed", "api/INVALID_AMOUNT", SAFE, 1, 0],
  [
    "api/INVALID_CALLBACK",
    alteredBody({ callback: "http://127.0.0.1:1/hooks" }),
    "failed",
    "api/INVALID_CALLBACK",
    SAFE,
    1,
    0,
  ],
  // Whether a prompt went out is not said. Nothing is sent again; the callback tells, or a person.
  ["api/INTERNAL_ERROR", "+254700005005", "succeeded", "result/0", NOT_SAFE, 1, 1],
  ["api/INTERNAL_ERROR", "+254700005006", "in_reconciliation", "unsettled", NOT_SAFE, 1, 0],
  ["api/TIMEOUT_ERROR", "+254700005003", "succeeded", "result/0", NOT_SAFE, 1, 1],
  ["api/TIMEOUT_ERROR", "+254700005004", "in_reconciliation", "unsettled", NOT_SAFE, 1, 0],
  // No prompt went out. Where the cause passes, it is tried again, as often as the row allows.
  ["api/MPESA_UNAVAILABLE", "+254700005002", "failed", "api/MPESA_UNAVAILABLE", SAFE, 6, 0],
  [
    "api/STK_PUSH_FAILED",
    brokenShortcode("without M-Pesa's words"),
    "failed",
    "api/STK_PUSH_FAILED",
    SAFE,
    2,
    0,
  ],
  [
    "api/500.001.1001/submit",
    brokenShortcode("with M-Pesa's words"),
    "failed",
    "api/500.001.1001/submit",
    SAFE,
    1,
    0,
  ],
  ["api/400.002.02", "+254700005001", "failed", "api/400.002.02", SAFE, 1, 0],
  // The prompt went out, and this became of it.
  ["result/0", "+254700000000", "succeeded", "result/0", NOT_SAFE, 1, 1],
  ["result/0", "+254110000000", "succeeded", "result/0", NOT_SAFE, 1, 1],
  ["result/1", "+254700000001", "failed", "result/1", SAFE, 1, 0],
  ["result/1001", "+254700001001", "failed", "result/1001", SAFE, 1, 0],
  ["result/1032", "+254700001032", "failed", "result/1032", SAFE, 1, 0],
  ["result/2001", "+254700002001", "failed", "result/2001", SAFE, 1, 0],
  ["result/4999", "+254700004999", "succeeded", "result/0", NOT_SAFE, 1, 1],
  // These are known to flip, so they count only once an inquiry has said them too.
  ["result/17", "+254700000017", "failed", "result/17", SAFE, 1, 0],
  ["result/1019", "+254700001019", "failed", "result/1019", SAFE, 1, 0],
  ["result/1025", "+254700001025", "failed", "result/1025", SAFE, 1, 0],
  ["result/1025", credentials({ link_id: padded("sc_", 28, 4) }), "failed", "result/1025", SAFE, 1, 0],
  ["result/1036", "+254700001036", "failed", "result/1036", SAFE, 1, 0],
  ["result/1037", "+254700001037", "failed", "result/1037", SAFE, 1, 0],
  ["result/9999", "+254700009999", "failed", "result/9999", SAFE, 1, 0],
  // And flip they do: what was charged after all is for a person to look at, and no longer safe to charge again.
  ["result/1037", "+254700006037", "failed", "result/1037", NOT_SAFE, 1, 1],
];

/** What the codes alone do not tell: callbacks that are doubled, lost, forged, or that state another amount. */
const callbacks: readonly (readonly [
  what: string,
  phone_number: string,
  status: Status,
  review: string | null,
])[] = [
  ["comes twice", "+254700006002", "succeeded", null],
  ["never comes", "+254700006404", "succeeded", null],
  ["was altered on its way", "+254700006401", "succeeded", null],
  ["states a shilling more than was asked for", "+254700006422", "in_reconciliation", "amount_differs"],
];

let world: World;
const payments = new Map<unknown, Payment>();

beforeAll(async () => {
  world = await openWorld();
  for (const row of table) payments.set(row, await pay(row[1]));
  for (const row of callbacks) payments.set(row, await pay(row[1]));
  await world.settle(...payments.values());
}, 60_000);

afterAll(() => world[Symbol.asyncDispose]());

describe.each(table.map((row) => [row[0], nameOf(row[1]), row] as const))("%s, %s", (_code, _cause, row) => {
  const [code, , status, reading, safe_to_charge_again, submits, charges] = row;
  test(`ends as ${status} by ${reading}`, async () => {
    const payment = paymentOf(row);
    const answer = await world.call("GET", `/v1/payments/${payment.shown}`, payment);
    expect(answer.body).toMatchObject({ status, outcome: { safe_to_charge_again, ...promisedBy(reading) } });
    expect((await world.timeline(payment)).map(({ detail }) => detail["rule"])).toContain(`mpesa-ke/${code}`);
    expect({
      submits: world.wire.arrived("submit", payment.phone_number),
      charges: world.charges(payment).length,
    }).toEqual({
      submits,
      charges,
    });
  });
});

test.each(callbacks.map((row) => [row[0], row] as const))(
  "a payment whose callback %s",
  async (_what, row) => {
    const [, , status, cause] = row;
    const payment = paymentOf(row);
    expect(await world.statusOf(payment)).toBe(status);
    expect((await world.reviews(payment)).map((review) => review.cause)).toEqual(
      cause === null ? [] : [cause],
    );
    expect(world.charges(payment)).toHaveLength(1);
  },
);

test("every code of the provider's own page is among them", () => {
  const seed = listRows([codes]).filter(
    ({ basis, source }) => basis === "seed" || source.includes("against it"),
  );
  const reached = new Set(table.map(([code]) => `mpesa-ke/${code}`));
  expect(seed.map(({ rule }) => rule).filter((rule) => !reached.has(rule))).toEqual([]);
  expect(seed).toHaveLength(20);
});

test("what the provider's books, the merchants and the payments say fits together", async () => {
  expect(await judge(world)).toEqual([]);
});

keepWalkedCodes(() => Promise.all(payments.values().map(told)));

async function told(payment: Payment): Promise<Told> {
  const url = `/v1/payments/${payment.shown}`;
  const { body: shown } = await world.call("GET", url, payment);
  return { shown, timeline: (await world.call("GET", `${url}/timeline`, payment)).body.data };
}

async function pay(cause: Cause): Promise<Payment> {
  const phone_number = `+254722${String(100_000 + payments.size)}`;
  const wish = typeof cause === "string" ? { phone_number: cause } : await cause(world, phone_number);
  return await world.pay({ phone_number, ...wish });
}

function paymentOf(row: unknown): Payment {
  const payment = payments.get(row);
  if (payment === undefined) throw new Error("Nobody paid.");
  return payment;
}

/** What the API says in the words of the row. */
function promisedBy(reading: string) {
  if (reading === "unsettled")
    return { reason: "no_answer", money: "unknown", advice: { action: "escalate" } };
  const row = listRows([codes]).find(({ rule }) => rule === `mpesa-ke/${reading}`);
  if (row === undefined) throw new Error(`The registry has no row ${reading}.`);
  const { category, reason, finality, money, actor, advice, disclosure, basis } = row;
  return {
    category,
    reason,
    finality,
    money,
    actor,
    disclosure,
    advice: { action: advice.action },
    basis: { basis },
  };
}

function nameOf(cause: Cause): string {
  return typeof cause === "string" ? cause : cause.name;
}

function named(name: string, cause: Exclude<Cause, string>): Cause {
  return Object.defineProperty(cause, "name", { value: name });
}

function credentials(change: Readonly<Record<string, string>>): Cause {
  return named(Object.values(change).join(), async (world) => ({
    merchant: await world.newMerchant({ credentials: change }),
  }));
}

function withoutHeader(name: string): Cause {
  return named(`the header ${name} is lost`, async (world, phone_number) => {
    world.wire.tamperWith("submit", phone_number, (arrive, { headers }) => {
      const { [name]: _, ...others } = headers;
      return arrive({ headers: others });
    });
    return {};
  });
}

function alteredBody(change: Readonly<Record<string, unknown>>): Cause {
  return named(`the body says ${JSON.stringify(change)}`, async (world, phone_number) => {
    world.wire.tamperWith("submit", phone_number, (arrive, { body }) => {
      const fields = JSON.parse(Buffer.from(body).toString());
      return arrive({ body: Buffer.from(JSON.stringify({ ...fields, ...change })) });
    });
    return {};
  });
}

/** M-Pesa does not know the shortcode's credentials, and the aggregator passes on why, or keeps it to itself. */
function brokenShortcode(answer: "with M-Pesa's words" | "without M-Pesa's words"): Cause {
  return named(`a broken shortcode, ${answer}`, async (world, phone_number) => {
    world.wire.tamperWith("submit", phone_number, async (arrive) => {
      const refusal = await arrive();
      if (typeof refusal === "string" || answer === "with M-Pesa's words") return refusal;
      const { mpesa: _, ...rest } = JSON.parse(refusal.body);
      return { ...refusal, body: JSON.stringify(rest) };
    });
    return { merchant: await world.newMerchant({ credentials: { link_id: padded("sc_", 28, 3) } }) };
  });
}

function padded(prefix: string, length: number, number: number): string {
  return prefix + String(number).padStart(length, "0");
}
