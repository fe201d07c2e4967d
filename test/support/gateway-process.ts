import { pino } from "pino";
import { startGateway } from "../../src/app/gateway.ts";

/** A gateway as a process of its own, to be killed. Says where it listens. */
const { master_key, ...options } = JSON.parse(process.argv[2] ?? "{}");
const gateway = await startGateway({
  ...options,
  master_key: Buffer.from(master_key, "base64"),
  host: "127.0.0.1",
  port: 0,
  log: pino({ level: "error" }, process.stderr),
  time_scale: 1,
  allow_insecure_webhooks: true,
});
process.stdout.write(`${gateway.url}\n`);
