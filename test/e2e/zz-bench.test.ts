import { expect, test, vi } from "vitest";
import { openOutboxWorld } from "../support/outbox-world.ts";
import { openReceiver } from "../support/receiver.ts";
test("bench", async () => {
  await using world = await openOutboxWorld();
  await using receiver = await openReceiver();
  await world.endpoint(`${receiver.url}/`);
  const outbox = await world.node("one", { time_scale: 1 });
  for (const n of [2000, 5000]) {
    const before = receiver.heard.length;
    const began = performance.now();
    for (let i = 0; i < n; i += 200) await world.announce(200);
    console.error("accepted", n, performance.now() - began);
    outbox.poke();
    await vi.waitFor(() => expect(receiver.heard.length - before).toBe(n), { timeout: 60000, interval: 10 });
    console.error("heard", n, performance.now() - began);
    await vi.waitFor(async () => expect(await world.work()).toEqual([]), { timeout: 60000, interval: 10 });
    console.error("settled", n, performance.now() - began);
  }
}, 120000);
