import type { Command } from "commander";
import { ask } from "./gateway-client.ts";
import { operationsText } from "./operation-lines.ts";
import { print } from "./print.ts";
import { registerResource } from "./resources.ts";
import { subscriptionsText, subscriptionText } from "./subscription-lines.ts";

export function registerSubscription(program: Command): void {
  const { add, addCall } = registerResource(program, {
    command: "subscription",
    one: "a subscription",
    many: "subscriptions",
    cancels: "end it, so that it charges nothing more",
    calls: (client) => client.subscriptions,
    text: subscriptionText,
    listText: subscriptionsText,
  });
  addCall("activate", "start one that was set up to be started later", ({ subscriptions }, id) =>
    subscriptions.activate(id),
  );
  addCall("pause", "charge nothing until it is resumed", ({ subscriptions }, id) => subscriptions.pause(id));
  addCall("resume", "go on charging", ({ subscriptions }, id) => subscriptions.resume(id));
  add("payments", "list what it charged", async (id, output) => {
    const { data } = await ask((client) => client.subscriptions.payments(id));
    print(data, operationsText, output);
  });
}
