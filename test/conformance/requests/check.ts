import { expect } from "vitest";
import type { Body } from "../stage/observer.ts";
import type { Stage } from "../stage/stage.ts";
import type { Way } from "../ways.ts";

/** Something that a merchant asks for, from beginning to end. */
export interface Check {
  readonly says: string;
  run(stage: Stage): Promise<void>;
}

export type Checks = (way: Way) => readonly Check[];

interface Answer {
  readonly status: number;
  readonly body: Body;
}

/** A problem says what was wrong, where, and what to do about it. */
export function isRefused(
  { status, body }: Answer,
  wanted: { readonly status: number; readonly code: string; readonly field?: string | RegExp },
): void {
  expect([status, body.code]).toEqual([wanted.status, wanted.code]);
  for (const text of [body.title, body.detail, body.fix]) expect(text).toMatch(/^.{10,}[.!…]$/s);
  if (wanted.field !== undefined) expect(body.field).toMatch(wanted.field);
}
