import { posix } from "node:path";
import type { ProjectFile } from "./project-files.ts";

/** Links of a document to files and headings of this project that are not there. */
export function brokenLinks(document: ProjectFile, files: readonly ProjectFile[]): readonly string[] {
  const paths = pathsAndFolders(files);
  return linksOf(document.text).flatMap((link) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file = "", anchor] = decodeURIComponent(link).split("#");
    const target =
      file === "" ? document.path : posix.join(posix.dirname(document.path), file).replace(/\/$/, "");
    if (!paths.has(target)) return [`${document.path} links to ${link}, which is not there`];
    const text = files.find(({ path }) => path === target)?.text ?? "";
    if (anchor === undefined || anchorsOf(text).has(anchor)) return [];
    return [`${document.path} links to ${link}, but there is no such heading`];
  });
}

/** Paths in a document's code marks, such as `src/core/`, that are not there. Those with a variable part are no paths. */
export function brokenPaths(document: ProjectFile, files: readonly ProjectFile[]): readonly string[] {
  const paths = pathsAndFolders(files);
  return [
    ...withoutBlocks(document.text).matchAll(
      /`((?:src|test|bin|docs|migrations|examples|bench)\/[\w./-]*)`/g,
    ),
  ]
    .map(([, path = ""]) => path.replace(/\/$/, ""))
    .filter((path) => !paths.has(path))
    .map((path) => `${document.path} names ${path}, which is not there`);
}

/** Every command line of a document that calls npm or Hakika, in blocks and in code marks. */
export function commandsOf({ text }: ProjectFile): readonly string[] {
  const blocks = [...text.matchAll(/^```(?:sh|console|bash)?\n(.*?)^```/gms)].flatMap(([, block = ""]) =>
    block.split("\n"),
  );
  const marks = [...withoutBlocks(text).matchAll(/`([^`\n]+)`/g)].map(([, mark = ""]) => mark);
  return [...blocks, ...marks]
    .flatMap((line) => line.split(/&&|\||;|#/))
    .map((command) => command.trim().replace(/^\$ /, "").replace(/^npx /, ""))
    .filter((command) => /^(?:npm (?:run [\w:-]+|start|test)|hakika(?: |$))/.test(command));
}

function linksOf(text: string): readonly string[] {
  const links = withoutBlocks(text)
    .replaceAll(/`[^`\n]*`/g, "")
    .matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|^\[[^\]]+\]: (\S+)/gm);
  return [...links].map(([, inline, reference]) => inline ?? reference ?? "");
}

/** As GitHub makes them: lower case, spaces to hyphens, other marks away, repeats numbered. */
function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(text).matchAll(/^#{1,6} (.+?)\s*$/gm)) {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-");
    let anchor = slug;
    for (let repeat = 1; anchors.has(anchor); repeat += 1) anchor = `${slug}-${repeat}`;
    anchors.add(anchor);
  }
  return anchors;
}

function pathsAndFolders(files: readonly ProjectFile[]): ReadonlySet<string> {
  const parents = ({ path }: ProjectFile) =>
    path.split("/").map((_, depth, parts) => parts.slice(0, depth + 1).join("/"));
  return new Set([".", ...files.flatMap(parents)]);
}

function withoutBlocks(text: string): string {
  return text.replaceAll(/^```.*?^```/gms, "");
}
