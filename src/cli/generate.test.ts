import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { generatedPages } from "./generate.ts";

test.each(Object.entries(generatedPages))(
  "%s is as `node src/cli/generate.ts` writes it",
  async (place, make) => {
    const committed = readFileSync(fileURLToPath(new URL(`../../${place}`, import.meta.url)), "utf8");
    expect(committed).toBe(await make());
  },
);
