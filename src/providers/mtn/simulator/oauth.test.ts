import { expect, test } from "vitest";
import { callHttp } from "./testing/http-call.ts";
import { openRawClient } from "./testing/raw-client.ts";

const client_id = "hakikaSandboxConsumerKey00000000";
const client_secret = "sandboxSecret000";
const path = "/v1/oauth/access_token?grant_type=client_credentials";
const form = String(new URLSearchParams({ client_id, client_secret }));
const basic = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;

/** A call without any credentials but those that are given. */
async function ask(
  base: string,
  sent: {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  },
) {
  const { method = "POST", headers = {}, body = form } = sent;
  return callHttp({ method, url: base + (sent.path ?? path), headers, body });
}

test("a token comes with every scalar as a text", async () => {
  await using client = await openRawClient();
  const { status, body } = await ask(client.base, {});
  expect(status).toBe(200);
  expect(body).toMatchObject({
    access_token: expect.stringMatching(/^[A-Za-z0-9]{28}$/),
    token_type: "BearerToken",
    expires_in: "3599",
    issued_at: "1773476133710",
    status: "approved",
    client_id,
    "developer.email": expect.any(String),
    api_product_list_json: expect.arrayContaining(["Payments V1"]),
    refresh_count: "0",
  });
});

test.each([
  ["another path", { path: "/v1/oauth/access_token/accesstoken?grant_type=client_credentials" }],
  ["a third path", { path: "/oauth/client_credential/accesstoken?grant_type=client_credentials" }],
  [
    "the grant in the form",
    { path: "/v1/oauth/access_token", body: `${form}&grant_type=client_credentials` },
  ],
  ["HTTP Basic", { headers: { authorization: basic }, body: "" }],
])("a token is given for %s", async (_way, sent) => {
  await using client = await openRawClient();
  expect((await ask(client.base, sent)).status).toBe(200);
});

test.each([
  ["a wrong secret", { body: form.replace("Secret000", "Secret001") }, 401, "invalid_client"],
  ["an unknown app", { body: form.replace("00000000", "99999999") }, 401, "invalid_client"],
  [
    "an app that is not approved",
    { body: "client_id=hakikaSandboxConsumerKey00000002&client_secret=sandboxSecret002" },
    401,
    "invalid_client",
  ],
  ["nothing", { body: "" }, 401, "invalid_client"],
  ["no grant", { path: "/v1/oauth/access_token" }, 400, "unsupported_grant_type"],
  ["another grant", { path: "/v1/oauth/access_token?grant_type=password" }, 400, "unsupported_grant_type"],
  ["GET", { method: "GET", body: "" }, 405, "invalid_request"],
])("no token for %s", async (_why, sent, status, error) => {
  await using client = await openRawClient();
  expect(await ask(client.base, sent)).toMatchObject({ status, body: { error } });
});

const PROFILE = "/v2/customers/27832000046";
const LOCATION = "/v1/customers/27832000046/locations";

test.each([
  ["no credentials", {}, PROFILE, "oauth.v2.InvalidAccessToken"],
  ["a token as Basic", { authorization: basic }, PROFILE, "keymanagement.service.invalid_access_token"],
  ["an unknown token", { authorization: "Bearer x" }, PROFILE, "keymanagement.service.invalid_access_token"],
  ["an unknown key", { "x-api-key": "x" }, PROFILE, "oauth.v2.InvalidApiKey"],
  [
    "a key that is not approved",
    { "x-api-key": "hakikaSandboxConsumerKey00000002" },
    PROFILE,
    "oauth.v2.InvalidApiKey",
  ],
  [
    "a key where a token is wanted",
    { "x-api-key": client_id },
    "/v1/payments/x/transactionStatus",
    "oauth.v2.InvalidAccessToken",
  ],
])("%s: 4000, as a number", async (_why, headers, target, faultMessage2) => {
  await using client = await openRawClient();
  const answer = await ask(client.base, { method: "GET", path: target, headers, body: "" });
  expect(answer).toMatchObject({ status: 401, body: { statusCode: 4000, faultMessage2 } });
});

test("a token alone is not enough for locations, a key is", async () => {
  await using client = await openRawClient();
  const authorization = `Bearer ${await client.token()}`;
  const byToken = await ask(client.base, {
    method: "GET",
    path: LOCATION,
    headers: { authorization },
    body: "",
  });
  expect(byToken.status).toBe(401);
  const byKey = { "x-api-key": client_id };
  expect((await ask(client.base, { method: "GET", path: LOCATION, headers: byKey, body: "" })).status).toBe(
    200,
  );
});

test("key and token must be of one app", async () => {
  await using client = await openRawClient();
  const headers = { "x-api-key": "hakikaSandboxConsumerKey00000003" };
  expect(await client.call("GET", PROFILE, { headers })).toMatchObject({
    status: 401,
    body: { statusCode: 4000 },
  });
});

test("a token is good for as long as it says, and an expired one is told of in two ways", async () => {
  await using client = await openRawClient();
  await client.advance(3_598_999);
  expect((await client.call("GET", PROFILE)).status).toBe(200);
  await client.advance(1);
  expect(await client.call("GET", PROFILE)).toMatchObject({
    status: 401,
    body: { error: "invalid_token", error_description: "The access token has expired" },
  });
  expect(await client.call("GET", `${PROFILE}/plans`)).toMatchObject({
    status: 401,
    body: { statusCode: 4000 },
  });
  const authorization = `Bearer ${await client.token()}`;
  expect((await client.call("GET", PROFILE, { headers: { authorization } })).status).toBe(200);
});
