import { describe, expect, test } from "vitest";
import { openRawClient } from "./testing/raw-client.ts";

describe("who is calling", () => {
  test.each([
    ["nobody", { UserID: undefined, APIKey: undefined }, "MISSING_CREDENTIALS"],
    ["an empty UserID", { UserID: "" }, "MISSING_USERID"],
    ["a key without a UserID", { UserID: undefined }, "MISSING_USERID"],
    ["two empty fields", { UserID: "", APIKey: "" }, "MISSING_USERID"],
    ["an empty key", { APIKey: "" }, "MISSING_APIKEY"],
    ["a UserID without a key", { APIKey: undefined }, "MISSING_APIKEY"],
    ["a key that is not theirs", { APIKey: "A".repeat(64) }, "INVALID_CREDENTIALS"],
    ["a UserID that nobody has", { UserID: "CK199999999" }, "INVALID_CREDENTIALS"],
  ])("%s: one field, on every call about money", async (_case, fields, status) => {
    await using client = await openRawClient();
    for (const script of [
      "APIAirtimeV1",
      "APIDatabundleV1",
      "APIQueryV1",
      "APICancelV1",
      "APIWalletBalanceV1",
    ]) {
      const answer = await client.call(script, fields);
      expect(answer, script).toMatchObject({ status: 200, type: "text/html" });
      expect(answer.body, script).toEqual({ status });
    }
  });

  test("a caller whose address is not listed gets a page, or a word", async () => {
    await using client = await openRawClient();
    const fields = { UserID: "CK100000009" };
    const page = await client.call("APIWalletBalanceV1", fields);
    expect(page).toMatchObject({ status: 200, type: "text/html", text: expect.stringMatching(/^<html>/) });
    client.set({ unlisted_answer: "word" });
    expect((await client.airtime(fields)).body).toEqual({ status: "AUTHENTICATION_FAILED_1" });
    expect((await client.airtime()).body).toMatchObject({ statuscode: "100" });
    client.set({ address_unlisted: true });
    expect((await client.airtime()).text).toMatch(/^<html>/);
  });
});

describe("what the account is not allowed", () => {
  test.each([
    ["CK100000004", "INVALID_API"],
    ["CK100000005", "INVALID_PAYMENT_OPTION"],
    ["CK100000006", "INSUFFICIENT_APIAMOUNT"],
    ["CK100000007", "INSUFFICIENT_APISTOREDEALERAMOUNT"],
    ["CK100000008", "INSUFFICIENT_APISTOREAMOUNT"],
    ["CK100000002", "INSUFFICIENT_BALANCE"],
    ["CK100000003", "INSUFFICIENT_BALANCE"],
  ])("%s: %s", async (UserID, status) => {
    await using client = await openRawClient();
    expect((await client.airtime({ UserID })).body).toEqual({ status });
  });

  test("an API for data is none for airtime", async () => {
    await using client = await openRawClient();
    const { body } = await client.data({ UserID: "CK100000004" });
    expect(body).toMatchObject({ statuscode: "100" });
  });
});

describe("what is asked for", () => {
  test.each([
    ["no network", { MobileNetwork: "" }, "MISSING_MOBILENETWORK"],
    ["a network without its nought", { MobileNetwork: "1" }, "INVALID_MOBILENETWORK"],
    ["a fifth network", { MobileNetwork: "05" }, "INVALID_MOBILENETWORK"],
    ["no amount", { Amount: undefined }, "MISSING_AMOUNT"],
    ["an amount in words", { Amount: "ten" }, "INVALID_AMOUNT"],
    ["an amount below nothing", { Amount: "-100" }, "INVALID_AMOUNT"],
    ["an amount with a comma", { Amount: "1,000" }, "INVALID_AMOUNT"],
    ["a tenth of a kobo", { Amount: "100.001" }, "INVALID_AMOUNT"],
    ["too little", { Amount: "99.99" }, "MINIMUM_100"],
    ["nothing", { Amount: "0" }, "MINIMUM_100"],
    ["too much", { Amount: "50000.01" }, "MINIMUM_50000"],
    ["no number", { MobileNumber: "" }, "INVALID_RECIPIENT"],
    ["an international number", { MobileNumber: "2348030000001" }, "INVALID_RECIPIENT"],
    ["ten digits", { MobileNumber: "0803000000" }, "INVALID_RECIPIENT"],
    ["a landline", { MobileNumber: "01234567890" }, "INVALID_RECIPIENT"],
  ])("airtime, %s", async (_case, fields, status) => {
    await using client = await openRawClient();
    expect((await client.airtime(fields)).body).toEqual({ status });
    expect(client.world.books()).toEqual([]);
  });

  test.each([
    ["no network", { MobileNetwork: "" }, "MISSING_MOBILENETWORK"],
    ["no plan", { DataPlan: "" }, "MISSING_DATAPLAN"],
    ["a plan that does not exist", { DataPlan: "1000.0" }, "INVALID_DATAPLAN"],
    ["another network's plan", { MobileNetwork: "02" }, "INVALID_DATAPLAN"],
    ["a plan that is sold out", { DataPlan: "20000.01" }, "DATAPLAN_NOT_AVAILABLE"],
    ["an international number", { MobileNumber: "2348030000001" }, "INVALID_RECIPIENT"],
  ])("data, %s", async (_case, fields, status) => {
    await using client = await openRawClient();
    expect((await client.data(fields)).body).toEqual({ status });
  });

  test.each(["100", "100.00", "50000"])("%s naira are allowed", async (Amount) => {
    await using client = await openRawClient();
    await client.order({ Amount });
  });

  test("the current limits are wider, and have words of their own", async () => {
    await using client = await openRawClient();
    client.set({ limits: "current" });
    await client.order({ Amount: "50" });
    await client.order({ Amount: "200000" });
    expect((await client.airtime({ Amount: "49.99" })).body).toEqual({ status: "MINIMUM_50" });
    expect((await client.airtime({ Amount: "200000.01" })).body).toEqual({ status: "MINIMUM_200000" });
  });
});

describe("the form of a refusal", () => {
  test("a number can stand beside the word", async () => {
    await using client = await openRawClient();
    client.set({ refusal_form: "word_with_number" });
    const known = await client.airtime({ MobileNumber: "" });
    expect(known.body).toEqual({ statuscode: "409", status: "INVALID_RECIPIENT" });
    const further = await client.data({ DataPlan: "" });
    expect(further.body, "a word that has no number").toEqual({ status: "MISSING_DATAPLAN" });
  });

  test("a refused order can be an HTML page, a refused query not", async () => {
    await using client = await openRawClient();
    client.set({ refusal_form: "page" });
    expect(await client.airtime({ MobileNumber: "" })).toMatchObject({
      status: 503,
      text: "<html><body><h1>Service Unavailable</h1></body></html>",
    });
    expect(await client.query("1")).toEqual({ status: "INVALID_ORDERID" });
  });

  test("406 can have the space that it has on the provider's page", async () => {
    await using client = await openRawClient();
    client.set({ amount_word_with_space: true });
    expect((await client.airtime({ Amount: "ten" })).body).toEqual({ status: "INVALID_ AMOUNT" });
  });

  test("every order can be refused with a chosen number, and nothing is paid", async () => {
    await using client = await openRawClient();
    client.set({ refuse_with: "411" });
    expect((await client.airtime()).body).toEqual({ status: "INVALID_API_ERROR2" });
    expect(client.world.books()).toEqual([]);
    expect(await client.balance()).toBe("10,000,000.00");
  });
});
