import { ask } from "../../rig/cluster.ts";
import { type Program, startProgram } from "../../rig/program.ts";
import type { Rig } from "../../rig/rig.ts";
import type { Contender } from "../contender.ts";
import { prepareHakika, startAtRest } from "../hakika/hakika.ts";
import type { Design } from "./design.ts";
import { schema } from "./schema.ts";

export async function hakikaAtRest(rig: Rig, { stores }: { readonly stores: boolean }): Promise<Contender> {
  const database_url = await rig.cluster.newDatabase(stores ? "accepts_hakika" : "accepts_without");
  const database = await prepareHakika(database_url, rig.surroundings);
  return contender(stores ? "Hakika" : "without a database", () => startAtRest(database, { stores }));
}

export async function inDesign(rig: Rig, design: Design): Promise<Contender> {
  const database_url = await rig.cluster.newDatabase(`accepts_${design.replaceAll(" ", "_")}`);
  await ask(database_url, schema);
  const options = { ...rig.surroundings, database_url, design };
  return contender(design, () => startProgram(new URL("./design.ts", import.meta.url), options));
}

function contender(name: string, start: () => Promise<Program>): Contender {
  return {
    name,
    start: async () => {
      const program = await start();
      return { ...program, process_ids: [program.process_id] };
    },
  };
}
