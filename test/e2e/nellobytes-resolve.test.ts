import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { MINUTE, SECOND } from "../support/operations.ts";
import { openTopupWorld, type Topup, type TopupWorld } from "../support/topup-world.ts";

const mobile_number = "08031040000";

/** A top-up whose number is in this case, so long after it was asked for. */
async function dispute(
  world: TopupWorld,
  name: string,
  after_ms: number,
): Promise<{ readonly topup: Topup; readonly status: number }> {
  await world.play(name, mobile_number);
  const topup = await world.topUp({ mobile_number });
  await world.quiet();
  await world.advance(after_ms);
  return { topup, status: (await world.ask(topup, "resolve")).status };
}

/** The steps since the dispute began, each with the code that it brought. Callbacks come whenever they like. */
async function steps(world: TopupWorld, topup: Topup): Promise<readonly string[]> {
  const entries = (await world.timeline(topup)).filter(
    ({ kind, detail }) => kind === "event" && detail.evidence !== "callback",
  );
  const began = entries.findLastIndex(({ type }) => type === "resolve_asked");
  return entries
    .slice(began)
    .map(({ type, detail }) => (type === "found" ? `${detail.evidence} ${detail.provider.code}` : type));
}

describe("a dispute cancels", () => {
  test.each([
    ["code_100", 5 * SECOND, "100"],
    ["code_600", 5 * SECOND, "600"],
    ["code_602", 2 * MINUTE, "602"],
    ["code_606", 2 * MINUTE, "606"],
    ["code_699", 20 * MINUTE, "699"],
  ])("%s after %i ms, for the provider says %s", async (name, after_ms, code) => {
    await using world = await openTopupWorld();
    const { topup, status } = await dispute(world, name, after_ms);
    expect(status).toBe(202);
    expect(await world.read(topup)).toMatchObject({ status: "cancelled", resolving: false });
    expect(await steps(world, topup)).toEqual([
      "resolve_asked",
      `inquiry ${code}`,
      "attempt_began",
      "answer 500",
      "inquiry 500",
    ]);
    expect([world.taken(topup), world.delivered(topup), world.wire.sales(mobile_number)]).toEqual([0, 0, 1]);
  });

  test("and one that was cancelled after the operator's silence is not safe to sell again", async () => {
    await using world = await openTopupWorld();
    await world.play("silent_then_on_hold", mobile_number);
    const topup = await world.topUp({ mobile_number });
    await world.quiet();
    await world.advance(6 * MINUTE + 30 * SECOND);
    await world.ask(topup, "resolve");
    expect(await steps(world, topup)).toContain("inquiry 600");
    expect(await world.read(topup)).toMatchObject({
      status: "cancelled",
      outcome: { money: "returned", safe_to_charge_again: false, advice: { action: "escalate" } },
    });
  });
});

describe("a dispute cancels nothing", () => {
  test.each([
    ["code_300", 5 * SECOND, "300"],
    ["code_201", 2 * MINUTE, "201"],
    ["code_199", 5 * SECOND, "199"],
    ["code_299", 5 * SECOND, "299"],
    ["code_399", 5 * SECOND, "399"],
  ])("%s after %i ms, for the provider says %s", async (name, after_ms, code) => {
    await using world = await openTopupWorld();
    const { topup } = await dispute(world, name, after_ms);
    expect(await world.read(topup)).toMatchObject({ status: "processing", resolving: false });
    expect(await steps(world, topup)).toEqual(["resolve_asked", `inquiry ${code}`]);
    expect(world.wire.made("cancel")).toBe(0);
    expect((await world.timeline(topup)).at(-1)?.says).toContain("nothing can be cancelled");
  });

  test("and says so where it has ended", async () => {
    await using world = await openTopupWorld();
    const { topup, status } = await dispute(world, "code_200", 0);
    expect(status).toBe(200);
    expect((await world.read(topup)).status).toBe("succeeded");
    expect(world.wire.made("cancel")).toBe(0);
  });

  test("where the question shows that it was delivered", async () => {
    await using world = await openTopupWorld();
    const { topup } = await dispute(world, "callback_ten_minutes_late", 5 * SECOND);
    expect(await steps(world, topup)).toEqual(["resolve_asked", "inquiry 200"]);
    expect((await world.read(topup)).status).toBe("succeeded");
  });

  test("where a person has to decide", async () => {
    await using world = await openTopupWorld();
    const topup = await world.topUp({ mobile_number: "08030000100" });
    await world.settle();
    expect((await world.read(topup)).status).toBe("in_reconciliation");
    expect(await world.ask(topup, "resolve")).toMatchObject({
      status: 409,
      body: { detail: "A person has to decide what became of it first." },
    });
  });
});

