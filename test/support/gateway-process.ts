import { pino } from "pino";
import { startGateway } from "../../src/app/gateway.ts";
import { httpTransport } from "../../src/engine/transport.ts";
import { dyingAt } from "./sudden-death.ts";

/**
 * A gateway as a process of its own, to be killed. Says where it listens and what its own clock shows. SIGUSR2 lets a
 * while pass.
 */
const { master_key, death, while_ms, ...options } = JSON.parse(process.argv[2] ?? "{}");
const gateway = await startGateway({
  ...options,
  ...(death === undefined ? {} : dyingAt(death, httpTransport().send)),
  master_key: Buffer.from(master_key, "base64"),
  host: "127.0.0.1",
  port: 0,
  log: pino({ level: "error" }, process.stderr),
  allow_insecure_webhooks: true,
  api: { requests_per_minute: null },
});
process.on("SIGUSR2", () => {
  gateway.clock.advance(while_ms);
  gateway.poke();
});
process.stdout.write(`${JSON.stringify({ url: gateway.url, own_time: Date.now() })}\n`);
