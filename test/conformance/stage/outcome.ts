import { expect } from "vitest";
import { list } from "../../../src/catalogue/index.ts";
import {
  actors,
  adviceActions,
  categories,
  evidences,
  finalities,
  moneys,
} from "../../../src/core/outcome.ts";
import type { Way } from "../ways.ts";
import type { Body } from "./observer.ts";

/** An outcome says all that it can: what is known, how, who has to act, and words for whoever reads it. */
export function isComplete({ outcome, provider, status }: Body, way: Way): void {
  expect(outcome).toMatchObject({
    category: expect.toBeOneOf([...categories]),
    reason: expect.stringMatching(/^[a-z_]+$/),
    finality: expect.toBeOneOf([...finalities]),
    money: expect.toBeOneOf([...moneys]),
    actor: expect.toBeOneOf([...actors]),
    advice: { action: expect.toBeOneOf([...adviceActions]) },
    safe_to_charge_again: expect.any(Boolean),
    message: { payer: expect.stringMatching(/^.{10,}/), operator: expect.stringMatching(/^.{10,}/) },
    provider: { id: way.provider.id },
  });
  expect(provider).toBe(way.provider.id);
  if (status !== "in_reconciliation") expect(outcome.finality).toBe("final");
  const { rule, evidence, at } = outcome.basis;
  expect(Date.parse(at)).not.toBeNaN();
  if (rule.startsWith("hakika/")) return;
  expect(rulesOf(way)).toContain(rule);
  expect(evidence).toBeOneOf([...evidences]);
}

function rulesOf({ provider }: Way): readonly string[] {
  return list({ provider: provider.id }).map((row) => row.rule);
}
