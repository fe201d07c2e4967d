import type { Command } from "commander";
import type { WebhookDelivery } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { type Output, print } from "./print.ts";
import type { Terminal } from "./terminal.ts";

export function registerWebhooks(program: Command): void {
  const webhook = program.command("webhooks").summary("see what merchants were told, and tell them again");
  webhook
    .command("list", { isDefault: true })
    .summary("list the newest deliveries")
    .option("--status <status>", "pending, delivered or abandoned")
    .option("--json", "as JSON")
    .action(list);
  webhook
    .command("resend <id>")
    .summary("deliver once more, under the same id")
    .option("--json", "as JSON")
    .action(resend);
}

async function list({ status, ...output }: Output & { readonly status?: string }): Promise<void> {
  const { data } = await ask((client) => client.deliveries(status === undefined ? {} : { status }));
  print(data, deliveriesText, output);
}

async function resend(id: string, output: Output): Promise<void> {
  print(await ask((client) => client.resendDelivery(id)), deliveryText, output);
}

function deliveriesText(deliveries: readonly WebhookDelivery[], terminal: Terminal): string {
  if (deliveries.length === 0) return "No deliveries.";
  return deliveries.map((delivery) => deliveryText(delivery, terminal)).join("\n");
}

function deliveryText(delivery: WebhookDelivery, { paint }: Terminal): string {
  const { id, status, event_type, tries, last_problem } = delivery;
  const style = status === "delivered" ? "good" : status === "abandoned" ? "bad" : "careful";
  return `${id}  ${paint(style, status.padEnd(9))}  ${event_type.padEnd(26)}  tries ${tries}  ${last_problem ?? ""}`.trimEnd();
}
