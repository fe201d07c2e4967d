import { expect, test } from "vitest";
import { Journal } from "./journal.ts";
import { Mask } from "./mask.ts";
import { listen, openToySandbox } from "./testing/toy-sandbox.ts";

const SECRETS = ["live-key-abcdef", "toy-key-0001", "signed-0123", "signed-4567", "pass word"];
const NUMBERS = ["254708374149", "0708374149", "0708 374 149", "708-374-149"];

test("a secret or a phone number that is sent in any place shows nowhere in the journal", async () => {
  await using toy = await openToySandbox();
  await using merchant = await listen((_request, response) => {
    response
      .setHeader("x-signature", "signed-0123")
      .end('{"token":"live-key-abcdef","msisdn":"254708374149"}');
  });
  const search = "apikey=live-key-abcdef&phone=254708374149&note=toy-key-0001";
  await toy.call(`/toy/echo/254708374149?${search}`, {
    method: "POST",
    headers: { ApiKey: "live-key-abcdef", LinkId: "live-key-abcdef", "X-Webhook-Signature": "signed-0123" },
    body: JSON.stringify({ api_key: "live-key-abcdef", password: "pass word", pin: 1234, numbers: NUMBERS }),
  });
  await toy.call("/toy/pay", {
    method: "POST",
    body: `${merchant.url}/?token=live-key-abcdef&n=254708374149`,
  });
  await toy.sandbox.clock.advance(10_000);
  await toy.sandbox.world("toy").act("+254708374149", "approve");

  const journal = JSON.stringify(toy.sandbox.world("toy").journal(100));
  for (const hidden of [...SECRETS, ...NUMBERS]) expect(journal).not.toContain(hidden);
  expect(journal).toContain("254******149");
});

test("what is left tells two numbers apart, and an id that ends in one keeps its time", () => {
  const mask = new Mask([]);
  expect(mask.text("ws_CO_15072026121225318708374149")).toBe("ws_CO_15072026121225318******149");
  expect(mask.text("+254 708 374 149")).toBe("+254 *** *** 149");
});

test("ordinary text is left alone", () => {
  const mask = new Mask(["short"]);
  const text = '{"amount":1500,"timestamp":"2026-07-15T09:12:41Z","note":"a short pinned token bus"}';
  expect(mask.text(text)).toBe(text);
  expect(mask.json({ amount: 1500, list: [true, null, "x"] })).toEqual({
    amount: 1500,
    list: [true, null, "x"],
  });
});

test("a document is masked field by field", () => {
  const mask = new Mask(["known-secret"]);
  expect(
    mask.json({ pin: 1234, deep: [{ signature: "abc", msisdn: 254708374149, text: "known-secret!" }] }),
  ).toEqual({
    pin: "***",
    deep: [{ signature: "***", msisdn: "254******149", text: "***!" }],
  });
});

test("an entry holds the call, the thoughts, what was sent and how it ended", async () => {
  await using toy = await openToySandbox();
  await using merchant = await listen((_request, response) => response.writeHead(202).end("thanks"));
  await toy.call("/toy/pay", { method: "POST", body: merchant.url });
  await toy.sandbox.clock.advance(10_000);
  expect(toy.sandbox.world("toy").journal(100)).toMatchObject([
    {
      number: 1,
      at: "2026-07-15T09:00:00.000Z",
      cause: { call: { method: "POST", path: "/pay", body: merchant.url } },
      thoughts: [],
      sent: [],
      end: { status: 200, body: '{"id":"1","chance":7}' },
    },
    {
      number: 2,
      at: "2026-07-15T09:00:10.000Z",
      cause: { task: { id: "1" } },
      thoughts: ["Paid.", "Received."],
      sent: [
        { request: { method: "POST", body: "1" }, exchange: { end: "answer", status: 202, body: "thanks" } },
      ],
      end: "done",
    },
  ]);
});

test("the oldest entries make room, and a reader gets the latest", () => {
  const journal = new Journal(new Mask([]));
  for (let i = 0; i < 2_500; i++) journal.begin(i, { task: i }).end = "done";
  const all = journal.read(5_000);
  expect([all.length, all[0]?.number, all.at(-1)?.number]).toEqual([1_000, 1_501, 2_500]);
  expect(journal.read(2).map(({ number }) => number)).toEqual([2_499, 2_500]);
});

test("a huge body is cut", () => {
  const journal = new Journal(new Mask([]));
  const call = { method: "POST", path: "/", query: {}, headers: {}, body: Buffer.alloc(100_000, "a") };
  journal.begin(0, { call }).end = "hang";
  expect(JSON.stringify(journal.read(1))).toContain("and 83616 bytes more");
});

test("an entry says what was written, from what to what, which book lines, and the codes that were chosen", async () => {
  await using toy = await openToySandbox();
  await toy.call("/toy/pay", { method: "POST", body: "http://127.0.0.1:1/" });
  await toy.sandbox.clock.advance(10_000);
  await toy.call("/toy/refuse");
  const payment = { id: "1", paid: false, callback: "http://127.0.0.1:1/" };
  const paid = { ...payment, paid: true };
  expect(toy.sandbox.world("toy").journal(3)).toMatchObject([
    { changes: [{ kind: "payment", id: "1", before: null, after: payment }], books: [payment], codes: [] },
    { changes: [{ kind: "payment", id: "1", before: payment, after: paid }], books: [paid], codes: ["0"] },
    { changes: [], books: [], codes: ["E13"], thoughts: ["Not today."], end: { status: 422 } },
  ]);
});

test("a document that was written twice shows its first state and its last", () => {
  const journal = new Journal(new Mask([]), ["charge"]);
  const happening = journal.begin(0, { task: null });
  happening.changes.push(
    { kind: "charge", id: "1", before: undefined, after: "a" },
    { kind: "other", id: "1", before: "x", after: undefined },
    { kind: "charge", id: "1", before: "a", after: "b" },
  );
  journal.end(happening, "done");
  expect(journal.read(1)).toMatchObject([
    {
      changes: [
        { kind: "charge", before: null, after: "b" },
        { kind: "other", before: "x", after: null },
      ],
      books: ["b"],
    },
  ]);
});
