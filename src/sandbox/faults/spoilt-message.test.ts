import { expect, test } from "vitest";
import { alter, forge } from "./spoilt-message.ts";

const message = {
  method: "POST",
  url: "http://127.0.0.1/hook",
  headers: {},
  body: null,
  timeout_ms: 1,
} as const;

test.each([
  ['{"amount":1500,"msisdn":"254700000000"}', '{"amount":1501,"msisdn":"254700000000"}'],
  ['{"Amount" : "99"}', '{"Amount" : "90"}'],
  ["amount=12.50&id=4", "amount=13.50&id=4"],
  ['{"id":"a7b","n":null}', '{"id":"a8b","n":null}'],
  ["no digit", "no digit"],
])("%s is altered to %s", (body, altered) => {
  expect(alter({ ...message, body }, "", "").body).toBe(altered);
});

test("a message without a body is altered in its query, and its path stays", () => {
  const url = "http://127.0.0.1:4000/hook/7?status=200&amount=5";
  expect(alter({ ...message, url }, "", "").url).toBe("http://127.0.0.1:4000/hook/7?status=200&amount=6");
  expect(alter({ ...message, url: "http://127.0.0.1/7" }, "", "").url).toBe("http://127.0.0.1/7");
});

test("a forged message has no signature of the real one, in no place, and everything else of it", () => {
  const forged = forge({
    ...message,
    url: "http://127.0.0.1/hook?signature=abc123&x=1",
    headers: { "x-webhook-signature": "abc123", accept: "application/json" },
    body: '{"signature":"abc123","amount":5}',
  });
  expect(JSON.stringify(forged)).not.toContain("abc123");
  expect(forged).toMatchObject({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1\/hook\?signature=.{6}&x=1$/),
    headers: { accept: "application/json" },
    body: expect.stringMatching(/^\{"signature":".{6}","amount":5\}$/),
  });
});

test("a forged signature is not the real one even where that would come out by chance", () => {
  const { signature = "" } = forge({ ...message, headers: { signature: "000000" } }).headers;
  expect(forge({ ...message, headers: { signature } }).headers["signature"]).not.toBe(signature);
});
