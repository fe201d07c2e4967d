import { expect, test } from "vitest";
import { codeLedger } from "../../../../test/support/code-ledger.ts";
import { causes } from "./testing/error-causes.ts";
import { errorsOfThePage } from "./testing/error-page.ts";
import { campaign, openRawClient, transactionOf } from "./testing/raw-client.ts";

const reached = codeLedger("reached");

const MINUTE_MS = 60_000;

/** The page has one code twice, told apart by the message. */
const keyOf = (code: string, message: string): string =>
  code === "7001" ? `7001 ${message.includes("already used") ? "used" : "unknown"}` : code;

const walk = errorsOfThePage.flatMap(([category, code, message]) =>
  (causes[keyOf(code, message)] ?? []).map(
    (cause, index) => [keyOf(code, message), index + 1, { category, code, message, cause }] as const,
  ),
);

test("each of the 84 errors of the page has a cause here, and nothing else has", () => {
  const keys = errorsOfThePage.map(([, code, message]) => keyOf(code, message));
  expect(keys).toHaveLength(84);
  expect(new Set(keys)).toEqual(new Set(Object.keys(causes)));
});

test.each(walk)("%s comes by its cause %d", async (_key, _index, { category, code, message, cause }) => {
  await using client = await openRawClient();
  const answer = await cause(client);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    error: { category, code, message: expect.stringMatching(filledIn(message)) },
  });
  reached.note("sla-dcb", code === "7001" ? `7001 ${meaning(message)}` : code);
});

/** As the registry names the two meanings of one code. */
function meaning(message: string): string {
  return message.replace("{token}", "").toLowerCase().trim().replaceAll(/\s+/g, "-");
}

/** The message of the page with something in the place of each name in braces. */
function filledIn(template: string): RegExp {
  const parts = template.split(/%?\{\w+\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^{}]+")}$`);
}

test.each([
  ["1002", "Your IP address 203.0.113.9 is not in the whitelist 127.0.0.0/8, ::1/128."],
  ["2006", "Zain Bahrain has a max charge amount of 30.000 BHD"],
  ["2014", "Refunded amount (0.250) did not match original amount (1.000)"],
  ["2026", "9mobile Nigeria has a min charge amount of 1.00 NGN"],
  ["7003", "Amount 99.50 doesn't match the original amount provisioned with Token TOKEN:"],
  ["8003", `with uri ${campaign("no-dynamic-sms")}`],
  ["10007", "MO unknown service keyword command sent WEATHER"],
])("the message of %s is filled in", async (code, part) => {
  await using client = await openRawClient();
  const own = causes[code] ?? [];
  const cause = code === "1002" ? own[1] : own[0];
  const answer = await cause?.(client);
  expect(answer?.body["error"]).toMatchObject({ code, message: expect.stringContaining(part) });
});

test("the last line of the page can be read in another way", async () => {
  await using client = await openRawClient();
  client.set({ no_resources_form: "message" });
  expect((await client.charge({ msisdn: "2348090009117" })).body).toEqual({
    error: { category: "Error", message: "No resources" },
  });
});

test("calls may be made again after the minute of a rate limit", async () => {
  await using client = await openRawClient();
  for (let calls = 0; calls < 100; calls++) await client.call("/v2.2/subscription/status");
  expect((await client.charge()).body).toMatchObject({ error: { code: "1003" } });
  expect((await client.charge({ pin: "12345" }, { username: "production" })).body).toMatchObject({
    error: { code: "4003" },
  });
  await client.advance(MINUTE_MS);
  expect(transactionOf(await client.charge())["status"]).toBe("CHARGED");
});

reached.keep();
