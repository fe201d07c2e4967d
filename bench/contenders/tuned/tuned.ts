import type { Surroundings } from "../../rig/account.ts";
import { startProgram } from "../../rig/program.ts";
import type { Contender } from "../contender.ts";
import { preparePipeline } from "../pipeline/schema.ts";

/** The same pipeline after a performance review: one prepared statement for each step, API and worker apart. */
export async function tuned(database_url: string, surroundings: Surroundings): Promise<Contender> {
  await preparePipeline(database_url);
  const settings = { database_url, ...surroundings };
  return {
    name: "tuned",
    start: async () => {
      const api = await startProgram(new URL("./api.ts", import.meta.url), settings);
      const worker = await startProgram(new URL("./worker.ts", import.meta.url), {
        ...settings,
        callback_base_url: api.url,
      });
      return {
        url: api.url,
        process_ids: [api.process_id, worker.process_id],
        stop: async () => {
          await api.stop();
          await worker.stop();
        },
      };
    },
  };
}
