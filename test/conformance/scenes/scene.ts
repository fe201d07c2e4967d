import type { Deed } from "../stage/money.ts";
import type { Body, Played } from "../stage/observer.ts";
import type { Stage } from "../stage/stage.ts";
import type { Way } from "../ways.ts";

/** Something that happens to an operation, and how it has to look when it has come to rest. */
export interface Scene {
  /** Goes on the words "an operation". */
  readonly says: string;
  begin(stage: Stage): Promise<Played>;
  check(end: End): void | Promise<void>;
}

export type Scenes = (way: Way) => readonly Scene[];

/** An operation that goes no further by itself. */
export interface End {
  readonly played: Played;
  readonly stage: Stage;
  readonly operation: Body;
  readonly timeline: readonly Body[];
  readonly attempts: readonly Body[];
  readonly deed: Deed;
}
