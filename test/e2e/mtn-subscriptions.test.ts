import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { mtn } from "../../src/providers/mtn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

const NEWS = { subscription_id: "CSM-NEWS", subscription_provider: "CSM" };

async function subscribe(phone_number: string, options: object = {}): Promise<string> {
  const provider_options = { ...NEWS, ...options };
  return (await world.api("/v1/subscriptions", { provider: mtn.id, phone_number, provider_options })).id;
}

const read = (id: string): Promise<Body> => world.api(`/v1/subscriptions/${id}`);
const cancel = (id: string) => world.tryApi(`/v1/subscriptions/${id}/cancel`);
const fault = (wish: object) => world.control(`/${mtn.id}/faults`, { count: 1, ...wish });

/** Longer than a phone's next turn is off, where a busy machine missed the first. */
const PATIENTLY = { timeout: 50_000, interval: 100 };

function reaches(id: string, status: string): Promise<Body> {
  return vi.waitFor(async () => {
    const subscription = await read(id);
    expect(subscription.status).toBe(status);
    return subscription;
  }, PATIENTLY);
}

async function charges(phone_number: string): Promise<number> {
  const entries = await world.books(mtn.id);
  return entries.filter((entry) => entry.phone_number === phone_number && entry.kind === "charge").length;
}

/** Somebody else's call about the same customer, such as a shop assistant's. */
async function theirs(
  method: string,
  phone_number: string,
  resource = "/CSM-NEWS",
  body?: object,
): Promise<Body> {
  const { credentials } = mtn.simulator;
  const path = `/v2/customers/${phone_number.slice(1)}/subscriptions${resource}?subscriptionProviderId=CSM`;
  const headers = { "x-api-key": credentials["client_id"] ?? "", "content-type": "application/json" };
  const sent = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return (await fetch(`${world.sandbox}/${mtn.id}${path}`, sent)).json();
}

type Story = readonly [phone: string, status: string, charges: number, code: string | null, review: boolean];

const runs = (phone: string): Story => [phone, "active", 1, "active", false];
const refused = (code: string): Story => [`+2783999${code}`, "ended", 0, code, false];
const unclear = (code: string, charged = 0): Story => [`+2783999${code}`, "pending", charged, code, true];

/** Phones that are a case of the simulator's: where their subscriptions stand a day later, and with which code or word. */
const stories: readonly Story[] = [
  runs("+27832000046"),
  // Paid from airtime: nobody needs a wallet, and nobody is asked.
  ...["+27832000047", "+27832000049", "+27832000062", "+27832000063"].map(runs),
  ["+27832000048", "active", 0, "active", false],
  ["+27832000060", "ended", 0, "6001", false],
  ["+27832000065", "ended", 0, "1001", false],
  // Time-outs and system errors after which it was taken: asking finds it.
  ...["+27832000066", "+27832000072", "+27832000073"].map(runs),
  // Answers that are lost or say nothing.
  ...["+27832000081", "+27832000082", "+27832000083"].map(runs),
  // Never taken, which no answer proves: what is there may be an earlier one of theirs.
  ["+27832000061", "pending", 0, "6000", true],
  ["+27832000067", "pending", 0, "3003", true],
  ["+27832000069", "pending", 0, "1005", true],
  ["+27832000074", "pending", 0, "3001", true],
  ["+27832000080", "pending", 0, null, true],
  // Numbers that are answered with a code whatever is asked.
  ...["1000", "1001", "4000", "4001", "5000", "5001", "6001"].map(refused),
  ...["1013", "3006"].map(refused),
  ...["1002", "1003", "1005", "1012", "2000", "3000", "6000"].map((code) => unclear(code)),
  ...["1004", "1007", "3001", "3003"].map((code) => unclear(code, 1)),
];

test("a subscription that ran out is found to have ended, for it is not on its customer's list any more", async () => {
  const tune = { subscription_id: "RBT-SILVER", subscription_provider: "RBT" };
  const id = await subscribe("+27835000010", tune);
  await reaches(id, "active");
  await world.advance(8 * 24 * HOUR);
  expect(await reaches(id, "ended")).toMatchObject({
    needs_review: false,
    outcome: { reason: "subscription_state", provider: { code: "not_listed", http_status: 200 } },
  });
});

