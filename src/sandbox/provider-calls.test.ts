import { once } from "node:events";
import { request as call } from "node:http";
import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { openToySandbox } from "./testing/toy-sandbox.ts";

/** A busy machine is slow, and never wrong. */
vi.setConfig({ testTimeout: 30_000 });

test("a simulator sees the call as the provider's own host would", async () => {
  await using toy = await openToySandbox();
  const answer = await toy.call("/toy/echo?a=1&b=%2B2", {
    method: "PUT",
    body: "héllo",
    headers: { "X-Key": "k" },
  });
  expect(await answer.json()).toMatchObject({
    method: "PUT",
    path: "/echo",
    query: { a: "1", b: "+2" },
    headers: { "x-key": "k" },
    body: "héllo",
  });
});

test.each(["/toy", "/toy/"])("%s is the root of the provider", async (path) => {
  await using toy = await openToySandbox();
  expect(await (await toy.call(path)).json()).toEqual({ no: "/" });
});

test("an unknown provider is refused by the sandbox, with what to do", async () => {
  await using toy = await openToySandbox();
  const answer = await toy.call("/nobody/pay", { method: "POST", body: "{}" });
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: "unknown_provider", fix: expect.any(String) } });
});

test("a body that is too large is refused, and the caller hears it", async () => {
  await using toy = await openToySandbox();
  const status = await new Promise((resolve, reject) => {
    const upload = call(`${toy.sandbox.url}/toy/echo`, { method: "POST" }, (answer) =>
      resolve(answer.statusCode),
    );
    upload.on("error", reject);
    upload.write(Buffer.alloc(1_048_577));
  });
  expect(status).toBe(413);
});

test("a connection can be broken without an answer", async () => {
  await using toy = await openToySandbox();
  await expect(toy.call("/toy/reset")).rejects.toThrow("fetch failed");
});

test("an answer can stay out for ever, and the sandbox still closes", async () => {
  const toy = await openToySandbox();
  const hanging = toy.call("/toy/hang");
  await toy.call("/toy/echo");
  await toy.sandbox.close();
  await expect(hanging).rejects.toThrow("fetch failed");
});

test("102 can go before an answer", async () => {
  await using toy = await openToySandbox();
  const before: number[] = [];
  const sent = call(`${toy.sandbox.url}/toy/processing`).end();
  sent.on("information", ({ statusCode }) => before.push(statusCode));
  const [answer] = await once(sent, "response");
  answer.resume();
  expect([before, answer.statusCode]).toEqual([[102], 202]);
});

test.each([
  ["without a body", "", "HTTP/1.1 102 Processing\r\nx-sort: bare\r\n\r\n"],
  ["with a body", "{}", "HTTP/1.1 102 Processing\r\nx-sort: bare\r\ncontent-length: 2\r\n\r\n{}"],
])("102 can stand in place of an answer, %s", async (_how, body, bytes) => {
  await using toy = await openToySandbox();
  const socket = connect(Number(new URL(toy.sandbox.url).port), "127.0.0.1").setEncoding("utf8");
  let text = "";
  let ended = false;
  socket.on("data", (piece: string) => {
    text += piece;
  });
  socket.on("end", () => {
    ended = true;
  });
  const head = `POST /toy/unfinished HTTP/1.1\r\nhost: toy\r\ncontent-length: ${body.length}\r\n\r\n`;
  socket.write(head + body);
  await expect.poll(() => text, { timeout: 20_000 }).toBe(bytes);
  if (body !== "") await expect.poll(() => ended, { timeout: 20_000 }).toBe(true);
  await toy.call("/toy/echo");
  expect(ended).toBe(body !== "");
  socket.destroy();
});

test.each([
  ["/toy", "/toy"],
  ["/_worlds/two/toy", "/_worlds/two/toy"],
])("a simulator knows where it was called: %s", async (path, base) => {
  await using toy = await openToySandbox();
  const { base_url } = (await (await toy.call(`${path}/echo`)).json()) as { readonly base_url: string };
  expect(base_url).toBe(toy.sandbox.url + base);
});

test("a held answer comes when the sandbox's time has passed", async () => {
  await using toy = await openToySandbox();
  const slow = toy.call("/toy/slow");
  while (!toy.sandbox.world("toy").journal(1).length) await toy.call("/_sandbox/health");
  const before = toy.sandbox.clock.now();
  await toy.sandbox.clock.advance(60_000);
  expect(await (await slow).json()).toEqual({ waited_until: before + 60_000 });
});
