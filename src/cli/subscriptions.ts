import type { Command } from "commander";
import type { Subscriptions } from "../client/client.ts";
import type { Subscription } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { operationsText } from "./operation-lines.ts";
import { print } from "./print.ts";
import { registerResource } from "./resources.ts";
import { subscriptionsText, subscriptionText } from "./subscription-lines.ts";

export function registerSubscription(program: Command): void {
  const about = registerResource(program, {
    command: "subscription",
    one: "a subscription",
    many: "subscriptions",
    summary: "show subscriptions and what they charged, pause, resume and cancel them",
    cancels: "end it, so that it charges nothing more",
    calls: (client) => client.subscriptions,
    text: subscriptionText,
    listText: subscriptionsText,
  });
  const change = (
    name: string,
    says: string,
    call: (calls: Subscriptions, id: string) => Promise<Subscription>,
  ) =>
    about(name, says, async (id, output) =>
      print(await ask((client) => call(client.subscriptions, id)), subscriptionText, output),
    );
  change("activate", "start one that was set up to be started later", (calls, id) => calls.activate(id));
  change("pause", "charge nothing until it is resumed", (calls, id) => calls.pause(id));
  change("resume", "go on charging", (calls, id) => calls.resume(id));
  about("payments", "list what it charged", async (id, output) => {
    const { data } = await ask((client) => client.subscriptions.payments(id));
    print(data, operationsText, output);
  });
}
