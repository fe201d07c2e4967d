import { describe, expect, test } from "vitest";
import { connector } from "../connector.ts";
import { answerOf, known, read, sent, settings } from "./testing/orders.ts";

describe("a token", () => {
  const { session } = connector;
  const granted = {
    access_token: "Zk3vQ7mXa1LpT9sWc0RbYeUiHdNg",
    token_type: "BearerToken",
    "developer.email": "x@y",
  };

  test("is asked for with the kind of grant in the query", () => {
    expect(session?.request(settings)).toMatchObject({
      method: "POST",
      url: "http://127.0.0.1:4020/mtn/v1/oauth/access_token?grant_type=client_credentials",
      body: "client_id=hakikaSandboxConsumerKey00000000&client_secret=sandboxSecret000",
    });
  });

  test.each([
    ["3599", 3_599],
    [1_200, 1_200],
    ["soon", 3_599],
    ["0", 3_599],
    [undefined, 3_599],
  ])("whose life is %j lives %i seconds", (expires_in, lives_seconds) => {
    const grant = session?.read(answerOf({ ...granted, expires_in }));
    expect(grant).toEqual({ token: granted.access_token, lives_seconds });
  });

  test.each<[string, unknown, number]>([
    ["a refusal", { error: "invalid_client" }, 401],
    ["a refusal that brings one", granted, 401],
    ["no JSON", "<html>", 200],
    ["a token with a line's end in it", { access_token: "a\r\nb" }, 200],
    ["an empty one", { access_token: "" }, 200],
  ])("is not granted by %s", (_what, body, status) => {
    expect(session?.read(answerOf(body, status))).toBeNull();
  });

  test("goes before each call as Bearer, and is refused by 401 alone", () => {
    const call = session?.sign(sent(connector.submit(known, settings)), "T");
    expect(call?.headers).toMatchObject({ authorization: "Bearer T", "x-api-key": settings.client_id });
    const refused = [401, 403, 405, 200].map((status) => session?.isRefused(answerOf({}, status)));
    expect(refused).toEqual([true, false, false, false]);
  });

  test("that is refused for its credentials tells of the payment that nothing was done", () => {
    const { reading } = read({ body: { error: "invalid_client" }, status: 401, asks: false });
    expect(reading).toMatchObject({ reason: "invalid_credentials", finality: "final", money: "not_moved" });
  });
});
