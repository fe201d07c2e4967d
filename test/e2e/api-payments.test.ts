import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiWorld, openApiWorld, payable } from "../support/api-world.ts";

let world: ApiWorld;
beforeAll(async () => {
  world = await openApiWorld();
});
afterAll(async () => await world[Symbol.asyncDispose]());

describe("a payment that is taken", () => {
  test("is answered with 202 and can be read again", async () => {
    const taken = await world.pay();
    expect(taken.status).toBe(202);
    expect(taken.body).toMatchObject({ status: "created", phone_number: "+2547******78" });
    const read = await world.call("GET", `/v1/payments/${taken.body.id}`);
    expect(read.text).toBe(taken.text);
  });
});
