import { join } from "node:path";
import { writeConnectionAddress } from "../engine/callback-address.ts";
import { providers, simulators } from "../providers/index.ts";
import { type Sandbox, startSandbox } from "../sandbox/sandbox.ts";
import type { Development, DevelopmentOptions } from "./development.ts";
import { developmentKeys } from "./development-keys.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { openLog } from "./log.ts";
import { PassageOfTime } from "./passage-of-time.ts";
import { prepareDevelopment } from "./preparation.ts";
import { describeWebhook, startWebhookReceiver } from "./webhook-receiver.ts";

const HOST = "127.0.0.1";
const NODE = "development";

/** The gateway, the sandbox of all providers and a receiver of webhooks in one process, ready for a first payment. */
export async function startDevelopment(options: DevelopmentOptions): Promise<Development> {
  const { directory, database_url, progress } = options;
  await using starting = new AsyncDisposableStack();
  const keys = await developmentKeys(
    directory,
    providers.map(({ id }) => id),
  );
  progress("Starting the sandbox");
  const sandbox = await startSandbox({
    simulators,
    port: options.sandbox_port,
    host: HOST,
    directory: join(directory, "sandbox"),
  });
  starting.defer(() => sandbox.close());
  const receiver = await startWebhookReceiver({
    secret: keys.webhook_secret,
    port: 0,
    onWebhook: (webhook) => options.announce(describeWebhook(webhook)),
  });
  starting.defer(() => receiver.close());
  progress("Preparing the database");
  await prepareDevelopment({
    database_url,
    sandbox_url: sandbox.url,
    webhook_url: receiver.url,
    keys,
    providers,
  });
  progress("Starting the gateway");
  const gateway = await startGateway({
    database_url,
    master_key: Buffer.from(keys.master_key, "base64"),
    host: HOST,
    port: options.gateway_port,
    node: NODE,
    log: openLog({ level: "info", file: join(directory, "gateway.log"), node: NODE }),
    time_scale: 1,
    allow_insecure_webhooks: true,
    ...(options.transport !== undefined && { transport: options.transport }),
  });
  starting.defer(() => gateway.stop());
  enterCallbackUrls({ gateway, sandbox, connection_ids: keys.connection_ids });
  // Time that was let pass in the sandbox, now or in an earlier run, has passed for the gateway too.
  sandbox.clock.takeAlong(new PassageOfTime(gateway));
  const running = starting.move();
  return {
    gateway: gateway.url,
    sandbox: sandbox.url,
    api_key: keys.api_key,
    webhook_inbox: receiver.url,
    stop: () => running.disposeAsync(),
  };
}

/** What a merchant does on a provider's portal, where calls do not carry the callback URL themselves. */
function enterCallbackUrls(development: {
  readonly gateway: Gateway;
  readonly sandbox: Sandbox;
  readonly connection_ids: Readonly<Record<string, string>>;
}): void {
  const { gateway, sandbox, connection_ids } = development;
  for (const { id, simulator } of providers) {
    const connection_id = connection_ids[id];
    if (simulator.callback_setting === undefined || connection_id === undefined) continue;
    const url = `${gateway.url}/hooks/${writeConnectionAddress(connection_id, gateway.vault)}`;
    sandbox.world(id).underlie({ [simulator.callback_setting]: url });
  }
}
