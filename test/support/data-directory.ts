import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { type Postgres, startPostgres } from "../../src/app/embedded-postgres/start-postgres.ts";
import { ask } from "./ask.ts";

/** A `.hakika` folder of a test's own, through which any user may pass. */
export class DataDirectory implements AsyncDisposable {
  readonly path = mkdtempSync(join(tmpdir(), "hakika-server-"));
  readonly data = join(this.path, "postgres", "data");

  constructor() {
    chmodSync(this.path, 0o711);
  }

  async serve<T>(use: (postgres: Postgres) => Promise<T>): Promise<T> {
    const postgres = await startPostgres({ directory: this.path });
    try {
      return await use(postgres);
    } finally {
      await postgres.stop();
    }
  }

  /** A start that finds nothing to do but to make what is missing. */
  startAndStop(): Promise<void> {
    return this.serve(async () => undefined);
  }

  /** One that holds the same, for a test that would otherwise have to make it all anew. Nobody may be serving it. */
  copy(): DataDirectory {
    const copied = new DataDirectory();
    // With its owners, for the server runs as a user of its own.
    execFileSync("cp", ["-a", `${this.path}/.`, copied.path]);
    return copied;
  }

  /** Waits for a server whose starter was killed, since it writes until it has ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    const ended = () => expect(existsSync(join(this.data, "postmaster.pid"))).toBe(false);
    await vi.waitFor(ended, { timeout: 10_000 });
    rmSync(this.path, { recursive: true });
  }
}

export const isRoot = process.getuid?.() === 0;
/** Plays the ordinary user where root runs the tests. */
export const nobody = { uid: 65_534, gid: 65_534 };

export async function keepOnePayment(url: string): Promise<void> {
  await ask(url, "create table kept (payment text)");
  await ask(url, "insert into kept values ('paid once')");
}

export const onePayment = [{ payment: "paid once" }];
export const whatWasKept = (url: string) => ask(url, "select payment from kept");
