import { expect } from "vitest";
import { operationKinds } from "../../../src/core/operation.ts";
import { deedOf } from "../stage/money.ts";
import { pathOf } from "../stage/observer.ts";
import { kindsOf, type Way } from "../ways.ts";
import { type Check, type Checks, isRefused } from "./check.ts";

/** What a provider does not do is refused with the reason, and what goes back is never more than came. */
export const kinds: Checks = (way) => {
  if (way.kind === "refund") return [refundInParts(way)];
  const missing = operationKinds.filter((kind) => !kindsOf(way.provider).includes(kind));
  const askable = missing.filter((kind) => kind !== "refund").map((kind) => notOffered(way, kind));
  return way.kind === "payment" && missing.includes("refund") ? [...askable, noRefund(way)] : askable;
};

function notOffered(way: Way, kind: "payment" | "topup" | "message"): Check {
  return {
    says: `is no ${kind}, because ${way.provider.name} offers none`,
    run: async (stage) => {
      const {
        text: _,
        amount = { value: "100", currency: "KES" },
        ...wish
      } = way.declared.example as Record<string, unknown>;
      const body = kind === "message" ? { provider: wish["provider"], text: "Hello" } : { ...wish, amount };
      isRefused(await stage.world.tryApi(pathOf(kind), body), {
        status: 422,
        code: "provider_unknown",
        field: "/provider",
      });
    },
  };
}

function noRefund(way: Way): Check {
  return {
    says: `is not given back, because ${way.provider.name} gives nothing back`,
    run: async (stage) => {
      const played = await stage.play(way);
      await stage.reaches(played, "succeeded");
      const answer = await stage.world.tryApi(`${pathOf("payment")}/${played.id}/refunds`);
      isRefused(answer, { status: 422, code: "refund_not_offered" });
      expect((await deedOf(played, stage)).times).toBe(1);
    },
  };
}

function refundInParts(way: Way): Check {
  const { refund } = way.provider.capabilities;
  return {
    says:
      refund === "partial"
        ? "in parts gives back each part once, and never more than was paid"
        : `in parts is refused, because ${way.provider.name} gives back all or nothing`,
    run: async (stage) => {
      const { path, payment, body } = await stage.prepare(way);
      const paid = payment === null ? null : await stage.read(payment);
      const part = {
        value: String(Math.floor(Number(paid.amount.value) / 2)),
        currency: paid.amount.currency,
      };
      const first = await stage.world.tryApi(path, { ...body, amount: part });
      if (refund !== "partial") return isRefused(first, { status: 422, code: "amount_not_accepted" });
      const one = { way, id: first.body.id, phone_number: payment?.phone_number ?? "", payment };
      await stage.reaches(one, "succeeded");
      const rest = await stage.world.tryApi(path, body);
      await stage.reaches({ ...one, id: rest.body.id }, "succeeded");
      const { moved, times } = await deedOf(one, stage);
      expect([times, moved]).toEqual([2, payment === null ? 0n : await stage.asked(payment)]);
      isRefused(await stage.world.tryApi(path, body), { status: 409, code: "not_possible_now" });
    },
  };
}
