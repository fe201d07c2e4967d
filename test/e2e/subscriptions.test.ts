import { describe, expect, test } from "vitest";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";
import { openSubscriptionWorld, PHONE } from "../support/subscription-world.ts";

test("a subscription is created, confirmed with the customer's PIN and runs, and its first charge is a payment of it", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.subscribe();
  expect(await world.read(id)).toMatchObject({
    status: "pending",
    origin: "merchant",
    provider_reference: "uuid-1",
    phone_number: "+2547******01",
    next_action: { type: "enter_pin" },
  });
  expect((await world.ask(id, "confirm", { pin: "wrongpin" })).status).toBe(202);
  expect(await world.read(id)).toMatchObject({ status: "pending", next_action: { type: "enter_pin" } });
  expect((await world.ask(id, "confirm", { pin: "rightpin" })).status).toBe(202);
  expect(await world.read(id)).toMatchObject({ status: "active", next_action: null });
  expect(await world.payments(id)).toMatchObject([
    { status: "succeeded", subscription: id, amount: { value: "10.00", currency: "KES" } },
  ]);
  expect(await world.heard(id)).toEqual([
    "subscription.created",
    "subscription.pending",
    "subscription.pending",
    "subscription.active",
  ]);
  const told = JSON.stringify([await world.timeline(id), world.logged]);
  expect(told).not.toMatch(/rightpin|wrongpin|711000001/);
});

describe("a create whose answer is lost", () => {
  test("is asked about and never made again", async () => {
    await using world = await openSubscriptionWorld();
    world.books.let("create", async (arrive) => {
      arrive();
      return { end: "no_answer", cause: "reset" };
    });
    const id = await world.subscribe();
    expect(await world.read(id)).toMatchObject({ status: "pending", next_action: null });
    await world.advance(6 * SECOND);
    expect(await world.read(id)).toMatchObject({
      provider_reference: "uuid-1",
      next_action: { type: "enter_pin" },
    });
    expect(world.books.count("create")).toBe(1);
  });

  test("and that nobody knows of goes to a person, whose word is taken", async () => {
    await using world = await openSubscriptionWorld();
    world.books.let("create", async () => ({ end: "no_answer", cause: "reset" }));
    const id = await world.subscribe();
    await world.pass(HOUR + MINUTE, 5 * MINUTE);
    expect(await world.read(id)).toMatchObject({ status: "pending", needs_review: true });
    expect(world.books.count("create")).toBe(0);
    const [review] = (await world.call("GET", `/v1/reviews?operation=${id}`)).body.data;
    expect(review).toMatchObject({ operation: id, cause: "ladder_used_up", status: "open" });
    const decide = async (decision: string) =>
      await world.call("POST", `/v1/reviews/${review.id}/decide`, {
        body: { decision, why: "Their support says that it never began.", by: "amina" },
      });
    expect((await decide("moved")).status).toBe(409);
    expect(await decide("ended")).toMatchObject({
      status: 200,
      body: { review: { decision: "ended" }, operation: { id, status: "ended", needs_review: false } },
    });
  });
});

test("a create that came too often is made again later", async () => {
  await using world = await openSubscriptionWorld();
  const busy = { code: "throttled" } as const;
  world.books.let("create", async () => ({
    end: "answer",
    answer: { status: 429, headers: {}, body: Buffer.from(JSON.stringify(busy)) },
  }));
  const id = await world.subscribe();
  expect(world.books.count("create")).toBe(0);
  world.books.let("create");
  await world.advance(11 * SECOND);
  expect(await world.read(id)).toMatchObject({ next_action: { type: "enter_pin" } });
});

test("a customer who subscribed already is found by asking, and none is created twice", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.active();
  const other = await world.subscribe();
  await world.advance(6 * SECOND);
  expect(world.books.subscriptions).toHaveLength(1);
  expect(await world.read(other)).toMatchObject({ status: "pending", outcome: { category: "duplicate" } });
  expect(await world.read(id)).toMatchObject({ status: "active" });
});

describe("a change", () => {
  test("pauses, resumes and cancels", async () => {
    await using world = await openSubscriptionWorld();
    const id = await world.active();
    for (const [what, status] of [
      ["pause", "paused"],
      ["resume", "active"],
      ["free_period", "active"],
      ["cancel", "ended"],
    ] as const) {
      const asked = await world.ask(id, what, what === "free_period" ? { periods: 2 } : undefined);
      expect([what, asked.status]).toEqual([what, 202]);
      expect(await world.read(id)).toMatchObject({ status });
    }
    expect(await world.ask(id, "cancel")).toMatchObject({ status: 200, body: { status: "ended" } });
    expect(await world.ask(id, "pause")).toMatchObject({ status: 409, body: { detail: "It has ended." } });
  });

  test("whose answer is lost is not made again where it may charge", async () => {
    await using world = await openSubscriptionWorld();
    const id = await world.active();
    await world.ask(id, "pause");
    world.books.let("resume", async (arrive) => {
      arrive();
      return { end: "no_answer", cause: "reset" };
    });
    await world.ask(id, "resume");
    expect(await world.ask(id, "resume")).toMatchObject({ status: 409 });
    await world.advance(6 * SECOND);
    expect(await world.read(id)).toMatchObject({ status: "active" });
    expect(world.books.count("resume")).toBe(1);
  });

  test("that cancels is made again until the provider says that it is over", async () => {
    await using world = await openSubscriptionWorld();
    const id = await world.active();
    world.books.let("cancel", async () => ({ end: "no_answer", cause: "reset" }));
    await world.ask(id, "cancel");
    expect(await world.read(id)).toMatchObject({ status: "active", cancelling: true });
    world.books.let("cancel");
    await world.advance(6 * SECOND);
    expect(await world.read(id)).toMatchObject({ status: "ended", cancelling: false });
  });
});

