import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import type { Exchange } from "../connector/http.ts";
import { createSender, type Sender } from "./outgoing.ts";
import { listen } from "./testing/toy-sandbox.ts";

/** Names of other machines, for a test that must not ask a real name server. */
vi.mock("node:dns", async (original) => {
  const dns = await original<typeof import("node:dns")>();
  const addresses = { "shop.test": ["192.0.2.1"], "mixed.test": ["127.0.0.1", "192.0.2.1"] };
  const lookup: typeof dns.lookup = ((
    name: string,
    options: object,
    done: (problem: null, found: object) => void,
  ) => {
    const known = addresses[name as keyof typeof addresses];
    if (known === undefined) return dns.lookup(name, options, done as () => void);
    done(
      null,
      known.map((address) => ({ address, family: 4 })),
    );
  }) as typeof dns.lookup;
  return { ...dns, lookup };
});

const senders: Sender[] = [];
afterEach(async () => {
  for (const sender of senders.splice(0)) await sender.close();
});

function send(url: string, { reach = "loopback" as const, timeout_ms = 2_000 } = {}): Promise<Exchange> {
  const sender = createSender(reach);
  senders.push(sender);
  return sender.send({ method: "POST", url, headers: { "x-a": "1" }, body: "hello", timeout_ms });
}

test("an answer comes with its status, headers and body", async () => {
  await using server = await listen(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString();
    response.writeHead(418, { "x-b": "2" }).end(`${request.method} ${body} ${request.headers["x-a"]}`);
  });
  const exchange = await send(server.url);
  expect(exchange).toMatchObject({ end: "answer", answer: { status: 418, headers: { "x-b": "2" } } });
  expect(exchange.end === "answer" && Buffer.from(exchange.answer.body).toString()).toBe("POST hello 1");
});

test("a redirect is an answer, and is not followed", async () => {
  let calls = 0;
  await using server = await listen((_request, response) => {
    calls++;
    response.writeHead(307, { location: "/elsewhere" }).end();
  });
  expect(await send(server.url)).toMatchObject({ end: "answer", answer: { status: 307 } });
  expect(calls).toBe(1);
});

test("where nobody listens, nothing was sent", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server.close();
  await once(server, "close");
  expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ end: "not_sent" });
});

test("whoever takes the request and says nothing gave no answer", async () => {
  await using silent = await listen(() => {});
  expect(await send(silent.url, { timeout_ms: 50 })).toMatchObject({ end: "no_answer" });
  await using breaking = await listen((request) => request.socket.destroy());
  expect(await send(breaking.url)).toMatchObject({ end: "no_answer" });
});

test("an answer without end is cut off by the time allowed", async () => {
  await using dripping = await listen((_request, response) => void response.writeHead(200).write("a"));
  expect(await send(dripping.url, { timeout_ms: 50 })).toMatchObject({ end: "no_answer" });
});

test("of a huge answer only the beginning is read", async () => {
  await using huge = await listen((_request, response) => void response.end(Buffer.alloc(1_000_000)));
  const exchange = await send(huge.url);
  expect(exchange.end === "answer" && exchange.answer.body.length).toBe(65_536);
});

test.each([
  "http://192.0.2.1/",
  "http://[2001:db8::1]/",
  "http://0.0.0.0:1/",
  "http://169.254.169.254/latest",
  "http://3221225985/",
  "http://[::ffff:192.0.2.1]/",
  "http://shop.test/",
  "http://mixed.test/",
])("another machine is never called: %s", async (url) => {
  const exchange = await send(url);
  expect(exchange).toMatchObject({ end: "not_sent", cause: expect.stringContaining("is not this machine") });
});

test.each(["http://localhost:1/", "http://127.8.9.1:1/", "http://[::ffff:127.0.0.1]:1/"])(
  "%s is this machine",
  async (url) => {
    const exchange = await send(url);
    expect(exchange.end).toBe("not_sent");
    expect(JSON.stringify(exchange)).not.toContain("is not this machine");
  },
);

test("a URL that cannot be called at all was not sent", async () => {
  expect(await send("ftp://127.0.0.1/")).toMatchObject({ end: "not_sent" });
});
