import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { deedOf } from "../stage/money.ts";
import { type Checks, isRefused } from "./check.ts";

/** The same request is one operation, however often and however fast it comes. */
export const repeats: Checks = (way) => [
  {
    says: "that is asked for five times at once under one key is one, done once, and answered alike for ever",
    run: async (stage) => {
      const played = await stage.prepare(way);
      const key = randomUUID();
      const post = (body = played.body) => stage.world.tryApi(played.path, body, key);
      const answers = await Promise.all(Array.from({ length: 5 }, () => post()));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
      const [first] = answers;
      expect(new Set(answers.map(({ body }) => body.id)).size, "operations under one key").toBe(1);
      const one = { ...played, id: first?.body.id };
      await stage.takePart(one);
      await stage.reaches(one, "succeeded");
      expect((await deedOf(one, stage)).times).toBe(1);
      expect(await post()).toEqual(first);
      isRefused(await post({ ...played.body, reference: "another" }), {
        status: 422,
        code: "idempotency_key_reused",
        field: "Idempotency-Key",
      });
      expect((await deedOf(one, stage)).times).toBe(1);
    },
  },
];