describe("every case of the simulator's phones", () => {
  const subscriptions = new Map<string, string>();
  const ENDED_ELSEWHERE = "+27835000008";

  beforeAll(async () => {
    for (const phone of [ENDED_ELSEWHERE, ...stories.map(([phone]) => phone)])
      subscriptions.set(phone, await subscribe(phone));
    await reaches(subscriptions.get(ENDED_ELSEWHERE) ?? "", "active");
    await theirs("DELETE", ENDED_ELSEWHERE);
    await world.advance(26 * HOUR);
  }, 240_000);

  test.each(stories)("%s stands as %s", async (phone, status, charged, code, needs_review) => {
    const subscription = await read(subscriptions.get(phone) ?? "");
    expect(subscription).toMatchObject({ status, needs_review, outcome: { provider: { code } } });
    expect(await charges(phone)).toBe(charged);
    expect(subscription.outcome.safe_to_charge_again).toBe(status === "ended");
    expect(JSON.stringify(subscription)).not.toContain(phone.slice(1));
  });

  test("one that was ended elsewhere is found by looking once a day", async () => {
    expect(await read(subscriptions.get(ENDED_ELSEWHERE) ?? "")).toMatchObject({
      status: "ended",
      needs_review: false,
      outcome: { reason: "subscription_state", provider: { code: "inactive" } },
    });
  });
});

describe("a subscription", () => {
  test("runs, is cancelled, and can be taken out again", async () => {
    const phone = "+27835000001";
    const id = await subscribe(phone, { auto_renew: true, type: "recurring", channel: "WEB" });
    expect(await reaches(id, "active")).toMatchObject({ outcome: { provider: { http_status: 201 } } });
    expect(await theirs("GET", phone)).toMatchObject({ "auto-renew": true, subscriptionType: "Recurring" });
    expect((await cancel(id)).status).toBe(202);
    expect(await reaches(id, "ended")).toMatchObject({
      outcome: { provider: { code: "unsubscribe successful" }, money: "none" },
    });
    const again = await subscribe(phone);
    // Calls that can charge the same customer wait for their turn.
    await world.advance(MINUTE);
    await reaches(again, "active");
    expect(await charges(phone)).toBe(2);
  });

  test("that is only accepted is followed until it runs", async () => {
    await world.set(mtn.id, { provision_later: true });
    const id = await subscribe("+27835000002");
    await expect.poll(async () => (await read(id)).outcome.reason, PATIENTLY).toBe("pending_at_provider");
    expect(await read(id)).toMatchObject({ status: "pending", outcome: { provider: { http_status: 202 } } });
    await world.advance(30 * SECOND);
    await world.set(mtn.id, {});
    expect(await reaches(id, "active")).toMatchObject({ outcome: { provider: { code: "active" } } });
    expect(await charges("+27835000002")).toBe(1);
    // From then on the subscription itself is asked, for its provisioning is over.
    await theirs("DELETE", "+27835000002");
    await world.api(`/v1/subscriptions/${id}/sync`, {});
    await reaches(id, "ended");
  });

  test("that the customer has already is not paid for twice", async () => {
    const phone = "+27835000003";
    await reaches(await subscribe(phone), "active");
    const id = await subscribe(phone);
    await world.advance(MINUTE);
    await reaches(id, "active");
    expect(await charges(phone)).toBe(1);
  });

  test("that cannot be ended under 200 goes on, and can be cancelled later", async () => {
    const id = await subscribe("+27835000004");
    await reaches(id, "active");
    await world.set(mtn.id, { unsubscribe_fails: true });
    await cancel(id);
    await expect.poll(async () => (await read(id)).cancelling, PATIENTLY).toBe(false);
    expect(await read(id)).toMatchObject({ status: "active", needs_review: false });
    await world.set(mtn.id, {});
    await cancel(id);
    await reaches(id, "ended");
  });

  test.each([
    ["before", "+27835000005"],
    ["after", "+27835000006"],
  ])("whose cancel is lost, with effect %s the loss, has ended in the end", async (effect, phone) => {
    const id = await subscribe(phone);
    await reaches(id, "active");
    await fault({ operation: "unsubscribe", kind: "reset", effect });
    await cancel(id);
    await expect.poll(async () => (await read(id)).outcome.reason, PATIENTLY).toBe("no_answer");
    await world.advance(MINUTE);
    expect(await reaches(id, "ended")).toMatchObject({ needs_review: false });
    expect((await theirs("GET", phone)).subscriptionStatus).toBe("Inactive");
  });

  test("that was ended elsewhere is found to have ended when it is cancelled", async () => {
    const id = await subscribe("+27835000007");
    await reaches(id, "active");
    await theirs("DELETE", "+27835000007");
    await cancel(id);
    expect(await reaches(id, "ended")).toMatchObject({
      cancelling: false,
      needs_review: false,
      outcome: { provider: { code: "inactive" } },
    });
  });
});

