import { expect } from "vitest";
import type { Way } from "../ways.ts";
import type { Check, Checks } from "./check.ts";

/** Where the payer is sent to a page, it leads back to the merchant's own. */
export const pages: Checks = (way) => {
  if (way.kind !== "payment") return [];
  return way.challenge === "redirect" ? [leadsBack(way)] : [noPage(way)];
};

function leadsBack(way: Way): Check {
  return {
    says: "sends its payer to a page, which leads back by us to the merchant's own",
    run: async (stage) => {
      const return_url = `${stage.world.gateway}/healthz`;
      const options = way.habits.wishes?.["provider_options"] ?? {};
      const played = await stage.begin(way, { body: { provider_options: { ...options, return_url } } });
      const { next_action } = await stage.reaches(played, "awaiting_payer");
      expect(next_action).toMatchObject({ type: "open_page", url: expect.stringMatching(/^http/) });
      const left = await stage.takePart(played);
      await stage.reaches(played, "succeeded");
      // A page that has not led back at once does so when it is opened again.
      const back = left?.startsWith(return_url) === true ? left : (await fetch(next_action.url)).url;
      expect(back).toBe(`${return_url}?payment_id=${played.id}`);
      const evidences = (await stage.timeline(played)).map(({ detail }) => detail.evidence);
      expect([...evidences, "confirm"]).toContain(way.habits.agrees_first === true ? "confirm" : "redirect");
    },
  };
}

function noPage(way: Way): Check {
  return {
    says: `sends its payer to no page, because ${way.provider.name} has none for it (${way.challenge})`,
    run: async (stage) => {
      const is = way.habits.stays_away === undefined ? {} : { is: way.habits.stays_away };
      const played = await stage.begin(way, is);
      await stage.isUnderWay(played);
      const wanted = { none: null, prompt: "approve_on_phone", pin: "enter_pin", redirect: "open_page" };
      const { next_action } = await stage.read(played);
      expect(next_action?.type ?? null).toBe(wanted[way.challenge]);
    },
  };
}
