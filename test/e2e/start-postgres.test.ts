import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startPostgres } from "../../src/app/embedded-postgres/start-postgres.ts";
import { ask } from "../support/ask.ts";
import {
  DataDirectory,
  isRoot,
  keepOnePayment,
  nobody,
  onePayment,
  whatWasKept,
} from "../support/data-directory.ts";
import { run } from "../support/program.ts";
import { runServerProgram, serverOf } from "../support/server-program.ts";

describe("a server of one's own", () => {
  test("finds its data again at the next start, with the same password", async () => {
    await using directory = new DataDirectory();
    const password = await directory.serve(async ({ url }) => {
      await keepOnePayment(url);
      return new URL(url).password;
    });
    await directory.serve(async ({ url }) => {
      expect(await whatWasKept(url)).toEqual(onePayment);
      expect(new URL(url).password).toBe(password);
    });
  });

  test("flushes every commit, listens on 127.0.0.1 alone, asks for a password, and keeps to itself what it knows", async () => {
    await using directory = new DataDirectory();
    await directory.serve(async ({ url, log_path }) => {
      expect(await settings(url)).toEqual({
        fsync: "on",
        full_page_writes: "on",
        listen_addresses: "127.0.0.1",
        synchronous_commit: "on",
        unix_socket_directories: "",
      });
      const stranger = new URL(url);
      stranger.password = "guess";
      await expect(ask(stranger.href, "select")).rejects.toThrow("password authentication failed");
      const forOthers = (path: string) => statSync(path).mode & 0o077;
      expect(forOthers(join(directory.path, "postgres-password"))).toBe(0);
      expect(forOthers(directory.data)).toBe(0);
      expect(forOthers(log_path)).toBe(0);
      await expectNoValuesInLog(url, log_path);
    });
  });

  test("heeds none of PostgreSQL's own variables in the environment, and finds no secret of ours there", async () => {
    await using directory = new DataDirectory();
    const theirs = { PGDATA: "/nowhere", PGPORT: "1", PGHOST: "192.0.2.1", PGSSLMODE: "require" };
    const environment = { ...theirs, A_SECRET: "of ours" };
    await using program = runServerProgram({ directory: directory.path, environment });
    const { url, process_id } = await serverOf(program);
    expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
    if (process.platform !== "linux") return;
    expect(readFileSync(`/proc/${process_id}/environ`, "utf8")).toContain("LC_ALL=C");
    expect(readFileSync(`/proc/${process_id}/environ`, "utf8")).not.toContain("of ours");
  });
});

describe("after a violent end", () => {
  test("of Hakika, no server is left and what was committed is there", async () => {
    await using directory = new DataDirectory();
    await using program = runServerProgram({ directory: directory.path });
    const { url } = await serverOf(program);
    await keepOnePayment(url);
    await kill(program);
    await expect.poll(() => isServing(url), { timeout: 10_000 }).toBe(false);
    expect(await directory.serve((postgres) => whatWasKept(postgres.url))).toEqual(onePayment);
  });

  test("of the server, Hakika hears of it and the next start recovers", async () => {
    await using directory = new DataDirectory();
    const postgres = await startPostgres({ directory: directory.path });
    await keepOnePayment(postgres.url);
    process.kill(postgres.process_id, "SIGKILL");
    await postgres.ended;
    expect(existsSync(join(directory.data, "postmaster.pid"))).toBe(true);
    expect(await directory.serve(({ url }) => whatWasKept(url))).toEqual(onePayment);
  });

  test.runIf(process.platform === "linux")(
    "of the leash too, the next start stops the server that was left",
    async () => {
      await using directory = new DataDirectory();
      await using program = runServerProgram({ directory: directory.path });
      const left = await serverOf(program);
      await keepOnePayment(left.url);
      for (const reader of readersOfTheLeash(left.process_id)) process.kill(reader, "SIGKILL");
      await kill(program);
      expect(await isServing(left.url)).toBe(true);
      await directory.serve(async ({ url }) => {
        expect(await isServing(left.url)).toBe(false);
        expect(await whatWasKept(url)).toEqual(onePayment);
      });
    },
  );

  test("a postmaster.pid that names a stranger's process holds nobody up and harms nobody", async () => {
    await using directory = new DataDirectory();
    await directory.startAndStop();
    await using stranger = run(["sh", "-c", "echo $$; exec sleep 60"], isRoot ? { user: nobody } : {});
    const [process_id] = await stranger.says(/\d+/);
    writeFileSync(
      join(directory.data, "postmaster.pid"),
      `${process_id}\n${directory.data}\n1\n1\n\n\n\nready\n`,
    );
    await directory.startAndStop();
    process.kill(Number(process_id), 0);
  });
});

/** A failed statement is told, without the values in it. */
async function expectNoValuesInLog(url: string, log_path: string): Promise<void> {
  await ask(url, "create table payers (phone text primary key)");
  await ask(url, "insert into payers values ('+254712345678')");
  await expect(ask(url, "insert into payers values ('+254712345678')")).rejects.toThrow("duplicate key");
  expect(readFileSync(log_path, "utf8")).toMatch(/duplicate key/);
  expect(readFileSync(log_path, "utf8")).not.toMatch(/254712345678/);
}

async function settings(url: string): Promise<Readonly<Record<string, unknown>>> {
  const names = [
    "fsync",
    "full_page_writes",
    "listen_addresses",
    "synchronous_commit",
    "unix_socket_directories",
  ];
  const rows = await ask(
    url,
    `select name, setting from pg_settings where name in ('${names.join("', '")}')`,
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}

async function kill(program: { kill(signal: "SIGKILL"): void; ended: Promise<unknown> }): Promise<void> {
  program.kill("SIGKILL");
  await program.ended;
}

const isServing = (url: string) =>
  ask(url, "select").then(
    () => true,
    () => false,
  );

/** The processes of the server's group that are not the server's. */
function readersOfTheLeash(server: number): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const [, program, group] = /\((.*)\) \S+ \d+ (\d+)/.exec(statusOfProcess(name)) ?? [];
      return Number(group) === server && program !== "postgres";
    })
    .map(Number);
}

/** Empty if it has ended meanwhile, as any process of the machine may between listing and reading. */
function statusOfProcess(name: string): string {
  try {
    return readFileSync(`/proc/${name}/stat`, "utf8");
  } catch {
    return "";
  }
}
