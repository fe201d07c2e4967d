import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { merchantSignature } from "./testing/merchant-signature.ts";
import { openRawClient, PAYER, type RawClient } from "./testing/raw-client.ts";

const byHand = { auto_approve_after_ms: null };

async function openByHand(client: RawClient, fields = {}): Promise<Readonly<Record<string, unknown>>> {
  client.set(byHand);
  return (await client.create(fields)).body;
}

test("a payer who pays on the page is sent back with a signed outcome", async () => {
  await using client = await openRawClient();
  const { payUrl, orderId } = await openByHand(client, { lang: "vi", requestId: "R-1" });
  const page = await client.visit(payUrl);
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining("150000 VND") });
  expect(await client.decide(payUrl, "approve")).toMatchObject({ status: 303, location: payUrl });
  expect(await client.codeOf(String(orderId))).toBe(7000);
  expect(await client.visit(payUrl)).toMatchObject({ status: 200, location: null });
  await client.advance(1_000);
  const { status, location } = await client.visit(payUrl);
  expect(status).toBe(303);
  const { origin, pathname, searchParams } = new URL(location ?? "");
  expect(origin + pathname).toBe("http://merchant.example/back");
  const fields = Object.fromEntries(searchParams);
  expect(fields).toMatchObject({ orderId, resultCode: "0", payType: "webApp", message: "Thành công." });
  expect(fields["signature"]).toBe(merchantSignature("outcome", fields));
  expect(client.notifications()).toMatchObject([{ signature: fields["signature"] }]);
});

test("an order that is paid is not decided again", async () => {
  await using client = await openRawClient();
  const { payUrl, orderId } = await openByHand(client);
  await client.decide(payUrl, "approve");
  await client.advance(1_000);
  for (const decision of [
    "approve",
    "refuse",
    "wrong_password",
    "wrong_password",
    "wrong_password",
    "expire",
  ])
    await client.decide(payUrl, decision);
  await client.advance(5_000);
  expect(await client.codeOf(String(orderId))).toBe(0);
  expect(client.world.books()).toHaveLength(1);
});

test("the parameters come in the order of a recorded redirect, with a plus for a blank", async () => {
  await using client = await openRawClient();
  const { payUrl } = await openByHand(client, { requestType: "payWithATM" });
  await client.decide(payUrl, "approve");
  await client.advance(5_000);
  const { location } = await client.visit(payUrl);
  const text = readFileSync(new URL("../fixtures/redirect-paid-by-card.json", import.meta.url), "utf8");
  const recorded: string = JSON.parse(text).body;
  const names = (query: string) => [...new URLSearchParams(query).keys()];
  expect(names(new URL(location ?? "").search)).toEqual(names(recorded));
  expect(location).toContain("orderInfo=%C4%90%C6%A1n+h%C3%A0ng+s%E1%BB%91+0001&orderType=momo_wallet");
  expect(location).toContain("payType=napas");
});

test.each([
  ["refuse", 1, 1006],
  ["wrong_password", 3, 4100],
  ["expire", 1, 1005],
])("%s, %i times, ends at %i and sends the payer back", async (decision, times, code) => {
  await using client = await openRawClient();
  const { payUrl, orderId } = await openByHand(client);
  for (let time = 1; time <= times; time++) {
    expect(await client.codeOf(String(orderId))).toBe(1000);
    await client.decide(payUrl, decision);
  }
  expect(await client.codeOf(String(orderId))).toBe(code);
  const { location } = await client.visit(payUrl);
  expect(new URL(location ?? "").searchParams.get("resultCode")).toBe(String(code));
  await client.decide(payUrl, "approve");
  await client.advance(5_000);
  expect(await client.codeOf(String(orderId))).toBe(code);
});

test.each([
  ["http://merchant.example/back?cart=7", "http://merchant.example/back?cart=7&partnerCode="],
  ["shop://done", "shop://done?partnerCode="],
  ["http://merchant.example/đơn hàng", "http://merchant.example/%C4%91%C6%A1n%20h%C3%A0ng?partnerCode="],
  ["http://merchant.example/\r\nx: \ud800", "http://merchant.example/%0D%0Ax:%20%EF%BF%BD?partnerCode="],
  ["http%3A%2F%2Fmerchant.example", "/momo-vn/v2/gateway/http%3A%2F%2Fmerchant.example?partnerCode="],
])("a redirect URL %s is used as it stands", async (redirectUrl, beginning) => {
  await using client = await openRawClient();
  const { payUrl } = await openByHand(client, { redirectUrl });
  await client.decide(payUrl, "refuse");
  expect((await client.visit(payUrl)).location).toContain(beginning);
});

test("short link and QR code lead to the same page", async () => {
  await using client = await openRawClient();
  const { payUrl, qrCodeUrl, shortLink } = await openByHand(client, { requestType: "payWithMethod" });
  expect(await client.visit(shortLink)).toMatchObject({ status: 303, location: payUrl });
  expect((await client.visit(qrCodeUrl)).text).toBe((await client.visit(payUrl)).text);
});

test("a link that was made up leads nowhere", async () => {
  await using client = await openRawClient();
  const { payUrl } = await openByHand(client);
  const madeUp = String(payUrl).replace(/s=.*/, `s=${"0".repeat(64)}`);
  expect((await client.visit(madeUp)).status).toBe(404);
  expect((await client.decide(madeUp, "approve")).status).toBe(404);
  expect((await client.decide(payUrl, "constructor")).status).toBe(404);
  expect((await client.visit(String(payUrl).replace(/v2.*/, "shortlink/none"))).status).toBe(404);
});

test("what a merchant writes is shown as text", async () => {
  await using client = await openRawClient();
  const { payUrl } = await openByHand(client, { orderInfo: "<script>alert('1')</script>" });
  expect((await client.visit(payUrl)).text).toContain("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
});

test("the API takes POST alone, and has no other paths", async () => {
  await using client = await openRawClient();
  const { payUrl } = await openByHand(client);
  const api = String(payUrl).replace(/pay\?.*/, "api/");
  expect((await client.visit(`${api}create`)).status).toBe(405);
  expect((await client.visit(`${api}nothing`)).status).toBe(404);
  expect((await client.post("nothing", "{}")).status).toBe(404);
  expect((await client.post("constructor", "{}")).status).toBe(404);
});

test("a card's money is the card's own", async () => {
  await using client = await openRawClient();
  const { payUrl } = await openByHand(client, { requestType: "payWithMethod" });
  await client.decide(payUrl, "approve", { card: "9704 0000 0000 0018" });
  await client.advance(5_000);
  const balance = (wallet: string) =>
    client.world.wallets().find((known) => known.wallet === wallet)?.balance_minor;
  expect(balance("9704000000000018")).toBe("999850000");
  expect(balance(`+84${PAYER.slice(1)}`)).toBe("120000000");
  expect(client.world.books()).toMatchObject([{ kind: "charge", phone_number: `+84${PAYER.slice(1)}` }]);
});
