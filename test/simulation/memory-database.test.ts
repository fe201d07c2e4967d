import { expect, test } from "vitest";
import { createEndpoint } from "../../src/store/endpoints.ts";
import { putMerchant } from "../../src/store/keys.ts";
import { Vault } from "../../src/store/vault.ts";
import { MERCHANT } from "../support/acceptances.ts";
import { type TestDatabase, withDatabase } from "../support/database.ts";
import { Chance } from "./chance.ts";
import { openClockedPostgres } from "./clocked-postgres.ts";
import { MemoryDatabase } from "./memory-database.ts";
import { MirroredDatabase } from "./mirrored-database.ts";
import { simulate } from "./simulate.ts";
import { StoreCalls } from "./store-calls.ts";
import { START_MS } from "./world.ts";

/** Enough to meet every statement in many situations; few enough for a real database. */
const WORLDS = [7, 28];
const SEEDS = [1, 2, 3];
const TIMEOUT_MS = 300_000;

const CALLS = 250;

test.each(WORLDS)(
  "in the world of seed %i, memory and PostgreSQL answer every statement alike",
  { timeout: TIMEOUT_MS },
  async (seed) => {
    await using postgres = await withDatabase();
    const clock = { now: () => START_MS };
    const mirrored = await openMirror(postgres, () => clock.now());
    const openDatabase = (now: () => number) => {
      clock.now = now;
      return mirrored;
    };
    const report = await simulate({ seed, openDatabase });
    await mirrored.compareTables();
    await mirrored.close();
    expect(report.complaints).toEqual([]);
    expect(mirrored.differences[0]).toBeUndefined();
    expect(mirrored.statements).toBeGreaterThan(100);
  },
);

test.each(SEEDS)(
  "after any calls of the store (%i), memory and PostgreSQL hold the same",
  { timeout: TIMEOUT_MS },
  async (seed) => {
    await using postgres = await withDatabase();
    const chance = new Chance(seed);
    let now = START_MS;
    const database = await openMirror(postgres, () => now);
    await addMerchant(database, chance);
    const calls = new StoreCalls({ chance, database, now: () => now, merchant_id: MERCHANT });
    await calls.begin();
    for (let count = 0; count < CALLS; count += 1) {
      now += chance.pick([0, 1, 1_000, 60_000]);
      await calls.next();
    }
    await database.compareTables();
    await database.close();
    expect(database.differences[0]).toBeUndefined();
    expect(database.statements).toBeGreaterThan(CALLS);
  },
);

async function openMirror(postgres: TestDatabase, now: () => number): Promise<MirroredDatabase> {
  return new MirroredDatabase(await openClockedPostgres(postgres, now), new MemoryDatabase({ now }));
}

/** Two endpoints, of which one wants to hear of the end alone. */
async function addMerchant(database: MirroredDatabase, chance: Chance): Promise<void> {
  const vault = new Vault(chance.bytes(32), chance);
  await putMerchant({ id: MERCHANT, name: "Duka" }, database);
  const owner = {
    merchant_id: MERCHANT,
    environment: "sandbox",
    description: null,
    secret: "whsec_x",
  } as const;
  const url = "https://shop.example.com/webhooks";
  for (const event_types of [[], ["payment.succeeded"]])
    await createEndpoint(
      { ...owner, id: chance.uuid(), url, event_types, created_at: START_MS },
      { database, vault },
    );
}
