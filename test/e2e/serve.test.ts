import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { DataDirectory } from "../support/data-directory.ts";
import { withDatabase } from "../support/database.ts";
import { type Program, run } from "../support/program.ts";
import { masterKey } from "../support/store-node.ts";

const launcher = fileURLToPath(new URL("../../bin/hakika.js", import.meta.url));
const WAIT = { timeout: 20_000, interval: 50 };

interface Serving {
  readonly directory: DataDirectory;
  readonly database_url: string;
  readonly workers: number;
  readonly port?: number;
}

function serve({ directory, database_url, workers, port = 0 }: Serving): Program {
  const key_file = join(directory.path, "master.key");
  writeFileSync(key_file, Buffer.from(masterKey).toString("base64"), { mode: 0o600 });
  return run([process.execPath, launcher, "serve", "--workers", String(workers)], {
    environment: {
      DATABASE_URL: database_url,
      HAKIKA_MASTER_KEY_FILE: key_file,
      HAKIKA_PORT: String(port),
      HAKIKA_NODE: "kilimani",
    },
    end_with: "SIGTERM",
  });
}

interface Line {
  readonly node: string;
  readonly msg: string;
  readonly worker?: string;
  readonly process_id?: number;
  readonly url?: string;
}

function log({ output }: Program): readonly Line[] {
  return output
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line));
}

const ready = (program: Program) => log(program).filter(({ msg }) => msg === "The gateway is ready.");
const nodes = (program: Program) =>
  ready(program)
    .map(({ node }) => node)
    .sort();

test("workers are nodes that share one port, are counted as one, and end together", async () => {
  await using directory = new DataDirectory();
  await using database = await withDatabase();
  await using program = serve({ directory, database_url: database.url, workers: 2 });
  await program.says(/All workers are ready/);
  await vi.waitFor(() => expect(nodes(program)).toEqual(["kilimani/1", "kilimani/2"]), WAIT);
  const urls = new Set(ready(program).map(({ url }) => url));
  expect(urls.size).toBe(1);
  const [url] = urls;
  for (let count = 0; count < 10; count += 1)
    await fetch(`${url}/healthz`, { headers: { connection: "close" } });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/seconds_count\{method="GET",route="\/healthz",status="200"\} 10$/m);
  program.kill("SIGTERM");
  expect(await program.ended).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
});

test("a worker that was killed is replaced under a name of its own", async () => {
  await using directory = new DataDirectory();
  await using database = await withDatabase();
  await using program = serve({ directory, database_url: database.url, workers: 2 });
  await program.says(/All workers are ready/);
  await vi.waitFor(() => expect(nodes(program)).toHaveLength(2), WAIT);
  const [first] = ready(program);
  const process_id = log(program).find(({ worker }) => worker === "kilimani/1")?.process_id;
  if (process_id === undefined)
    throw new Error(`Nobody said which process the worker is.\n${program.output}`);
  process.kill(process_id, "SIGKILL");
  await vi.waitFor(() => expect(nodes(program)).toContain("kilimani/3"), WAIT);
  expect((await fetch(`${first?.url}/readyz`)).status).toBe(200);
});

test("a start that cannot succeed says why, and leaves nothing running", async () => {
  await using directory = new DataDirectory();
  await using database = await withDatabase();
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  await using program = serve({ directory, database_url: database.url, workers: 2, port });
  expect(await program.ended).toBe(1);
  expect(program.errors).toContain(`Port ${port} is taken by another program`);
  taken.close();
});
