import { describe, expect, test } from "vitest";
import { encryptFields } from "./testing/merchant-encryption.ts";
import { merchantSignature } from "./testing/merchant-signature.ts";
import { type Answer, type Fields, openRawClient, type RawClient } from "./testing/raw-client.ts";

const payout = {
  requestType: "disburseToWallet",
  amount: 20_000,
  orderInfo: "Payout 0001",
  extraData: "",
  disbursementMethod: encryptFields({ walletId: "0912345678", walletName: "Nguyen Van A" }),
};
const bank = { bankAccountNo: "9704150961516941", bankAccountHolderName: "Nguyen Van A", bankCode: "CTG" };
const check = { requestType: "checkWallet", disbursementMethod: payout.disbursementMethod };
const line = { id: "line-1", method: { walletId: "0912345678" }, amount: 8_000 };
const batch = { mToken: "m-token-0001", requestType: "batchWallet", amount: 8_000, disbursements: [line] };
const instalments = { requestType: "payWithInstallmentFlik", amount: 250_000 };

/** Whatever of a batch's fields belongs there goes into headers. */
function ask(client: RawClient, path: string, fields: Fields): Promise<Answer> {
  const all = { orderId: "HK-D-1", ...fields };
  if (path !== "disbursement/batch/create") return client.call(path, all);
  const named = { partnerCode: "HAKIKAVN0001", requestId: "batch-1", ...all };
  const { mToken, partnerCode, orderId, requestId, ...body } = { mToken: "", ...named };
  const signature = merchantSignature(path, { ...named, mToken });
  const headers = { mToken, partnerCode, orderId, requestId };
  const given = Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]);
  return client.post(path, JSON.stringify({ signature, ...body }), Object.fromEntries(given));
}

const right: readonly [path: string, fields: Fields][] = [
  ["disbursement/verify", check],
  ["disbursement/pay", payout],
  ["disbursement/pay", { ...payout, requestType: "disburseToBank", disbursementMethod: encryptFields(bank) }],
  ["disbursement/balance", {}],
  ["disbursement/batch/create", batch],
  ["disbursement/batch/query", { pageNum: 1, pageSize: "50" }],
  ["disbursement/batch/pay", {}],
  ["installment/getInfo", instalments],
];

describe.each(right)("%s %#", (path, fields) => {
  test("is refused with 11, and says nothing more", async () => {
    await using client = await openRawClient();
    const { status, body } = await ask(client, path, fields);
    expect([status, body["resultCode"]]).toEqual([400, 11]);
    expect(Object.keys(body).sort()).toEqual(["message", "responseTime", "resultCode"]);
    expect(client.world.books()).toEqual([]);
  });

  test("is refused with 20 where its signature is wrong, and hears what should have been signed", async () => {
    await using client = await openRawClient();
    const { status, body } = await ask(client, path, { ...fields, signature: "0".repeat(64) });
    expect([status, body["resultCode"]]).toEqual([400, 20]);
    const [error] = body["subErrors"] as readonly { readonly field: string; readonly message: string }[];
    expect(error?.field).toBe("signature");
    expect(error?.message).toContain("accessKey=*****&");
    expect(error?.message).not.toContain("hkVnAccess0001");
  });

  test("is refused with 42 where its orderId breaks the pattern", async () => {
    await using client = await openRawClient();
    expect((await ask(client, path, { ...fields, orderId: "has:a-colon" })).body["resultCode"]).toBe(42);
  });
});

const bare = (method: Fields) => ({ disbursementMethod: encryptFields(method) });
const wrong: readonly [path: string, field: string, fields: Fields][] = [
  ["disbursement/verify", "requestType", { ...check, requestType: "disburseToWallet" }],
  ["disbursement/verify", "walletId", { ...check, ...bare({ walletId: "84912345678" }) }],
  ["disbursement/pay", "requestType", { ...payout, requestType: "checkWallet" }],
  ["disbursement/pay", "orderInfo", { ...payout, orderInfo: undefined }],
  ["disbursement/pay", "amount", { ...payout, amount: "much" }],
  ["disbursement/pay", "disbursementMethod", { ...payout, disbursementMethod: "UlNBTUVUSE9E" }],
  ["disbursement/pay", "disbursementMethod", { ...payout, disbursementMethod: undefined }],
  ["disbursement/pay", "bankAccountNo", { ...payout, requestType: "disburseToBank" }],
  ["disbursement/batch/create", "mToken", { ...batch, mToken: undefined }],
  ["disbursement/batch/create", "requestType", { ...batch, requestType: "batch" }],
  ["disbursement/batch/create", "disbursements", { ...batch, disbursements: [] }],
  ["disbursement/batch/create", "disbursements", { ...batch, disbursements: Array(1_001).fill(line) }],
  ["disbursement/batch/create", "id", { ...batch, disbursements: [{ ...line, id: "" }] }],
  ["disbursement/batch/create", "walletId", { ...batch, disbursements: [{ ...line, method: null }] }],
  ["disbursement/batch/query", "pageSize", { pageNum: 1 }],
  ["disbursement/batch/query", "pageNum", { pageNum: "first", pageSize: 50 }],
  ["installment/getInfo", "requestType", { ...instalments, requestType: "captureWallet" }],
  ["installment/getInfo", "amount", { ...instalments, amount: undefined }],
];

test.each(wrong)("%s with a wrong %s is refused with 20, which names it", async (path, field, fields) => {
  await using client = await openRawClient();
  const { status, body } = await ask(client, path, fields);
  expect([status, body["resultCode"], body["subErrors"]]).toEqual([
    400,
    20,
    [expect.objectContaining({ field })],
  ]);
});

test("the four fields that a batch has in its headers count for nothing in its body", async () => {
  await using client = await openRawClient();
  const { body } = await client.call("disbursement/batch/create", { orderId: "HK-B-1", ...batch });
  expect(body["subErrors"]).toMatchObject([{ field: "partnerCode" }]);
});

test("a payout that comes again unchanged is refused as a repetition, a question is answered afresh", async () => {
  await using client = await openRawClient();
  const twice = async (path: string, fields: Fields) => {
    const asked = { requestId: path, orderId: "HK-D-1", ...fields };
    const answers = [await client.call(path, asked), await client.call(path, asked)];
    return answers.map(({ body }) => body["resultCode"]);
  };
  expect(await twice("disbursement/pay", payout)).toEqual([11, 40]);
  expect(await twice("disbursement/verify", check)).toEqual([11, 11]);
});
