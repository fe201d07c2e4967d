import { randomUUID } from "node:crypto";
import { styleText } from "node:util";
import type { Development } from "../../app/development.ts";
import type { Provider } from "../../connector/provider.ts";
import { quoteForShell } from "../quote-for-shell.ts";

export type Example = Pick<Provider, "id" | "capabilities" | "example">;

/** What a newcomer reads when Hakika is ready, with a first request to paste. */
export function welcome(running: Development, example: Example | undefined): string {
  const places = [
    ["Gateway", running.gateway],
    ["Reference", `${running.gateway}/docs`],
    ["Sandbox", running.sandbox],
    ...(running.webhook_inbox === null ? [] : [["Webhooks", running.webhook_inbox]]),
    ["Test key", running.api_key],
  ];
  const table = places.map(([name = "", place]) => `  ${styleText("bold", name.padEnd(9))}  ${place}`);
  const request =
    example === undefined ? [] : ["", "Try it in another terminal:", "", firstRequest(running, example)];
  return ["", ...table, ...request, "", "Ctrl-C stops everything; what was paid stays.", ""].join("\n");
}

function firstRequest(running: Development, { id, capabilities, example }: Example): string {
  const resource = capabilities.operations[0] === "topup" ? "topups" : "payments";
  const body = JSON.stringify({ provider: id, ...example });
  return [
    `  curl ${running.gateway}/v1/${resource} \\`,
    `    -H 'Authorization: Bearer ${running.api_key}' \\`,
    `    -H 'Idempotency-Key: ${randomUUID()}' \\`,
    "    -H 'Content-Type: application/json' \\",
    `    -d ${quoteForShell(body)}`,
  ].join("\n");
}
