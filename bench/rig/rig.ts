import { account, type Surroundings } from "./account.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { startProvider } from "./provider-stub.ts";
import { type Receiver, startReceiver } from "./receiver.ts";

/** What every measure stands on: a database server, a provider and a merchant, the same for each contender. */
export interface Rig extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly receiver: Receiver;
  readonly surroundings: Surroundings;
}

export async function startRig(): Promise<Rig> {
  await using starting = new AsyncDisposableStack();
  const cluster = starting.use(await startCluster());
  const receiver = starting.use(await startReceiver(account.webhook_secret));
  const provider = await startProvider(account, "pays");
  starting.defer(() => provider.stop());
  const running = starting.move();
  return {
    cluster,
    receiver,
    surroundings: { account, provider_url: provider.url, webhook_url: receiver.url },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
