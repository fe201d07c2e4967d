import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mtn } from "../../src/providers/mtn/index.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";

type Body = ReturnType<typeof JSON.parse>;

let world: DevelopmentWorld;

beforeAll(async () => {
  world = await openDevelopment();
});

afterAll(() => world[Symbol.asyncDispose]());

beforeEach(() => world.set(mtn.id, {}));

async function lookUp(phone: string, wish: object = {}): Promise<Body> {
  return await world.api("/v1/customers/lookup", { provider: mtn.id, phone_number: `+${phone}`, ...wish });
}

const statesOf = ({ parts }: Body): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries<Body>(parts).map(([part, { state }]) => [part, state]));

async function journal(): Promise<readonly Body[]> {
  return (await world.control(`/${mtn.id}/journal?limit=50`)).journal;
}

/** Which resources of customers were asked for meanwhile, by version and name. */
async function askedDuring(work: () => Promise<Body>): Promise<{ customer: Body; asked: readonly string[] }> {
  const last = (await journal()).at(-1)?.number ?? 0;
  const customer = await work();
  const paths: readonly string[] = (await journal()).flatMap(({ number, cause }) =>
    number > last && cause.call !== undefined ? [cause.call.path] : [],
  );
  const asked = paths.flatMap((path) => {
    const [, version, resource] =
      /^\/(v\d)\/customers\/[^/?]+(?:\/([a-z-]+)|\?propset=full)?$/.exec(path) ?? [];
    return version === undefined ? [] : [`${version} ${resource ?? "profile"}`];
  });
  return { customer, asked: asked.toSorted() };
}

const all = (state: string) => ({
  location: state,
  wallet: state,
  plans: state,
  subscriptions: state,
  subscription_providers: state,
});
/** The profile does not tell them. */
const PROVIDERS = "v2 subscriptions-providers";

/** What is known of the simulator's customers with gaps, and which parts were asked for once more. */
const people: readonly (readonly [phone: string, states: object, asked_again: readonly string[]])[] = [
  ["27832000046", all("present"), []],
  ["27832000047", { ...all("absent"), subscription_providers: "present" }, []],
  [
    "27832000048",
    { ...all("failed"), wallet: "present", subscription_providers: "unknown" },
    ["v1 locations", "v1 subscriptions", "v2 plans"],
  ],
  [
    "27832000049",
    { ...all("present"), subscriptions: "failed", subscription_providers: "unknown" },
    ["v1 subscriptions"],
  ],
  [
    "27832000050",
    { ...all("present"), plans: "unknown", subscriptions: "absent" },
    ["v1 subscriptions", "v2 plans"],
  ],
  [
    "27832000051",
    { ...all("present"), wallet: "failed", subscriptions: "absent" },
    ["v1 momo", "v1 subscriptions"],
  ],
];

describe("a customer", () => {
  test.each(people)(
    "%s is told part by part, and each gap is asked about once more",
    async (phone, states, again) => {
      const { customer, asked } = await askedDuring(() => lookUp(phone));
      expect(statesOf(customer)).toEqual(states);
      const complete = Object.values(states).every((state) => state === "present" || state === "absent");
      expect(customer.complete).toBe(complete);
      expect(asked).toEqual([...again, PROVIDERS, "v2 profile"].toSorted());
      expect(JSON.stringify(customer)).not.toContain(phone);
    },
  );

  test("has amounts as they were written, and dates as they were told", async () => {
    const { parts } = await lookUp("27832000046");
    expect(parts).toMatchObject({
      location: { value: { country: "South Africa", operator: "MTN" } },
      wallet: { value: { status: "active", currency: "ZAR" } },
      plans: {
        value: [{ type: "prepaid", balances: [{ type: "airtime", amount: "4250", currency: "ZAR" }] }],
      },
      subscriptions: { value: [{ subscription_id: "RBT-GOLD", status: "active" }] },
      subscription_providers: {
        value: [
          { subscription_provider: "RBT", name: "Caller tunes" },
          {
            subscription_provider: "CSM",
            name: "Content",
            description: "News, sports and games by message.",
          },
        ],
      },
    });
  });

  test("of whom one system told nothing has what the others told", async () => {
    const { subscriptions } = (await lookUp("27832000048")).parts;
    expect(subscriptions).toMatchObject({
      because: "RBT did not answer. They say: Request timed out.",
      value: [{ subscription_id: "CSM-NEWS" }],
    });
  });

  test("is asked about by one call alone where one part is wanted", async () => {
    const { customer, asked } = await askedDuring(() => lookUp("27832000046", { parts: ["wallet"] }));
    expect(statesOf(customer)).toEqual({ wallet: "present" });
    expect(asked).toEqual(["v1 momo"]);
  });

  test("whose part failed at first and can be told alone is complete", async () => {
    await world.control(`/${mtn.id}/faults`, { operation: "profile_v2", kind: "reset", count: 1 });
    const customer = await lookUp("27832000046");
    expect(customer).toMatchObject({ complete: true });
    expect(statesOf(customer)).toEqual(all("present"));
  });

  test.each(["1000", "1001", "1005", "1007", "1013", "2000", "3000", "3001", "3003", "4001", "5000"])(
    "who is answered with %s is told nothing of, and why",
    async (code) => {
      const customer = await lookUp(`2783999${code}`);
      for (const part of Object.values<Body>(customer.parts))
        expect(part).toMatchObject({ state: "failed", code });
      expect(customer.complete).toBe(false);
    },
  );

  test("of whom too much was asked is asked about no more for a while, and then again", async () => {
    const { customer, asked } = await askedDuring(() => lookUp("27839993006"));
    expect(asked).toEqual(["v2 profile"]);
    expect(customer.parts.wallet).toMatchObject({ state: "failed", code: "3006" });
    expect(customer.parts.subscription_providers).toMatchObject({ state: "unknown", code: null });
    const meanwhile = await askedDuring(() => lookUp("27832000046"));
    expect(meanwhile.asked).toEqual([]);
    expect(statesOf(meanwhile.customer)).toEqual(all("unknown"));
    await world.advance(60_000);
    expect(statesOf(await lookUp("27832000046"))).toEqual(all("present"));
  });

  test("who is not known by an empty envelope is not known", async () => {
    await world.set(mtn.id, { not_found_as_null: true });
    expect((await lookUp("27839991000")).parts.plans).toMatchObject({ state: "failed", code: "1000" });
  });

  test("cannot be told of for a while, and can again", async () => {
    await world.set(mtn.id, {
      systems: { HLR: "timeout", ECW: "refuse", AIR: "maintenance", RBT: "timeout" },
    });
    const failed = { ...all("failed"), subscription_providers: "unknown" };
    expect(statesOf(await lookUp("27832000046"))).toEqual(failed);
    await world.set(mtn.id, {});
    expect(statesOf(await lookUp("27832000046"))).toEqual(all("present"));
  });
});
