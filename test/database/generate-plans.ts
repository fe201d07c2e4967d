import { writeFile } from "node:fs/promises";
import { onEmptyDatabase } from "../../src/app/schema-page.ts";
import { gatherPlans, plansPage } from "./plans-page.ts";

await writeFile(
  new URL("../../docs/reference/plans.md", import.meta.url),
  plansPage(await onEmptyDatabase(gatherPlans)),
);
