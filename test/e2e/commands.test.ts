import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { run } from "../support/program.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";
import { SlaSubscriber } from "../support/sla-subscriber.ts";

const launcher = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

/** What a command says, which has to go well. */
async function hakika(...args: readonly string[]): Promise<string> {
  await using program = run([process.execPath, launcher, ...args], { environment: world.environment });
  expect([await program.ended, program.errors]).toEqual([0, ""]);
  return program.output;
}

/** What a command says that cannot be followed. */
async function refused(...args: readonly string[]): Promise<string> {
  await using program = run([process.execPath, launcher, ...args], { environment: world.environment });
  expect([await program.ended, program.output]).toEqual([1, ""]);
  return program.errors;
}

describe("what was made is listed, shown and told by a command", () => {
  const phone_number = "+2348090040001";
  const made: { id: string; kind: string }[] = [];

  beforeAll(async () => {
    const merchant = new SlaMerchant(world);
    const payment = await merchant.paid({ phone_number, reference: "order-1" });
    const refund = await world.api(`/v1/payments/${payment}/refunds`, { reference: "back-1" });
    await merchant.reaches(refund.id, "succeeded");
    const message = { provider: "sla-dcb", phone_number, text: "Karibu", reference: "hello-1" };
    const topup = { provider: "nellobytes", phone_number: "+2348031234567", reference: "top-1" };
    const sent = await world.api("/v1/messages", message);
    const amount = { value: "100.00", currency: "NGN" };
    const loaded = await world.api("/v1/topups", { ...topup, amount });
    made.push(
      { id: payment, kind: "payment" },
      { id: refund.id, kind: "refund" },
      { id: sent.id, kind: "message" },
      { id: loaded.id, kind: "topup" },
    );
  });

  test.each(["payment", "refund", "message", "topup"])("%s", async (kind) => {
    const { id = "" } = made.find((one) => one.kind === kind) ?? {};
    const [list, shown, timeline, json] = await Promise.all([
      hakika(kind, "list"),
      hakika(kind, "show", id),
      hakika(kind, "timeline", id),
      hakika(kind, "show", id, "--json"),
    ]);
    expect(list).toContain(id);
    expect(shown).toContain(id);
    expect(shown).not.toContain(phone_number);
    expect(timeline).toContain("created");
    expect(JSON.parse(json)).toMatchObject({ id });
  });
});

test("a subscription is shown with its charges and cancelled by a command, and what its provider cannot do is said", async () => {
  const subscriber = new SlaSubscriber(world);
  const phone_number = "+2348090040002";
  const id = await subscriber.subscribe({ phone_number, reference: "reader-1" });
  await subscriber.waitsForPin(id);
  await subscriber.confirm(id, (await subscriber.lastSms(phone_number)).slice(0, 5));
  await subscriber.reaches(id, "active");
  expect(await hakika("subscription", "list", "--status", "active")).toContain(id);
  expect(await hakika("subscription", "payments", id)).toMatch(/pay_\w+ +succeeded +NGN 100\.00/);
  for (const change of ["activate", "pause", "resume"])
    expect(await refused("subscription", change, id)).toMatch(/^hakika: .+ .+\n$/);
  await hakika("subscription", "cancel", id);
  await subscriber.reaches(id, "ended");
  const shown = await hakika("subscription", "show", id);
  expect(shown).toMatch(/ended/);
  expect(shown).not.toContain(phone_number);
  expect(await hakika("subscription", "timeline", id)).toMatch(/change_asked.*cancel/);
  expect(await hakika("subscription", "list", "--status", "active")).toBe("There are none.\n");
});
