import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { slaDcb } from "../../src/providers/sla-dcb/index.ts";
import { campaign } from "../../src/providers/sla-dcb/simulator/testing/raw-client.ts";
import { CheckoutVisitor } from "../support/checkout-visitor.ts";
import { type DevelopmentWorld, openDevelopment } from "../support/development.ts";
import { HOUR } from "../support/operations.ts";
import { SlaMerchant } from "../support/sla-merchant.ts";
import { keepWalkedCodes, toldIn } from "../support/walked-codes.ts";

type Body = ReturnType<typeof JSON.parse>;
type Fields = Readonly<Record<string, string>>;

/** A payer before the page of a payment; some of what stands in its address can be made otherwise. Null is left out. */
interface Page {
  open(
    change?: Readonly<Record<string, string | null>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<string | null>;
  /** The same from the operator's network, where the payer is known and has only to agree. */
  agree(
    fields: Fields,
    how?: { readonly service?: string; readonly headers?: Fields },
  ): Promise<string | null>;
  cancel(): Promise<string | null>;
}

/** What the payer does until the page sends them back. */
type Visit = (page: Page) => Promise<string | null>;

const NUMBER = "2348090001234";
const network = (msisdn: string, address: string): Fields => ({
  "x-msisdn": msisdn,
  "x-forwarded-for": address,
});
const nigeria = network(NUMBER, "10.64.11.7");
const axiata = network("94770001234", "10.64.10.7");
const ofAxiata = { service: campaign("subscription-axiata-lk"), price: null };
const to = (name: string) => ({ service: campaign(name) });

/** By the message with which the payer's browser comes back. None of them is proof of anything. */
const visits: Readonly<Record<string, Visit>> = {
  "not_found&param={param}": (page) => page.open({ service: null }),
  invalid_service: (page) => page.open({ service: "campaign:unknown" }),
  invalid_merchant: (page) => page.open({ merchant: "partner:unknown" }),
  invalid_price: (page) => page.open({ price: "cheap" }),
  invalid_transaction_id: (page) => page.agree({ transaction_id: "unknown" }),
  invalid_correlator: (page) => page.agree({ correlator: "another" }),
  invalid_service_not_belong_to_merchant: (page) => page.open(to("foreign")),
  invalid_mismatch_merchant: (page) => page.agree({ merchant: "partner:another" }),
  invalid_referral_is_blacklisted: (page) =>
    page.open(to("blocked-referral"), { referer: "https://spam.example/ad" }),
  service_not_allowed: (page) => page.open({ ...to("no-two-click"), two_click_only: "true" }, nigeria),
  operator_unsupported: (page) => page.open({ two_click_only: "true" }, nigeria),
  msisdn_not_detected: (page) =>
    page.open({ ...to("subscription-zain-iq"), price: null, two_click_only: "true" }),
  request_not_from_operator_gateway_ip: (page) => page.open({}, { "x-msisdn": NUMBER }),
  msisdn_mismatch: (page) => page.agree({}, { headers: network("2348090005678", "10.64.11.7") }),
  block_fraud: (page) => page.open({}, { "user-agent": "ClickBot/2" }),
  not_confirmed: (page) => page.agree({ confirm: "off" }),
  token_missing: (page) => page.agree({ token: "" }),
  fraud_detected: (page) => page.agree({ token: "made-up" }),
  civilid_check_failed: (page) => page.agree({ civil_id: "1" }, { service: campaign("civil-id") }),
  user_cancel: (page) => page.cancel(),
  no_auth_methods: (page) => page.open(to("two-click-alone")),
  user_blocked: (page) => page.open(to("blocked-customer"), nigeria),
  blocked: (page) => page.open(to("blocked-visits")),
  "blocked_{msg}": (page) => page.open(to("blocked-with-reason")),
};

/** Axiata has a checkout of its own, at which it charges by itself. */
const visitsToAxiata: Readonly<Record<string, Visit>> = {
  transaction_id_not_unique: async (page) => {
    await page.open(ofAxiata, axiata);
    return await page.open(ofAxiata, axiata);
  },
  invalid_service_not_belong_to_axiata: (page) => page.open({}, axiata),
  unable_to_redirect_to_axiata: async (page) => {
    await world.set(slaDcb.id, { axiata_down: true });
    const sent_on = await page.open(ofAxiata, axiata);
    await world.set(slaDcb.id, {});
    return sent_on;
  },
};

let world: DevelopmentWorld;
let merchant: SlaMerchant;
const payments = new Map<string, string>();

beforeAll(async () => {
  world = await openDevelopment();
  merchant = new SlaMerchant(world);
  for (const [message, visit] of Object.entries(visitsToAxiata))
    payments.set(
      message,
      await visited(visit, { amount: { value: "100.00", currency: "LKR" }, operator: "axiata-lk" }),
    );
  await world.set(slaDcb.id, { fraud_listed_addresses: ["ClickBot"] });
  for (const [message, visit] of Object.entries(visits)) payments.set(message, await visited(visit));
  await world.advance(HOUR);
}, 120_000);

afterAll(() => world[Symbol.asyncDispose]());

describe.each([
  ["failed", visits],
  // Whoever stayed away may have been charged there, and nobody told us.
  ["in_reconciliation", visitsToAxiata],
] as const)("payments that end as %s", (status, these) => {
  test.each(Object.keys(these))("after a payer came back with %s", async (message) => {
    const id = payments.get(message) ?? "";
    expect(await rulesOf(id)).toContain(`sla-dcb/redirect/${message}`);
    const payment = await merchant.reaches(id, status);
    expect(payment.outcome.safe_to_charge_again).toBe(status === "failed");
  });
});

test("nobody was charged", async () => {
  expect(await world.books(slaDcb.id)).toEqual([]);
});

keepWalkedCodes(() => toldIn(world));

/** A payment whose payer came back once. */
async function visited(
  visit: Visit,
  { operator, ...wish }: { readonly amount?: object; readonly operator?: string } = {},
): Promise<string> {
  const id = await merchant.pay({
    ...wish,
    provider_options: { flow: "checkout", ...(operator !== undefined && { operator }) },
  });
  const { next_action } = await merchant.reaches(id, "awaiting_payer");
  const sent_back = await visit(pageAt(next_action.url));
  expect(sent_back, id).toContain(world.gateway);
  await fetch(sent_back ?? "", { redirect: "manual" });
  const cameBack = async () =>
    expect(await rulesOf(id)).toContainEqual(expect.stringContaining("/redirect/"));
  await vi.waitFor(cameBack, { timeout: 20_000 });
  return id;
}

async function rulesOf(id: string): Promise<readonly unknown[]> {
  const { data } = await world.api(`/v1/payments/${id}/timeline`);
  return data.map(({ detail }: Body) => detail.rule);
}

function pageAt(address: string): Page {
  const visitor = new CheckoutVisitor();
  const open: Page["open"] = (change = {}, headers = {}) => {
    const url = new URL(address);
    for (const [name, value] of Object.entries(change)) {
      if (value === null) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
    }
    return visitor.open(url.href, headers);
  };
  return {
    open,
    agree: async (fields, { service, headers = nigeria } = {}) => {
      expect(await open(service === undefined ? {} : { service }, nigeria)).toBeNull();
      return await visitor.fillIn({ confirm: "on", ...fields }, { headers });
    },
    cancel: async () => {
      expect(await open()).toBeNull();
      return await visitor.cancel();
    },
  };
}
