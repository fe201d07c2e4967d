import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { credentials, magicCredentials } from "./seed-world.ts";
import { openRawClient, type RawClient } from "./testing/raw-client.ts";

type Said = { readonly status: number | null; readonly body: unknown };

function fixture(name: string): Said {
  const { http_status, body } = JSON.parse(
    readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), "utf8"),
  );
  return { status: http_status, body: JSON.parse(body) };
}

/** What the words are and how many there are may differ; names, their order, types and codes may not. */
function shapeOf(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).map(([field, inside]) => [field, shapeOf(inside, field)]);
  }
  return /code$|^(?:status|Name|success)$/i.test(name) ? value : typeof value;
}

function expectLike(said: Said, name: string): void {
  const documented = fixture(name);
  expect({ status: said.status, body: shapeOf(said.body) }).toEqual({
    status: documented.status,
    body: shapeOf(documented.body),
  });
}

const linkidFor = (code: string): string =>
  magicCredentials.find((magic) => magic.code === code)?.value ?? "";
const own = (linkid: string) => ({ apikey: credentials.api_key, linkid });

test.each<[string, (client: RawClient) => Promise<Said>]>([
  ["submit-accepted", (client) => client.initiate()],
  ["submit-missing-headers", (client) => client.initiate({}, {})],
  ["submit-invalid-api-key", (client) => client.initiate({}, { apikey: "x", linkid: "x" })],
  ["submit-invalid-link-id", (client) => client.initiate({}, own("x"))],
  ["submit-inactive-shortcode", (client) => client.initiate({}, own(linkidFor("INACTIVE_SHORTCODE")))],
  ["submit-validation-error", (client) => client.initiate({ amount: 10.5 })],
  ["submit-invalid-msisdn", (client) => client.initiate({ msisdn: "0712345678" })],
  ["submit-invalid-amount", (client) => client.initiate({ amount: 0 })],
  ["submit-invalid-callback", (client) => client.initiate({ callback: "nowhere" })],
  ["submit-internal-error", (client) => client.initiate({ msisdn: "254700005006" })],
  ["submit-push-failed-invalid-field", (client) => client.initiate({ msisdn: "254700005001" })],
  ["submit-push-failed-shortcode", (client) => client.initiate({}, own(linkidFor("STK_PUSH_FAILED")))],
  ["submit-mpesa-unavailable", (client) => client.initiate({ msisdn: "254700005002" })],
  ["submit-timeout-error", (client) => client.settle(client.initiate({ msisdn: "254700005004" }))],
  ["inquiry-unknown-push", (client) => client.query("ws_CO_unknown")],
  ["inquiry-cancelled", (client) => outcome(client, { msisdn: "254700001032" })],
  ["inquiry-timed-out", askSilence],
])("the simulator speaks as documented: %s", async (name, speak) => {
  await using client = await openRawClient();
  expectLike(await speak(client), name);
});

test.each([
  ["4999", "inquiry-still-processing"],
  ["empty_result", "inquiry-no-result"],
  ["daraja_error", "inquiry-being-processed"],
])("an open push is told as documented: %s", async (pending_answer, name) => {
  await using client = await openRawClient();
  client.set({ pending_answer });
  const { body } = await client.initiate();
  expectLike(await client.query(body["CheckoutRequestID"]), name);
});

test.each([
  ["254700000000", "callback-paid"],
  ["254700001032", "callback-cancelled"],
])("the webhook of %s is as documented: %s", async (msisdn, name) => {
  await using client = await openRawClient();
  await outcome(client, { msisdn });
  expectLike({ status: null, body: client.webhooks()[0] }, name);
});

async function askSilence(client: RawClient): Promise<Said> {
  const { body } = await client.initiate();
  client.set({ mpesa_silent: true, prompt_lives_ms: 600_000 });
  await client.world.act("+254708374149", "ignore");
  return client.settle(client.query(body["CheckoutRequestID"]));
}

async function outcome(client: RawClient, fields: Readonly<Record<string, unknown>>): Promise<Said> {
  const { body } = await client.initiate(fields);
  await client.advance(60_000);
  return client.query(body["CheckoutRequestID"]);
}