describe("only the inquiry after the cancel is believed", () => {
  /** On hold, with a retry under way at this very moment that the operator will carry out. */
  const duringTheRetry = 5 * MINUTE + 10 * SECOND;

  test.each([
    ["cancel_loses", "606"],
    ["cancel_answered_early", "500"],
  ])("a cancel that lost the race to a success ends as succeeded: %s", async (name, answered) => {
    await using world = await openTopupWorld();
    const { topup } = await dispute(world, name, duringTheRetry);
    expect(await steps(world, topup)).toContain(`answer ${answered}`);
    expect(await world.read(topup)).toMatchObject({ status: "processing", resolving: false });
    await world.settle();
    expect(await world.read(topup)).toMatchObject({
      status: "succeeded",
      outcome: { safe_to_charge_again: false },
    });
    expect([world.taken(topup), world.delivered(topup)]).toEqual([1, 1]);
  });

  test("a cancel whose answer is lost was carried out all the same", async () => {
    await using world = await openTopupWorld();
    world.wire.tamperOnce("cancel", async (arrive) => {
      await arrive();
      return "reset";
    });
    const { topup } = await dispute(world, "code_100", 5 * SECOND);
    expect(await steps(world, topup)).toEqual([
      "resolve_asked",
      "inquiry 100",
      "attempt_began",
      "attempt_silent",
      "inquiry 500",
    ]);
    expect(await world.read(topup)).toMatchObject({ status: "cancelled" });
  });

  test("a cancel that was lost on its way was not, and the order goes on", async () => {
    await using world = await openTopupWorld();
    world.wire.tamperOnce("cancel", async () => "reset");
    const { topup } = await dispute(world, "code_100", 5 * SECOND);
    expect(await steps(world, topup)).toContain("attempt_silent");
    expect(await world.read(topup)).toMatchObject({ status: "processing", resolving: false });
    await world.ask(topup, "resolve");
    expect((await world.read(topup)).status).toBe("cancelled");
  });

  test("the question that follows is asked until it is answered", async () => {
    await using world = await openTopupWorld();
    world.set({ callback_lost: true });
    world.wire.tamperOnce("cancel", async (arrive) => {
      world.wire.tamperOnce("query", async () => "reset");
      return await arrive();
    });
    const { topup } = await dispute(world, "code_100", 5 * SECOND);
    expect(await world.read(topup)).toMatchObject({ status: "processing", resolving: true });
    await world.advance(10 * SECOND);
    expect(await world.read(topup)).toMatchObject({ status: "cancelled", resolving: false });
  });
});

test("one command carries the dispute to its end and tells each step", async () => {
  await using world = await openTopupWorld();
  await world.play("code_600", mobile_number);
  const topup = await world.topUp({ mobile_number });
  await world.quiet();
  await world.advance(5 * SECOND);
  const launcher = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, "topup", "resolve", topup.id], {
    env: { ...process.env, HAKIKA_URL: world.node.url, HAKIKA_API_KEY: topup.merchant.api_key },
  });
  expect(stdout).toMatch(/resolve_asked[\s\S]*600[\s\S]*attempt_began[\s\S]*500[\s\S]*cancelled/);
});
