import { execFileSync } from "node:child_process";
import { cpus, tmpdir, totalmem } from "node:os";

/** Everything that the numbers depend on, in one sentence. */
export function describeMachine(postgres_version: string): string {
  const processors = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return (
    `Measured on ${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${gibibytes} GiB, ` +
    `${process.platform}, Node ${process.version}, PostgreSQL ${postgres_version} with fsync and synchronous_commit on, ` +
    `data on ${fileSystemOf(tmpdir())}; everything, the load included, on this one machine.`
  );
}

function fileSystemOf(path: string): string {
  const [, type = "unknown"] = execFileSync("df", ["--output=fstype", path], { encoding: "utf8" }).split(
    "\n",
  );
  return type.trim();
}
