import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { messageOf, signedHeaders } from "./message.ts";

interface Vector {
  readonly name: string;
  readonly secret: string;
  readonly id: string;
  readonly timestamp: string;
  readonly body: string;
  readonly signature: string;
  readonly valid: boolean;
}

const file = new URL("../../test/vectors/webhooks.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };

afterEach(() => {
  vi.useRealTimers();
});

function vectorOf(name: string): Vector {
  const vector = vectors.find((candidate) => candidate.name === name);
  if (vector === undefined) throw new Error(`There is no vector of this name: ${name}`);
  return vector;
}

function accepts({ secret, id, timestamp, body, signature }: Vector): boolean {
  vi.useFakeTimers({ now: Number(timestamp) * 1000 });
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

describe("the published signature vectors", () => {
  test.each(vectors.map((vector) => [vector.name, vector] as const))(
    "%s: a receiver that uses the standard library agrees",
    (_name, vector) => {
      expect(accepts(vector)).toBe(vector.valid);
    },
  );

  test.each(vectors.map((vector) => [vector.name, vector] as const))(
    "%s: plain HMAC agrees",
    (_name, { secret, id, timestamp, body, signature, valid }) => {
      const key = Buffer.from(secret.replace("whsec_", ""), "base64");
      const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
      expect(signature.split(" ").includes(`v1,${expected}`)).toBe(valid);
    },
  );

  test("we sign as they say", () => {
    const first = vectorOf("an event as it goes out");
    const rotated = vectorOf("while a secret is changed over, the new one's signature stands first");
    const previous = vectorOf("and a receiver that still has the old secret finds its own");
    const now = Number(first.timestamp) * 1000 + 999;
    const headers = signedHeaders(first, { secrets: [first.secret], now });
    expect(headers["webhook-signature"]).toBe(first.signature);
    expect(headers["webhook-timestamp"]).toBe(first.timestamp);
    const both = signedHeaders(rotated, { secrets: [rotated.secret, previous.secret], now });
    expect(both["webhook-signature"]).toBe(rotated.signature);
  });
});

describe("a message", () => {
  const announced = {
    announcement_id: "019a5950-dc00-7c3e-a664-18e2b4b9cdbb",
    type: "payment.succeeded",
    version: 4,
    at: Date.UTC(2026, 10, 21, 10, 0, 5, 250),
    resource: { id: "pay_1", status: "succeeded" },
  };

  test("holds the event, its version and the resource as it was then", () => {
    const { id, body } = messageOf(announced);
    expect(JSON.parse(body)).toEqual({
      id,
      type: "payment.succeeded",
      timestamp: "2026-11-21T10:00:05.250Z",
      version: 4,
      data: { id: "pay_1", status: "succeeded" },
    });
  });

  test("is the same at each try, and its signature is made anew", () => {
    const [one, other] = [messageOf(announced), messageOf(announced)];
    expect(one).toEqual(other);
    expect(one.id).toMatch(/^evt_/);
    const secrets = [vectorOf("the smallest body").secret];
    const early = signedHeaders(one, { secrets, now: 1_000 });
    const late = signedHeaders(one, { secrets, now: 60_000 });
    expect(early["webhook-id"]).toBe(late["webhook-id"]);
    expect(early["webhook-timestamp"]).not.toBe(late["webhook-timestamp"]);
    expect(early["webhook-signature"]).not.toBe(late["webhook-signature"]);
  });
});
