import { constants, generateKeyPairSync, privateDecrypt } from "node:crypto";
import { describe, expect, test } from "vitest";
import { connector } from "../connector.ts";
import { binding } from "./binding.ts";
import { isSignedBy } from "./signatures.ts";
import { answerOf, bodyOf, known, link, secret, settings } from "./testing/orders.ts";

const { cancel } = binding.changes;
if (cancel === undefined) throw new Error("A link can be given up.");

describe("a linked wallet", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  const der = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const charge = { ...known, subscription: { provider_reference: null, secret } };

  function decrypted(token: string): unknown {
    const block = privateDecrypt(
      { key: privateKey, padding: constants.RSA_NO_PADDING },
      Buffer.from(token, "base64"),
    );
    return JSON.parse(block.subarray(block.indexOf(0, 2) + 1).toString("utf8"));
  }

  test.each([
    ["PEM", pem],
    ["bare Base64", der],
  ])("is charged with its token under MoMo's key, given as %s", (_form, public_key) => {
    const message = bodyOf(connector.submit(charge, { ...settings, public_key }));
    expect(message).toMatchObject({ partnerClientId: "user-42", amount: 150_000, autoCapture: true });
    expect(isSignedBy("token_pay", { ...message, amount: "150000" }, settings)).toBe(true);
    expect(decrypted(message.token)).toEqual({ ...JSON.parse(secret).token, requireSecurityCode: false });
  });

  test("is not charged without a usable key: MoMo refuses an empty token", () => {
    for (const public_key of ["", "no key"])
      expect(bodyOf(connector.submit(charge, { ...settings, public_key })).token).toBe("");
  });

  test("is paid at once by the answer 0, which only opens an order elsewhere", () => {
    const answer = answerOf({ orderId: known.attempt_reference, amount: 150_000, resultCode: 0 });
    expect(connector.readSubmit(answer, charge).reading).toMatchObject({
      category: "completed",
      money: "moved",
    });
    expect(connector.readSubmit(answer, known).reading).toMatchObject({ money: "unknown" });
  });

  test.each([
    [1001, "failed"],
    [2001, "failed"],
    [2007, "failed"],
    [7000, "open"],
    [7002, "open"],
    [8200, "payer"],
    [9000, "confirm"],
  ])("answers %i: %s", (resultCode, ends) => {
    const answer = answerOf({ orderId: known.attempt_reference, resultCode, message: "" });
    const { finality, actor, confirm_by_inquiry } = connector.readSubmit(answer, charge).reading;
    const final = confirm_by_inquiry ? "confirm" : "failed";
    const interim = actor === "payer" ? "payer" : "open";
    expect(finality === "final" ? final : interim).toBe(ends);
  });

  test("tells the page where a bank wants to see the payer once more", () => {
    const payUrl =
      "https://test-payment.momo.vn/service-napas-cashin-app-bank/napas/build_data_form?orderId=1";
    const answer = answerOf({ orderId: known.attempt_reference, resultCode: 8000, payUrl }, 201);
    const finding = connector.readSubmit(answer, charge);
    expect(finding).toMatchObject({ payer_url: payUrl, reading: { finality: "interim", actor: "payer" } });
    expect(finding.provider_reference).toBeNull();
  });

  test("asks for a code where the merchant wants one, which a confirm sends", () => {
    const wish = { ...charge, provider_options: { ask_for_code: true }, payer_answer: "000000" };
    const config = { ...settings, public_key: der };
    expect(decrypted(bodyOf(connector.submit(wish, config)).token)).toMatchObject({
      requireSecurityCode: true,
    });
    const message = bodyOf(connector.changes?.confirm?.request(wish, config) ?? "cannot_ask");
    expect(message).toMatchObject({ securityCode: "000000", orderId: known.attempt_reference });
    expect(isSignedBy("token_verify", message, settings)).toBe(true);
  });

  test("is given up by an order of its own", () => {
    const call = { ...link, secret, call_reference: "8f14e45f-0014" };
    const message = bodyOf(cancel.request(call, { ...settings, public_key: der }));
    expect(message).toMatchObject({ orderId: "8f14e45f-0014", partnerClientId: "user-42" });
    expect(isSignedBy("token_change", message, settings)).toBe(true);
  });

  test.each([
    [0, "ended"],
    [2001, "ended"],
    [3004, null],
    [13, null],
    [7000, null],
  ])("stands as %s after its end was answered with %i", (resultCode, standing) => {
    const finding = cancel.read(answerOf({ resultCode, message: "" }), { ...link, secret }, settings);
    expect(finding.standing).toBe(standing);
  });
});
