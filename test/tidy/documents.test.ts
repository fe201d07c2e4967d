import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { brokenLinks, brokenPaths, commandsOf } from "./documents.ts";
import { documents, projectFiles } from "./project-files.ts";

describe("the documents", () => {
  test("link to files and headings that are there", () => {
    expect(documents.flatMap((document) => brokenLinks(document, projectFiles))).toEqual([]);
  });

  test("name files and folders that are there", () => {
    expect(documents.flatMap((document) => brokenPaths(document, projectFiles))).toEqual([]);
  });

  test("name commands and options that are there", () => {
    expect(
      documents.flatMap((document) =>
        commandsOf(document).flatMap((command) =>
          unknownParts(command).map((part) => `${document.path}: ${command}: ${part}`),
        ),
      ),
    ).toEqual([]);
  });
});

describe("the rules see", () => {
  const files = [
    { path: "README.md", text: "# One\n## What it does: all\n## What it does: all\n" },
    { path: "docs/guide.md", text: "" },
  ];
  const broken = (text: string) => brokenLinks({ path: "docs/guide.md", text }, files);

  test.each([
    ["[a](missing.md)"],
    ["[a](../README.md#two)"],
    ["[a](#nowhere)"],
    ["[a]: ./gone/"],
    ["![a](picture.png)"],
  ])("a broken link: %s", (text) => {
    expect(broken(text)).toHaveLength(1);
  });

  test.each([
    ["[a](../README.md)"],
    ["[a](../README.md#what-it-does-all)"],
    ["[a](../README.md#what-it-does-all-1)"],
    ["[a](../docs/)"],
    ["[a](https://example.org/missing.md)"],
    ["`[a](missing.md)`"],
    ["```\n[a](missing.md)\n```"],
  ])("nothing in %s", (text) => {
    expect(broken(text)).toEqual([]);
  });

  test("a path that is not there", () => {
    const text = "`docs/guide.md` `docs/` `src/gone.ts` `src/providers/<id>/codes.ts`";
    expect(brokenPaths({ path: "README.md", text }, files)).toEqual([
      "README.md names src/gone.ts, which is not there",
    ]);
  });

  test("commands in blocks and in sentences, and what of them is unknown", () => {
    const text =
      "Run `npm run nonsense`.\n```sh\nnpm ci && npm start\n$ npx hakika explain x 1 --nonsense  # why\nnpx hakika nonsense\n```\n";
    const commands = commandsOf({ path: "README.md", text });
    expect(commands).toEqual([
      "npm start",
      "hakika explain x 1 --nonsense",
      "hakika nonsense",
      "npm run nonsense",
    ]);
    expect(commands.flatMap(unknownParts)).toEqual(["--nonsense", "nonsense", "nonsense"]);
  });
});

/** The script, command or options that do not exist. */
function unknownParts(command: string): readonly string[] {
  const [program, ...words] = command.split(/\s+/);
  const name = words.find((word) => word !== "run" && !word.startsWith("-"));
  if (program === "npm") return name !== undefined && name in scripts() ? [] : [name ?? ""];
  if (name === undefined) return [];
  if (!new RegExp(`^  ${name} `, "m").test(hakikaHelp())) return [name];
  const help = hakikaHelp(name);
  return words
    .map((word) => word.split("=")[0] ?? "")
    .filter((word) => word.startsWith("--") && !help.includes(word));
}

function scripts(): object {
  const manifest = projectFiles.find(({ path }) => path === "package.json");
  return JSON.parse(manifest?.text ?? "{}").scripts;
}

const helpTexts = new Map<string, string>();

function hakikaHelp(command = ""): string {
  const known = helpTexts.get(command);
  if (known !== undefined) return known;
  const launcher = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));
  const help = execFileSync(process.execPath, [launcher, "help", ...(command === "" ? [] : [command])], {
    encoding: "utf8",
  });
  helpTexts.set(command, help);
  return help;
}
