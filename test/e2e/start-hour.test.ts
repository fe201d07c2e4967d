import { afterAll, beforeAll, expect, test } from "vitest";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR, MINUTE, SECOND } from "../support/operations.ts";

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

async function topUp(phone_number: string): Promise<string> {
  const amount = { value: "100", currency: "NGN" };
  const body = { provider: "nellobytes", amount, phone_number, provider_options: { network: "mtn" } };
  return (await world.api("/v1/topups", body)).id;
}

/** What the timeline says of each answer to an inquiry: seconds after the beginning, and the code. */
async function inquiries(id: string): Promise<readonly (readonly [seconds: number, code: string])[]> {
  const { data } = await world.api(`/v1/topups/${id}/timeline`);
  const [{ at: began_at }] = data;
  const answers = data.filter((event: Event) => event.detail.evidence === "inquiry");
  const secondsAt = (at: string) => (Date.parse(at) - Date.parse(began_at)) / SECOND;
  return answers.map(({ at, detail }: Event) => [secondsAt(at), detail.provider?.code]);
}

interface Event {
  readonly at: string;
  readonly detail: { readonly evidence?: string; readonly provider?: { readonly code: string } };
}

const play = (name: string, phone_number: string) =>
  world.control("/nellobytes/scenarios/play", { name, phone_number });

test("an hour that is let pass at once goes by in its order: every inquiry finds what its minute showed", async () => {
  const phone_number = "+2348031020001";
  await play("third_retry_succeeds", phone_number);
  const id = await topUp(phone_number);
  await world.advance(HOUR);
  const found = await inquiries(id);
  const codes = found.map(([, code]) => code).filter((code, index, all) => code !== all[index - 1]);
  expect(codes).toEqual(["300", "201", "200"]);
  // The provider's third retry comes after a quarter of an hour; the gateway asks within its next interval.
  const [succeeded_after = 0] = found.at(-1) ?? [];
  expect(succeeded_after).toBeGreaterThan((15 * MINUTE) / SECOND);
  expect(succeeded_after).toBeLessThan((22 * MINUTE) / SECOND);
  expect(await world.api(`/v1/topups/${id}`)).toMatchObject({ status: "succeeded" });
});

test("an answer that the sandbox holds back on the same clock holds up nobody", async () => {
  const phone_number = "+2348031020002";
  await world.control("/nellobytes/faults", {
    kind: "delay",
    ms: 20_000,
    count: 1,
  });
  const id = await topUp(phone_number);
  await world.advance(10 * MINUTE);
  expect(await world.api(`/v1/topups/${id}`)).toMatchObject({ status: "succeeded" });
});
