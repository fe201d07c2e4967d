import { readFile, writeFile } from "node:fs/promises";
import { withCodeTable } from "./table.ts";

const readme = new URL("../../../README.md", import.meta.url);
await writeFile(readme, withCodeTable(await readFile(readme, "utf8")));
