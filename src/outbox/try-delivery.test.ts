import { expect, test } from "vitest";
import type { Observation } from "../lib/observe.ts";
import type { Posted, WebhookRequest } from "./post.ts";
import { type Item, tryDelivery } from "./try-delivery.ts";

const item: Item = {
  delivery: {
    id: "5f0c8f6e-8f2b-4c5e-9d3a-0d5d0a2f6b11",
    endpoint_id: "b3f1d7a2-6f0e-4c1c-8a35-2f6b1c9e7d44",
    tries: 2,
    announcement_id: "019a5950-dc00-7c3e-a664-18e2b4b9cdbb",
    type: "payment.succeeded",
    version: 4,
    at: Date.UTC(2026, 10, 21, 10),
    resource: { id: "pay_1" },
  },
  endpoint: {
    id: "b3f1d7a2-6f0e-4c1c-8a35-2f6b1c9e7d44",
    merchant_id: "0d6a1f5e-3a52-4c0a-9b57-7f3a0a1d2c33",
    environment: "sandbox",
    url: "https://hooks.example.com/",
    disabled_because: null,
    openSecrets: () => ["whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="],
  },
};

const HOUR_MS = 3_600_000;
const real = Date.UTC(2026, 10, 21, 12);

async function tryWith(posted: Posted, { offset_ms = 0, cut = false, endpoint = item.endpoint } = {}) {
  const faults: Observation[] = [];
  const sent: WebhookRequest[] = [];
  const controller = new AbortController();
  const post = async (webhook: WebhookRequest) => {
    sent.push(webhook);
    if (cut) controller.abort();
    return posted;
  };
  const clock = { now: () => real + offset_ms, offset_ms };
  const randomness = { bytes: (count: number) => new Uint8Array(count) };
  const observe = (observation: Observation) => faults.push(observation);
  const options = { post, clock, randomness, observe, time_scale: 1 };
  const tried = await tryDelivery({ ...item, endpoint }, options, controller.signal);
  return { tried, sent, faults };
}

const failed: Posted = { answered: false, problem: "The connection was refused." };

test("a try signs with the real time, even where the sandbox's clock is ahead, and plans with the sandbox's", async () => {
  const { tried, sent } = await tryWith(failed, { offset_ms: HOUR_MS });
  expect(sent[0]?.headers["webhook-timestamp"]).toBe((real / 1000).toString());
  expect(tried.verdict.result.next_try_at).toBe(real + HOUR_MS + 120_000);
});

test("a try that was cut off says so, unless an answer had come", async () => {
  expect((await tryWith(failed, { cut: true })).tried.interrupted).toBe(true);
  expect((await tryWith(failed)).tried.interrupted).toBe(false);
  const answered: Posted = { answered: true, status: 200, headers: { date: null, retry_after: null } };
  expect((await tryWith(answered, { cut: true })).tried.interrupted).toBe(false);
});

test("a secret that cannot be opened is a fault, and a try that failed like any other", async () => {
  const openSecrets = () => {
    throw new Error("It was sealed under another master key.");
  };
  const { tried, sent, faults } = await tryWith(failed, { endpoint: { ...item.endpoint, openSecrets } });
  expect(sent).toEqual([]);
  expect(faults).toMatchObject([{ type: "fault" }]);
  expect(tried.verdict.result).toMatchObject({ status: "pending", next_try_at: real + 120_000 });
});
