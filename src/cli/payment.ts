import type { Command } from "commander";
import type { HakikaClient } from "../client/client.ts";
import type { Payment } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { paymentsText, paymentText, timelineText } from "./payment-lines.ts";
import { type Output, print } from "./print.ts";

export function registerPayment(program: Command): void {
  const payment = program.command("payment").summary("show payments, ask about them, withdraw them");
  const about = (
    name: string,
    says: string,
    question: (client: HakikaClient, id: string) => Promise<Payment>,
  ) =>
    payment
      .command(`${name} <id>`)
      .summary(says)
      .option("--json", "as JSON")
      .action(async (id: string, output: Output) =>
        print(await ask((client) => question(client, id)), paymentText, output),
      );
  about("show", "say what is known of a payment", (client, id) => client.payment(id));
  about("sync", "ask the provider about it now", (client, id) => client.syncPayment(id));
  about("cancel", "withdraw it, where that is still certain", (client, id) => client.cancelPayment(id));
  payment
    .command("timeline <id>")
    .summary("say how it is known")
    .option("--json", "as JSON")
    .action(async (id: string, output: Output) =>
      print(await ask((client) => client.timeline(id)), timelineText, output),
    );
  payment
    .command("list")
    .summary("list the newest payments")
    .option("--status <status>", "only those that stand there")
    .option("--json", "as JSON")
    .action(list);
}

async function list({ status, ...output }: Output & { readonly status?: string }): Promise<void> {
  const { data } = await ask((client) => client.payments(status === undefined ? {} : { status }));
  print(data, paymentsText, output);
}
