import type { Surroundings } from "../../rig/account.ts";
import { type Program, startProgram } from "../../rig/program.ts";
import type { Contender } from "../contender.ts";
import { preparePipeline } from "../pipeline/schema.ts";
import type { PipelineSettings } from "../pipeline/settings.ts";

/** As many jobs at once as keep the machine busy. */
const JOBS_AT_ONCE = 20;

/** What a good engineer writes without Hakika: plain statements in transactions, and a job for each thing to be done. */
export async function byHand(database_url: string, surroundings: Surroundings): Promise<Contender> {
  await preparePipeline(database_url);
  return {
    name: "by hand",
    start: async () => {
      const program = await startByHand({ ...surroundings, database_url }, JOBS_AT_ONCE);
      return { ...program, process_ids: [program.process_id] };
    },
  };
}

/** `jobs_at_once`: 0 takes payments and leaves their jobs to others. */
export function startByHand(settings: PipelineSettings, jobs_at_once: number): Promise<Program> {
  return startProgram(new URL("./program.ts", import.meta.url), { ...settings, jobs_at_once });
}
