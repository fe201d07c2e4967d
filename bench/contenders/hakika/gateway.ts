import { startGateway } from "../../../src/app/gateway.ts";
import { openLog } from "../../../src/app/log.ts";
import { serve } from "../../rig/serve.ts";
import { busyProviders } from "./busy-providers.ts";
import type { HakikaDatabase } from "./hakika.ts";

interface Options extends HakikaDatabase {
  readonly node: string;
}

await serve(async ({ database_url, master_key, node }: Options) => {
  const gateway = await startGateway({
    database_url,
    master_key: Buffer.from(master_key, "base64"),
    host: "127.0.0.1",
    port: 0,
    node,
    log: openLog({ level: "info", file: "/dev/null", node }),
    time_scale: 1,
    allow_insecure_webhooks: true,
    providers: busyProviders,
    api: { requests_per_minute: null },
  });
  return { url: gateway.url, stop: () => gateway.stop() };
});
