import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { ExplainedError } from "../lib/explained-error.ts";

/** What a node of the gateway is told by its environment. There are no default secrets. */
export interface Settings {
  readonly database_url: string;
  readonly master_key: Uint8Array;
  readonly host: string;
  readonly port: number;
  readonly callback_base_url: string | undefined;
  readonly node: string;
  readonly log_level: string;
  readonly time_scale: number;
  readonly allow_insecure_webhooks: boolean;
  /** What whoever reads /metrics has to show; undefined: nothing. */
  readonly metrics_token: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

export async function readSettings(environment: Environment): Promise<Settings> {
  return {
    database_url: readDatabaseUrl(environment),
    master_key: await readMasterKey(environment),
    host: environment["HAKIKA_HOST"] ?? "127.0.0.1",
    port: number(environment, "HAKIKA_PORT", 4500),
    callback_base_url: readCallbackBaseUrl(environment),
    node: environment["HAKIKA_NODE"] ?? `${hostname()}/${process.pid}`,
    log_level: environment["HAKIKA_LOG_LEVEL"] ?? "info",
    time_scale: number(environment, "HAKIKA_TIME_SCALE", 1),
    allow_insecure_webhooks: environment["HAKIKA_ALLOW_INSECURE_WEBHOOKS"] === "true",
    metrics_token: readMetricsToken(environment),
  };
}

export function readCallbackBaseUrl(environment: Environment): string | undefined {
  return environment["HAKIKA_CALLBACK_BASE_URL"]?.replace(/\/+$/, "");
}

export function readDatabaseUrl(environment: Environment): string {
  const example = "postgres://user:password@host/hakika";
  return required(environment, "DATABASE_URL", `the PostgreSQL to use, for example ${example}`);
}

const KEY_BYTES = 32;
const READABLE_BY_OTHERS = 0o077;

/** Refuses a key that others can read: it opens every phone number and credential. */
export async function readMasterKey(environment: Environment): Promise<Uint8Array> {
  const meaning = "a file with the master key: 32 bytes in base64";
  const path = required(environment, "HAKIKA_MASTER_KEY_FILE", meaning);
  const { mode } = await stat(path).catch(() => {
    throw new ExplainedError(
      `The master key file ${path} cannot be read: make one with hakika master-key ${path}.`,
    );
  });
  if ((mode & READABLE_BY_OTHERS) !== 0) {
    throw new ExplainedError(`The master key file ${path} can be read by others: run chmod 600 ${path}.`);
  }
  const key = Buffer.from((await readFile(path, "utf8")).trim(), "base64");
  if (key.length !== KEY_BYTES)
    throw new ExplainedError(
      `The master key file ${path} must hold ${KEY_BYTES} bytes in base64; it holds ${key.length}.`,
    );
  if (new Set(key).size < DIFFERENT_BYTES_MIN)
    throw new ExplainedError(
      `The master key in ${path} is one that nobody drew by lot: make one with hakika master-key.`,
    );
  return key;
}

/** Of 32 bytes drawn by lot about 30 differ; a key with fewer than this was typed, or is an example's. */
const DIFFERENT_BYTES_MIN = 16;

/** Nobody guesses 16 characters over the network. */
const TOKEN_LENGTH_MIN = 16;

function readMetricsToken(environment: Environment): string | undefined {
  const token = environment["HAKIKA_METRICS_TOKEN"];
  if (token === undefined || token === "") return undefined;
  if (token.trim().length >= TOKEN_LENGTH_MIN) return token;
  throw new ExplainedError(`HAKIKA_METRICS_TOKEN must have at least ${TOKEN_LENGTH_MIN} characters.`);
}

function required(environment: Environment, name: string, meaning: string): string {
  const value = environment[name];
  if (value !== undefined && value !== "") return value;
  throw new ExplainedError(`${name} is not set: give it ${meaning}.`);
}

function number(environment: Environment, name: string, otherwise: number): number {
  const value = environment[name];
  if (value === undefined || value === "") return otherwise;
  const read = Number(value);
  if (Number.isFinite(read) && read >= 0) return read;
  throw new ExplainedError(`${name} must be a number; it is ${JSON.stringify(value)}.`);
}
