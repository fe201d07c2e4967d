import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExplainedError } from "../lib/explained-error.ts";
import { readSettings } from "./settings.ts";

let directory: string;
let sound: Readonly<Record<string, string>>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "hakika-settings-"));
  sound = {
    DATABASE_URL: "postgres://hakika@127.0.0.1/hakika",
    HAKIKA_MASTER_KEY_FILE: await keyFile(base64(crypto.getRandomValues(new Uint8Array(32)))),
  };
});
afterAll(() => rm(directory, { recursive: true }));

test("a node with a database and a key of its own starts, reachable from this machine alone", async () => {
  const settings = await readSettings(sound);
  expect(settings).toMatchObject({
    host: "127.0.0.1",
    log_level: "info",
    time_scale: 1,
    allow_insecure_webhooks: false,
    metrics_token: undefined,
  });
  expect(settings.master_key).toHaveLength(32);
});

describe("a node does not start without", () => {
  test.each(["DATABASE_URL", "HAKIKA_MASTER_KEY_FILE"])("%s", async (name) => {
    await expect(refusal({ ...sound, [name]: undefined })).resolves.toContain(`${name} is not set`);
    await expect(refusal({ ...sound, [name]: "" })).resolves.toContain(`${name} is not set`);
  });
});

describe("a master key is refused", () => {
  test.each([
    ["that is not there", null, 0o600, "cannot be read"],
    ["that everybody can read", base64(Uint8Array.from({ length: 32 }, (_, at) => at)), 0o644, "chmod 600"],
    ["that a group can read", base64(Uint8Array.from({ length: 32 }, (_, at) => at)), 0o640, "chmod 600"],
    ["that others can write", base64(Uint8Array.from({ length: 32 }, (_, at) => at)), 0o602, "chmod 600"],
    ["that is empty", "", 0o600, "must hold 32 bytes"],
    ["that is short", base64(new Uint8Array(16).fill(7)), 0o600, "must hold 32 bytes"],
    ["that is long", base64(new Uint8Array(64).fill(7)), 0o600, "must hold 32 bytes"],
    ["that is a word", "changeme", 0o600, "must hold 32 bytes"],
    ["of zeroes, as in an example", base64(new Uint8Array(32)), 0o600, "nobody drew by lot"],
    ["of one letter", base64(new Uint8Array(32).fill(0x41)), 0o600, "nobody drew by lot"],
  ])("%s", async (_what, content, mode, says) => {
    const file = content === null ? join(directory, "nowhere") : await keyFile(content, mode);
    const message = await refusal({ ...sound, HAKIKA_MASTER_KEY_FILE: file });
    expect(message).toContain(says);
    if (content !== null && content !== "") expect(message).not.toContain(content);
  });
});

test.each([
  ["short", "secret"],
  ["empty but for spaces", "                    "],
])("a metrics token that is %s is refused", async (_what, token) => {
  await expect(refusal({ ...sound, HAKIKA_METRICS_TOKEN: token })).resolves.toContain("HAKIKA_METRICS_TOKEN");
});

test.each(["HAKIKA_PORT", "HAKIKA_TIME_SCALE"])("%s has to be a number", async (name) => {
  for (const value of ["x", "-1", "NaN", "1e400"])
    await expect(refusal({ ...sound, [name]: value })).resolves.toContain(`${name} must be a number`);
});

/** The sentence with which the start is refused. */
async function refusal(environment: Readonly<Record<string, string | undefined>>): Promise<string> {
  const error = await readSettings(environment).catch((thrown: unknown) => thrown);
  if (!(error instanceof ExplainedError)) throw new Error("The start was not refused.");
  return error.message;
}

async function keyFile(content: string, mode = 0o600): Promise<string> {
  const path = join(directory, crypto.randomUUID());
  await writeFile(path, content);
  await chmod(path, mode);
  return path;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
