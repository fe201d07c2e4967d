import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { httpTransport } from "./transport.ts";

/** What becomes of a POST to a provider that behaves like this. */
async function callTo(provider: RequestListener, timeout_ms = 2_000) {
  const server = createServer(provider).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const transport = httpTransport();
  try {
    return await transport.send({
      method: "POST",
      url: `http://127.0.0.1:${port}/pay`,
      headers: {},
      body: "{}",
      timeout_ms,
    });
  } finally {
    await transport.close();
    server.closeAllConnections();
    server.close();
  }
}

test("an answer comes back with its status, headers and very bytes", async () => {
  const exchange = await callTo((_request, response) =>
    response.writeHead(422, { "X-Kind": "refusal" }).end('{"amount":100.0}'),
  );
  expect(exchange).toMatchObject({
    end: "answer",
    answer: { status: 422, headers: { "x-kind": "refusal" } },
  });
  expect(exchange.end === "answer" && Buffer.from(exchange.answer.body).toString()).toBe('{"amount":100.0}');
});

test("a refused connection was not sent, so it may be sent again", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  const transport = httpTransport();
  const exchange = await transport.send({
    method: "POST",
    url: `http://127.0.0.1:${port}/`,
    headers: {},
    body: "{}",
    timeout_ms: 2_000,
  });
  await transport.close();
  expect(exchange).toEqual({ end: "not_sent", cause: "ECONNREFUSED" });
});

test("a host that does not exist was not sent to", async () => {
  const transport = httpTransport();
  const exchange = await transport.send({
    method: "POST",
    url: "http://no-such-host.invalid/",
    headers: {},
    body: "{}",
    timeout_ms: 5_000,
  });
  await transport.close();
  expect(exchange.end).toBe("not_sent");
});

test("a connection that is closed without an answer gives no answer: the work may have been done", async () => {
  expect((await callTo((request) => request.socket.destroy())).end).toBe("no_answer");
});

test("an answer that breaks off gives no answer", async () => {
  const exchange = await callTo((_request, response) => {
    response.writeHead(200, { "content-length": "100" }).write("{");
    response.socket?.end();
  });
  expect(exchange.end).toBe("no_answer");
});

test("an answer that does not come in time gives no answer", async () => {
  expect((await callTo(() => undefined, 100)).end).toBe("no_answer");
});

test("an answer that trickles in is cut off when the time is up", async () => {
  const exchange = await callTo((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(drip));
  }, 200);
  expect(exchange.end).toBe("no_answer");
});

test("an answer of many megabytes is not read to its end", async () => {
  const exchange = await callTo((_request, response) => response.end(Buffer.alloc(50 * 1024 * 1024)));
  expect(exchange).toMatchObject({ end: "no_answer", cause: expect.stringContaining("larger than") });
});

test("a redirect is an answer and is not followed", async () => {
  const exchange = await callTo((_request, response) =>
    response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
  );
  expect(exchange).toMatchObject({ end: "answer", answer: { status: 307 } });
});