describe("all of a customer's subscriptions", () => {
  const TUNE = { subscription_id: "RBT-GOLD", subscription_provider: "RBT" };
  const unsubscribe = (phone_number: string, subscription_provider = "CSM"): Promise<Body> =>
    world.api("/v1/customers/unsubscribe", {
      provider: mtn.id,
      phone_number,
      provider_options: { subscription_provider },
    });

  /** One of ours at CSM, one that a shop began there, and one of ours at RBT. */
  async function subscribed(phone: string): Promise<{ news: string; tune: string }> {
    const news = await subscribe(phone);
    await reaches(news, "active");
    const tune = await subscribe(phone, TUNE);
    await world.advance(MINUTE);
    await reaches(tune, "active");
    await theirs("POST", phone, "", { subscriptionId: "CSM-WEATHER", subscriptionProviderId: "CSM" });
    return { news, tune };
  }

  /** Which ends the platform told of one by one, and how it was answered. */
  async function toldOneByOne(): Promise<readonly string[]> {
    const { journal } = await world.control(`/${mtn.id}/journal?limit=200`);
    const sent: readonly Body[] = journal.flatMap((line: Body) => line.sent ?? []);
    return sent
      .filter(({ request }) => request.body?.includes("Unsubscribe successful"))
      .map(({ request, exchange }) => `${JSON.parse(request.body).subscriptionId} ${exchange.status}`)
      .toSorted();
  }

  const listed = async (phone: string): Promise<Body> =>
    (
      await world.api("/v1/customers/lookup", {
        provider: mtn.id,
        phone_number: phone,
        parts: ["subscriptions"],
      })
    ).parts.subscriptions.value;

  test("of one provider end, also those that somebody else began", async () => {
    const phone = "+27835000011";
    const { news, tune } = await subscribed(phone);
    const answer = await unsubscribe(phone);
    expect(answer).toMatchObject({
      object: "unsubscription",
      state: "accepted",
      because: null,
      code: "0000",
      subscriptions: [{ id: news, object: "subscription" }],
    });
    expect(JSON.stringify(answer)).not.toContain(phone.slice(1));
    expect(await reaches(news, "ended")).toMatchObject({ needs_review: false });
    expect(await read(tune)).toMatchObject({ status: "active", cancelling: false });
    const states = (await listed(phone)).map((one: Body) => `${one.subscription_id} ${one.status}`);
    expect(states.toSorted()).toEqual(["CSM-NEWS inactive", "CSM-WEATHER inactive", "RBT-GOLD active"]);
    await expect.poll(toldOneByOne, PATIENTLY).toEqual(["CSM-NEWS 200", "CSM-WEATHER 200"]);
    expect(await unsubscribe(phone)).toMatchObject({ state: "none", code: "1003", subscriptions: [] });
  });

  test("are not known to have ended where the answer is lost, and those of ours end all the same", async () => {
    const phone = "+27835000012";
    const { news } = await subscribed(phone);
    await fault({ operation: "unsubscribe_all", kind: "reset", effect: "before" });
    expect(await unsubscribe(phone)).toMatchObject({
      state: "unknown",
      because: "No answer came in time. Asking again ends no more than was asked for.",
      subscriptions: [{ id: news, cancelling: true }],
    });
    await reaches(news, "ended");
    await world.advance(MINUTE);
    expect(await unsubscribe(phone)).toMatchObject({ state: "accepted", subscriptions: [] });
  });

  test("can be ended at the providers that say so", async () => {
    const { data } = await world.api("/v1/providers");
    const shown = data.filter(({ unsubscribe }: Body) => unsubscribe !== null);
    expect(shown).toMatchObject([
      {
        id: mtn.id,
        unsubscribe: {
          options: { required: ["subscription_provider"] },
          example: { provider_options: { subscription_provider: "RBT" } },
        },
      },
    ]);
    const other = { provider: "sla-dcb", phone_number: "+27835000011" };
    const { status, body } = await world.tryApi("/v1/customers/unsubscribe", other);
    expect([status, body.code]).toEqual([422, "provider_unknown"]);
  });

  test("go on where the customer is refused, and why is said", async () => {
    expect(await unsubscribe("+27839991001")).toMatchObject({
      state: "not_done",
      code: "1001",
      subscriptions: [],
    });
    expect(await unsubscribe("+27839993003")).toMatchObject({ state: "unknown", code: "3003" });
  });

  test.each([
    ["no provider of subscriptions is named", {}],
    ["an option is not known", { subscription_provider: "CSM", all: true }],
  ])("are left alone where %s", async (_what, provider_options) => {
    const wish = { provider: mtn.id, phone_number: "+27835000011", provider_options };
    const { status, body } = await world.tryApi("/v1/customers/unsubscribe", wish);
    expect([status, body.code]).toEqual([422, "provider_options_not_accepted"]);
  });
});

test.each([
  ["no offer is named", { provider_options: {} }],
  [
    "the offer's name leads elsewhere",
    { provider_options: { ...NEWS, subscription_id: "../../27832000099" } },
  ],
  ["a trial is wanted", { provider_options: NEWS, trial_days: 7 }],
  ["a price is wanted", { provider_options: NEWS, amount: { value: "3", currency: "ZAR" } }],
])("a request is refused where %s", async (_what, wish) => {
  const { status } = await world.tryApi("/v1/subscriptions", {
    provider: mtn.id,
    phone_number: "+27835000009",
    ...wish,
  });
  expect(status).toBe(422);
});
