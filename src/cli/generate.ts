import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { apiDocument } from "../api/document.ts";
import { errorPage } from "../api/error-page.ts";
import { schemaPage } from "../app/schema-page.ts";
import { providers, simulators } from "../providers/index.ts";
import { sandboxPage } from "./sandbox/reference-page.ts";

/** Pages that are made from the code, by their place in the project. A test holds the committed ones against them. */
export const generatedPages: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/reference/errors.md": errorPage,
  "docs/reference/sandbox.md": () => sandboxPage(simulators),
  "docs/reference/openapi.json": () => apiDocument(providers),
};

if (import.meta.main) {
  // The schema's page needs a database, so a test that has one holds it against the committed one.
  const pages = { ...generatedPages, "docs/reference/schema.sql": schemaPage };
  for (const [place, make] of Object.entries(pages)) {
    const path = fileURLToPath(new URL(`../../${place}`, import.meta.url));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await make());
  }
}
