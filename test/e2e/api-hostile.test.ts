import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiErrors } from "../../src/api/errors.ts";
import { type ApiAnswer, type ApiWorld, openApiWorld, payable } from "../support/api-world.ts";
import { sendRaw } from "../support/raw-http.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld({ settings: { requests_per_minute: null } });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A refusal is a problem of the table, and never ours. */
function expectRefusal(answer: ApiAnswer): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  expect(Object.keys(apiErrors)).toContain(answer.body.code);
  expect(answer.body).toMatchObject({
    status: answer.status,
    request_id: answer.headers.get("x-request-id"),
  });
}

const post = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
  world.call("POST", "/v1/payments", {
    headers: { "idempotency-key": crypto.randomUUID(), ...headers },
    body,
  });

const body = JSON.stringify(payable);
const amount = (value: string) => `{"provider":"mpesa-ke","phone_number":"+254701234509","amount":${value}}`;
const with_ = (fields: string) => body.replace(/\}$/, `,${fields}}`);

const bodies: readonly (readonly [string, string | Uint8Array])[] = [
  ["nothing", ""],
  ["a space", " "],
  ["null", "null"],
  ["true", "true"],
  ["a number", "1"],
  ["a text", '"payment"'],
  ["a list", "[]"],
  ["a list with a payment", `[${body}]`],
  ["an empty object", "{}"],
  ["half an object", body.slice(0, 40)],
  ["an object and more", `${body}x`],
  ["two objects", body + body],
  ["single quotes", body.replaceAll('"', "'")],
  ["a comment", `/* x */${body}`],
  ["a comma too many", body.replace(/\}$/, ",}")],
  ["a form", "amount=150&currency=KES"],
  ["XML", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'],
  ["a bare NUL", "\0"],
  ["random bytes", Uint8Array.from({ length: 500 }, (_, index) => (index * 131) % 256)],
  ["latin1", Buffer.from(with_('"description":"caf\xe9"'), "latin1")],
  ["UTF-16", Buffer.from(body, "utf16le")],
  ["a truncated character", Buffer.concat([Buffer.from(body), Buffer.from([0xe2, 0x82])])],
  [
    "a surrogate in UTF-8",
    Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
  ],
  ["lists 10,000 deep", "[".repeat(10_000) + "]".repeat(10_000)],
  ["objects 8,000 deep", `${'{"a":'.repeat(8_000)}1${"}".repeat(8_000)}`],
  ["metadata 12 deep", with_(`"metadata":${'{"a":'.repeat(12)}1${"}".repeat(12)}`)],
  ["70 kB", with_(`"description":"${"x".repeat(70_000)}"`)],
  ["1 MB", "x".repeat(1_000_000)],
  ["64 kB of brackets", "{".repeat(65_000)],
  ["a key twice", with_('"provider":"mpesa-ke"')],
  ["a key twice, escaped", with_('"provide\\u0072":"mpesa-ke"')],
  ["a key twice, inside", amount('{"value":"1","value":"2","currency":"KES"}')],
  ["__proto__", with_('"__proto__":{"status":"succeeded"}')],
  ["__proto__ in metadata", with_('"metadata":{"__proto__":"x"}')],
  ["__proto__, escaped", with_('"\\u005f\\u005fproto__":{}')],
  ["constructor", with_('"constructor":{"prototype":{"status":"x"}}')],
  ["toString", with_('"toString":"x"')],
  ["status", with_('"status":"succeeded"')],
  ["merchant_id", with_('"merchant_id":"0190f3a0-0000-7000-8000-00000000b002"')],
  ["amount_settled", with_('"amount_settled":"1"')],
  ["id", with_('"id":"pay_01k9d3z7g8f6qv2m4n5p6r7s8t"')],
  ["environment", with_('"environment":"live"')],
  ["connection_id", with_('"connection_id":"x"')],
  ["outcome", with_('"outcome":{"money":"moved"}')],
  ["an unknown field with an empty name", with_('"":1')],
  ["an unknown field that is a number", with_('"+254798765432":1')],
  ["an unknown field of 10 kB", with_(`"${"x".repeat(10_000)}":1`)],
  ["an unknown field with a NUL", with_('"a\\u0000":1')],
  ["an amount that is missing", "{}"],
  ["an amount that is a number", amount("150")],
  ["an amount that is a text", amount('"150 KES"')],
  ["an amount that is a list", amount('["150","KES"]')],
  ["an amount that is null", amount("null")],
  ["a value that is a number", amount('{"value":150,"currency":"KES"}')],
  ["a value that is 150.10", amount('{"value":150.10,"currency":"KES"}')],
  ["a value that is 1e400", amount('{"value":1e400,"currency":"KES"}')],
  ["a value that is 2^53+1", amount('{"value":9007199254740993,"currency":"KES"}')],
  ["a value that is true", amount('{"value":true,"currency":"KES"}')],
  ["a value that is an object", amount('{"value":{"toString":"150"},"currency":"KES"}')],
  ...[
    "0",
    "-1",
    "-0",
    "+1",
    "00",
    "01",
    "1.",
    ".5",
    "1e3",
    "1E3",
    "0x10",
    "1,000",
    "1 000",
    " 1",
    "1 ",
    "150.10",
    "0.001",
    "150.001",
    "Infinity",
    "NaN",
    "9".repeat(20),
    "9".repeat(13),
    "9".repeat(30),
    "٣",
    "１５０",
    "1\\u0000",
    "1\\n",
    "",
    "250001",
    "0.1",
    "9007199254740993",
    "1.0000000000000000000",
  ].map((value) => [`the value ${value}`, amount(`{"value":"${value}","currency":"KES"}`)] as const),
  ...["kes", "KE", "KESX", "XXX", "VND", "", "KES ", "\\u0000", "__proto__", "constructor"].map(
    (currency) => [`the currency ${currency}`, amount(`{"value":"150","currency":"${currency}"}`)] as const,
  ),
  ...[
    "254701234509",
    "0701234509",
    "+254 701 234 509",
    "+254-701-234-509",
    "+25470123450",
    "+2547012345099",
    "+254801234509",
    "+84987654321",
    "+0701234509",
    "++254701234509",
    "+254701234509\\n",
    "+254701234509\\u0000",
    "٢٥٤٧١٢٣٤٥٦٧٨",
    "+２５４７１２３４５６７８",
    "tel:+254701234509",
    "+",
    "",
    "+254701234509;ext=1",
    "+254701234509' or '1'='1",
  ].map((number) => [`the phone number ${number}`, body.replace("+254701234509", number)] as const),
  ["a phone number that is a number", body.replace('"+254701234509"', "254701234509")],
  ["a phone number that is null", body.replace('"+254701234509"', "null")],
  ["no phone number", '{"provider":"mpesa-ke","amount":{"value":"150","currency":"KES"}}'],
  ...[
    "",
    "MPESA-KE",
    "../mtn",
    "mtn",
    "momo-vn",
    "kilima",
    "x".repeat(41),
    "__proto__",
    "constructor",
    "mpesa-ke\\u0000",
  ].map((provider) => [`the provider ${provider}`, body.replace("mpesa-ke", provider)] as const),
  ["a provider that is null", body.replace('"mpesa-ke"', "null")],
  ["an empty reference", body.replace("order-77", "")],
  ["a reference of 101", body.replace("order-77", "x".repeat(101))],
  ["a reference with a NUL", body.replace("order-77", "a\\u0000b")],
  ["a reference with half a pair", body.replace("order-77", "a\\ud800b")],
  ["a reference with the other half", body.replace("order-77", "\\udc00")],
  ["a reference with pairs in the wrong order", body.replace("order-77", "\\udc00\\ud800")],
  ["a description of 251", with_(`"description":"${"x".repeat(251)}"`)],
  ["a description with a NUL", with_('"description":"\\u0000"')],
  ["a description that is null", with_('"description":null')],
  ["metadata that is a list", with_('"metadata":[]')],
  ["metadata that is a text", with_('"metadata":"x"')],
  ["metadata with a number", with_('"metadata":{"a":1}')],
  ["metadata with a list", with_('"metadata":{"a":["b"]}')],
  ["metadata with an odd name", with_('"metadata":{"a b":"c"}')],
  ["metadata with an empty name", with_('"metadata":{"":"c"}')],
  ["metadata with a NUL", with_('"metadata":{"a":"\\u0000"}')],
  ["metadata with a long name", with_(`"metadata":{"${"x".repeat(41)}":"c"}`)],
  ["metadata with a long value", with_(`"metadata":{"a":"${"x".repeat(501)}"}`)],
  [
    "metadata with 21 pairs",
    with_(`"metadata":{${Array.from({ length: 21 }, (_, index) => `"k${index}":"v"`).join(",")}}`),
  ],
  [
    "metadata with 5,000 pairs",
    with_(`"metadata":{${Array.from({ length: 5_000 }, (_, index) => `"${index}":""`).join(",")}}`),
  ],
  ["a capture that is not offered", with_('"capture":"manual"')],
  ["a capture that is unknown", with_('"capture":"both"')],
  ["a capture that is false", with_('"capture":false')],
  ["options that are unknown", with_('"provider_options":{"a":1}')],
  ["options that are a list", with_('"provider_options":[]')],
  ["options with a prototype", with_('"provider_options":{"__proto__":1}')],
  ["options with half a pair", with_('"provider_options":{"a":"\\ud800"}')],
  ["options 9 deep", with_(`"provider_options":${'{"a":'.repeat(9)}1${"}".repeat(9)}`)],
];