test("an unpaid period leads to grace, and then to the end", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.active();
  const theirs = world.books.of(PHONE);
  const unpaid = world.books.charge(theirs, false);
  theirs.standing = "grace";
  await world.notify({ code: "standing", uuid: theirs.uuid, standing: "grace", charges: [unpaid] });
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "grace" });
  expect(await world.payments(id)).toMatchObject([{ status: "failed" }, { status: "succeeded" }]);
  theirs.standing = "ended";
  await world.notify({ code: "gone", uuid: theirs.uuid, standing: "ended" });
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "ended" });
  expect((await world.heard(id)).slice(-2)).toEqual(["subscription.grace", "subscription.ended"]);
});

test("an end that was told too early is corrected, once an inquiry says so", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.active();
  const { uuid } = world.books.of(PHONE);
  await world.notify({ code: "gone", uuid, standing: "ended" });
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "ended" });
  await world.notify({ code: "standing", uuid, standing: "active" });
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "active" });
  expect((await world.heard(id)).slice(-2)).toEqual(["subscription.ended", "subscription.corrected"]);
});

test("an unsigned notice is believed only when the provider is asked", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.active();
  const { uuid } = world.books.of(PHONE);
  await world.notify({ code: "gone", uuid, standing: "ended", signed: false });
  await world.quiet();
  expect(await world.read(id)).toMatchObject({ status: "active" });
  expect(world.books.count("inquire")).toBe(1);
});

describe("a subscription that the customer started without us", () => {
  const news = { code: "standing", standing: "active", may_be_new: true } as const;

  test("is verified by an inquiry before it is told as active", async () => {
    await using world = await openSubscriptionWorld();
    const theirs = world.books.subscribe(PHONE);
    await world.notify({ ...news, uuid: theirs.uuid, phone: PHONE });
    await world.quiet();
    const [known] = (await world.call("GET", "/v1/subscriptions")).body.data;
    expect(known).toMatchObject({ status: "active", origin: "provider", phone_number: "+2547******01" });
    expect(world.books.count("inquire")).toBe(1);
    expect(await world.heard(known.id)).toEqual(["subscription.created", "subscription.active"]);
  });

  test("and that the provider does not know is never told as active", async () => {
    await using world = await openSubscriptionWorld();
    await world.notify({ ...news, uuid: "uuid-77", phone: PHONE });
    await world.quiet();
    await world.pass(HOUR + MINUTE, 10 * MINUTE);
    const [known] = (await world.call("GET", "/v1/subscriptions")).body.data;
    expect(known).toMatchObject({ status: "pending", needs_review: true });
  });

  test("is the one that we created, where the notice overtakes the create's answer", async () => {
    await using world = await openSubscriptionWorld();
    world.books.let("create", async (arrive) => {
      const exchange = arrive();
      const { uuid } = world.books.of(PHONE);
      await world.notify({ code: "pin_sent", standing: "pending", uuid, phone: PHONE, may_be_new: true });
      return exchange;
    });
    const id = await world.subscribe();
    const { data } = (await world.call("GET", "/v1/subscriptions")).body;
    expect(data).toMatchObject([{ id, provider_reference: "uuid-1", next_action: { type: "enter_pin" } }]);
  });
});

test("a repeated request gets the first answer again, and another body under the same key is refused", async () => {
  await using world = await openSubscriptionWorld();
  const key = "order-77";
  const body = { phone_number: PHONE, reference: "news" };
  const first = await world.call("POST", "/v1/subscriptions", { body, key });
  await world.quiet();
  const again = await world.call("POST", "/v1/subscriptions", { body, key });
  expect([first.status, again.status]).toEqual([202, 202]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  const other = await world.call("POST", "/v1/subscriptions", { body: { ...body, reference: "x" }, key });
  expect(other.status).toBe(422);
  expect(world.books.count("create")).toBe(1);
});

test.each([
  [{ amount: { value: "10", currency: "KES" } }, "/amount"],
  [{ trial_days: 7 }, "/trial_days"],
  [{ activation: "manual" }, "/activation"],
  [{ phone_number: "+447700900123" }, "/phone_number"],
  [{ provider_options: { colour: "red" } }, "/provider_options/colour"],
])("what the provider does not offer is refused before anything is stored: %j", async (change, field) => {
  await using world = await openSubscriptionWorld();
  const body = { provider: "kilima", phone_number: PHONE, ...change };
  expect(await world.call("POST", "/v1/subscriptions", { body })).toMatchObject({
    status: 422,
    body: { field },
  });
  expect((await world.call("GET", "/v1/subscriptions")).body.data).toEqual([]);
});

test("lists by status, reference and phone number", async () => {
  await using world = await openSubscriptionWorld();
  const id = await world.active();
  const other = await world.subscribe("+254711000002");
  const ids = async (query: string) =>
    (await world.call("GET", `/v1/subscriptions${query}`)).body.data.map(({ id }: { id: string }) => id);
  expect(await ids("")).toEqual([other, id]);
  expect(await ids("?status=active")).toEqual([id]);
  expect(await ids("?reference=news&limit=1")).toEqual([other]);
  const found = await world.call("POST", "/v1/subscriptions/search", { body: { phone_number: PHONE } });
  expect(found.body.data).toMatchObject([{ id }]);
});
