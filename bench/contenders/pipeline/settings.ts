import type { Surroundings } from "../../rig/account.ts";

/** What the programs of a hand-written pipeline are told. */
export interface PipelineSettings extends Surroundings {
  readonly database_url: string;
}