describe("a body", () => {
  test("has been made in more than 130 bad ways", () => {
    expect(bodies.length).toBeGreaterThan(130);
  });

  test.each(bodies)("of %s is refused", async (_what, bad) => {
    const answer = await post(bad);
    expectRefusal(answer);
    expect(answer.text).not.toMatch(/701234509|798765432|98765432/);
  });

  test.each([
    ["the last characters that there are", with_('"description":"\\ud83d\\ude00 \\uffff e\\u0301 \\u202e"')],
    ["a zero too much", amount('{"value":"150.00","currency":"KES"}')],
    ["the smallest amount", amount('{"value":"1","currency":"KES"}')],
    ["the largest amount", amount('{"value":"250000","currency":"KES"}')],
    ["metadata that is called constructor", with_('"metadata":{"constructor":"x","toString":"y"}')],
    [
      "20 pairs",
      with_(
        `"metadata":{${Array.from({ length: 20 }, (_, index) => `"k${index}":"${"v".repeat(500)}"`).join(",")}}`,
      ),
    ],
    ["a text that looks like SQL", body.replace("order-77", "'); drop table operations; --")],
    ["a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)])],
  ])("with %s is taken", async (_what, good) => {
    expect((await post(good)).status).toBe(202);
  });
});

describe("a header", () => {
  const gzipped = gzipSync(body);
  test.each([
    ["Content-Type: text/plain", { "content-type": "text/plain" }, body, 415],
    ["Content-Type: form", { "content-type": "application/x-www-form-urlencoded" }, body, 415],
    ["Content-Type: multipart", { "content-type": "multipart/form-data; boundary=x" }, body, 415],
    ["Content-Type: XML", { "content-type": "application/xml" }, body, 415],
    ["Content-Type: another JSON", { "content-type": "application/merge-patch+json" }, body, 415],
    ["Content-Type: latin1", { "content-type": "application/json; charset=iso-8859-1" }, body, 415],
    ["Content-Type: UTF-16", { "content-type": 'application/json; charset="utf-16"' }, body, 415],
    ["Content-Type: nonsense", { "content-type": ";;;" }, body, 415],
    ["Content-Type: UTF-8", { "content-type": "application/json; charset=UTF-8" }, body, 202],
    ["Content-Type: quoted UTF-8", { "content-type": 'application/json;charset="utf-8"' }, body, 202],
    ["Content-Encoding: gzip", { "content-encoding": "gzip" }, gzipped, 415],
    ["Content-Encoding: a bomb", { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(10_000_000)), 415],
    ["Content-Encoding: br", { "content-encoding": "br" }, body, 415],
    ["Content-Encoding: identity", { "content-encoding": "identity" }, body, 202],
    ["gzip without saying so", {}, gzipped, 400],
  ] as const)("%s", async (_what, headers, sent, status) => {
    const answer = await post(sent, headers);
    expect(answer.status).toBe(status);
    if (status !== 202) expectRefusal(answer);
  });
});

describe("a path or a query", () => {
  test.each([
    "/v1/payments/x",
    "/v1/payments/pay_",
    "/v1/payments/pay_00000000000000000000000000",
    "/v1/payments/pay_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/payments/pay_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/payments/evt_01k9d3z7g8f6qv2m4n5p6r7s8t",
    "/v1/payments/%00",
    "/v1/payments/%ff",
    "/v1/payments/..%2f..%2fetc",
    "/v1/payments/__proto__",
    "/v1/payments/constructor",
    `/v1/payments/${"x".repeat(5_000)}`,
    "/v1/payments/' or 1=1 --",
    "/v1/payments/pay_01K9D3Z7G8F6QV2M4N5P6R7S8T",
    "/v1/payments/%",
    "/v1/payments/%zz",
    "/v1/payments//timeline",
    "/v1/payments?reference=%00",
    "/v1/payments?reference=a&reference=b",
    "/v1/payments?__proto__=x",
    "/v1/payments?constructor=x",
    "/v1/payments?limit[]=1",
    "/v1/payments?limit=1&limit=2",
    "/v1/payments?limit=-1",
    "/v1/payments?limit=1.5",
    "/v1/payments?cursor=%00",
    `/v1/payments?cursor=${"x".repeat(5_000)}`,
    "/v1/payments?cursor=AAAA",
    "/v1/payments?created_to=0000-00-00T00:00:00Z",
    "/v1/payments?created_from=2999-99-99T99:99:99Z",
    "/v1/payments?created_from=99999-01-01T00:00:00Z",
    `/v1/payments?reference=${"x".repeat(101)}`,
    "/v1/events?operation=pay_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/events/evt_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/reviews/rev_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/webhook_deliveries/dlv_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/webhook_endpoints/whe_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "/v1/outcomes?cursor=%00",
    "/v1/outcomes?limit=0",
    "/v1/outcomes/explain",
    "/v1/outcomes/explain?provider=x&code=1",
    "/v1/outcomes/explain?provider=__proto__&code=1",
    `/v1/outcomes/explain?provider=mpesa-ke&code=${"9".repeat(101)}`,
    "/v1/outcomes/explain?provider=mpesa-ke&code=1&http_status=abc",
    "/v1/outcomes/explain?provider=mpesa-ke&code=%00",
    "/v2/payments",
    "/v1",
    "/v1/",
    "/V1/payments",
    "/v1/payments/",
    "/../../etc/passwd",
    "/docs/../../x",
    "/wp-login.php",
  ])("GET %s is refused", async (path) => {
    expectRefusal(await world.call("GET", path));
  });

  test.each(["PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "QUERY", "TRACE"])(
    "%s is answered",
    async (method) => {
      const { statuses } = await sendRaw(world.url, [
        `${method} /v1/payments HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
      ]);
      expect(statuses).toHaveLength(1);
      expect(statuses[0]).toBeLessThan(500);
    },
  );
});

describe("bytes on the wire", () => {
  const request = (...headers: readonly string[]) =>
    `POST /v1/payments HTTP/1.1\r\n${["Host: a", "Connection: close", `Authorization: Bearer ${world.key}`, ...headers].join("\r\n")}\r\n`;
  const json = "Content-Type: application/json";
  const length = `Content-Length: ${body.length}`;

  test.each([
    ["no HTTP", () => ["hello\r\n\r\n"], 400],
    ["TLS", () => [Uint8Array.from([22, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3])], 400],
    ["no Host", () => ["GET /docs HTTP/1.1\r\nConnection: close\r\n\r\n"], 400],
    ["an odd Host", () => ["GET /docs HTTP/1.1\r\nHost: [\r\nConnection: close\r\n\r\n"], 400],
    ["a Host with a path", () => ["GET /docs HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n"], 400],
    ["a header flood", () => [`GET / HTTP/1.1\r\nHost: a\r\n${"x: y\r\n".repeat(5_000)}\r\n`], 431],
    ["one endless header", () => [`GET / HTTP/1.1\r\nHost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`], 431],
    ["a URL of 20 kB", () => [`GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`], 431],
    ["a line break in a header", () => [request("x: a\rb", json, length, "\r\n"), body], 400],
    ["two lengths", () => [request(json, "Content-Length: 1", "Content-Length: 2", "\r\n"), body], 400],
    ["a length and chunks", () => [request(json, length, "Transfer-Encoding: chunked", "\r\n"), body], 400],
    ["a negative length", () => [request(json, "Content-Length: -1", "\r\n"), body], 400],
    ["an endless length", () => [request(json, "Content-Length: 99999999999", "\r\n"), body], 413],
    ["bad chunks", () => [request(json, "Transfer-Encoding: chunked", "\r\n"), "zz\r\nxx\r\n"], 400],
    [
      "many chunks, too much in all",
      () => [
        request(json, "Transfer-Encoding: chunked", "\r\n"),
        "1000\r\n",
        ...Array(20).fill(`${"x".repeat(4096)}\r\n1000\r\n`),
      ],
      413,
    ],
    [
      "a key twice",
      () => [request(json, length, "Idempotency-Key: a", "Idempotency-Key: a", "\r\n"), body],
      400,
    ],
    ["no media type", () => [request(length, "Idempotency-Key: no-media-type", "\r\n"), body], 415],
  ] as const)("%s", async (_what, parts, status) => {
    const answer = await sendRaw(
      world.url,
      parts().map((part) => (typeof part === "string" ? part.replace("\r\n\r\n\r\n", "\r\n\r\n") : part)),
    );
    expect(answer.statuses).toEqual([status]);
    expect(answer.text).toContain("urn:hakika:problem:");
  });

  test("several requests in one packet get their answers in order", async () => {
    const get = (path: string, last = false) =>
      `GET ${path} HTTP/1.1\r\nHost: a\r\n${last ? "Connection: close\r\n" : ""}\r\n`;
    const { statuses } = await sendRaw(world.url, [
      get("/healthz") + get("/v1/payments") + get("/nowhere") + get("/", true),
    ]);
    expect(statuses).toEqual([200, 401, 404, 200]);
  });
});

test("whatever JSON comes, the answer is 202 or a refusal", { timeout: 60_000 }, async () => {
  const field = fc.constantFrom(
    "provider",
    "amount",
    "phone_number",
    "reference",
    "description",
    "metadata",
    "capture",
    "provider_options",
    "x",
  );
  const changed = fc
    .dictionary(
      field,
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: "binary" }), fc.constant(payable.amount)),
      { maxKeys: 4 },
    )
    .map((change) => ({ ...payable, ...change }));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.jsonValue(), changed, changed), async (value) => {
      const answer = await post(JSON.stringify(value));
      if (answer.status !== 202) expectRefusal(answer);
    }),
    { numRuns: 400 },
  );
});

test("after all that nothing of ours is broken, and no number stands in the log", () => {
  expect(world.observed.filter(({ type }) => type === "fault")).toEqual([]);
  expect(world.logged.join("")).not.toMatch(/701234509|798765432/);
});
