import { connect } from "node:net";
import { expect, test } from "vitest";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

const UNKNOWN = "/v1/customers/278320123456";

test("an error looks like the page's example, with the code beside it", async () => {
  await using client = await openRawClient();
  const { status, headers, body } = await client.call("GET", UNKNOWN);
  expect(status).toBe(404);
  expect(headers).toMatchObject({
    date: "Sat, 14 Mar 2026 08:15:33 GMT",
    "content-type": "application/json;charset=UTF-8",
    connection: expect.any(String),
    "set-cookie": [expect.stringMatching(/^[0-9a-f]{32}=[0-9a-f]{32}; path=\/; HttpOnly$/)],
    "cache-control": "private",
  });
  expect(body).toEqual({
    timestamp: "2026-03-14T08:11:46.710+0000",
    status: 404,
    error: "Not Found",
    message: "User not found",
    path: "/customers/278320123456",
    statusCode: "1000",
    statusMessage: "User not found",
    supportMessage: "HLR: no record for id",
    transactionId: expect.stringMatching(/^MTN\d{17}$/),
  });
});

test.each([
  ["five_fields", { message: "No message available", status: 404 }, ["statusCode"]],
  ["canonical", { statusCode: "1000", method: "GET", downstreamStatusCode: 404 }, ["status", "error"]],
  ["mixed", { statusCode: "1000", error: "Not Found", message: "User not found" }, ["status"]],
])("errors can have the body %s", async (error_body, has, lacks) => {
  await using client = await openRawClient();
  client.set({ error_body });
  const { status, body } = await client.call("GET", UNKNOWN);
  expect(status).toBe(404);
  expect(body).toMatchObject(has);
  for (const field of lacks) expect(body).not.toHaveProperty(field);
});

test.each([
  ["/v1/customers/278320123456", { data: null }],
  ["/v2/customers/278320123456/subscriptions", { services: null }],
])("%s: an unknown customer can be an empty envelope", async (path, body) => {
  await using client = await openRawClient();
  client.set({ not_found_as_null: true });
  expect(await client.call("GET", path)).toMatchObject({ status: 404, body });
});

test("a path of no product is the gateway's fault, without a code", async () => {
  await using client = await openRawClient();
  const { status, body } = await client.call("GET", "/v1/custmers/27832000046");
  expect(status).toBe(404);
  expect(body).toEqual({
    fault: {
      faultstring: "Unable to identify proxy for host: southafrica and url: /v1/custmers/27832000046",
      detail: { errorcode: "messaging.adaptors.http.flow.ApplicationNotFound" },
    },
  });
});

test.each([
  ["HK000000000000000042", true],
  ["a+b=c/d-", true],
  ["four", false],
  ["HK0000000000000000042", false],
  ["no spaces", false],
])("a payment keeps the transactionId %s: %s", async (transactionid, kept) => {
  await using client = await openRawClient();
  const { headers } = await client.call("POST", "/v1/payments", { headers: { transactionid }, body: "no" });
  expect(headers).not.toHaveProperty("transactionid");
  const { body } = await client.call("POST", "/v1/payments", { headers: { transactionid }, body: "no" });
  expect(body["transactionId"] === transactionid).toBe(kept);
});

test("a limit can say when to come back", async () => {
  await using client = await openRawClient();
  client.set({ answer_with: "1013" });
  expect((await client.pay()).headers).not.toHaveProperty("retry-after");
  client.set({ answer_with: "1013", retry_after_s: 7 });
  expect(await client.pay()).toMatchObject({ status: 429, headers: { "retry-after": "7" } });
  client.set({ answer_with: "3000", retry_after_s: 7 });
  expect((await client.pay()).headers).not.toHaveProperty("retry-after");
});

test("the app's limit and the customer's are two, and each lets calls through again", async () => {
  await using client = await openRawClient();
  client.set({ customer_calls_per_minute: 1, app_calls_at_once: 2, app_calls_per_second: 1 });
  const codes = async (): Promise<unknown> => (await client.payByAirtime()).body["statusCode"];
  expect([await codes(), await codes(), await codes()]).toEqual(["0000", "1013", "3006"]);
  await client.advance(1_000);
  expect([await codes(), await codes()]).toEqual(["1013", "3006"]);
  await client.advance(58_999);
  expect(await codes()).toBe("1013");
  await client.advance(1);
  expect(await codes()).toBe("0000");
});

const PENDING = "pending-0001";

test.each([
  ["interim", ["HTTP/1.1 102 Processing", "HTTP/1.1 202 Accepted"], '"statusCode":"1004"', false],
  ["final200", ["HTTP/1.1 200 OK"], '"statusCode":"1004"', false],
  ["bare102", ["HTTP/1.1 102 Processing"], "set-cookie", false],
  ["illegal102", ["HTTP/1.1 102 Processing"], '"statusCode":"1004"', true],
])("1004 goes over the wire as %s", async (pending_style, lines, holds, ends) => {
  await using client = await openRawClient();
  await client.pay({ correlatorId: PENDING });
  client.set({ pending_style });
  const wire = await openWire(client);
  await expect.poll(() => wire.text(), { timeout: 20_000 }).toContain(holds);
  expect(
    wire
      .text()
      .match(/^HTTP.*$/gm)
      ?.map((line) => line.trim()),
  ).toEqual(lines);
  if (ends) await expect.poll(() => wire.hasEnded(), { timeout: 20_000 }).toBe(true);
  // What the server does of itself has been done by the time that another call is answered.
  await client.token();
  expect(wire.hasEnded()).toBe(ends);
  wire.leave();
});

test("a client that knows nothing of 102 gets the final answer that follows it", async () => {
  await using client = await openRawClient();
  await client.pay({ correlatorId: PENDING });
  const headers = { authorization: `Bearer ${await client.token()}` };
  const answer = await fetch(`${client.base}/v1/payments/${PENDING}/transactionStatus`, { headers });
  expect([answer.status, await answer.json()]).toMatchObject([
    202,
    { statusCode: "1004", correlatorId: PENDING, data: { amount: 125.5, status: "Pending" } },
  ]);
});

interface Wire {
  /** The bytes that have come so far. */
  text(): string;
  /** The server has closed its side. */
  hasEnded(): boolean;
  leave(): void;
}

/** Asks for the status on a bare socket. */
async function openWire(client: RawClient): Promise<Wire> {
  const { hostname, port, pathname } = new URL(client.base);
  const token = await client.token();
  const socket = connect(Number(port), hostname);
  let text = "";
  let ended = false;
  socket.setEncoding("utf8");
  socket.on("data", (piece: string) => {
    text += piece;
  });
  socket.on("end", () => {
    ended = true;
  });
  const path = `${pathname}/v1/payments/${PENDING}/transactionStatus`;
  socket.write(`GET ${path} HTTP/1.1\r\nhost: sandbox\r\nauthorization: Bearer ${token}\r\n\r\n`);
  return { text: () => text, hasEnded: () => ended, leave: () => socket.destroy() };
}
