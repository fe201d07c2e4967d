import type { SimulatorHost } from "../../../connector/simulator.ts";
import { newRunningNumber } from "./ids.ts";
import { notificationUrlOf, serviceByUri } from "./services.ts";
import { duration } from "./settings.ts";
import type { Envelope } from "./transactions.ts";

/** One message to a merchant. It carries no proof of who sends it. Kept until it was received or given up. */
type Notification = {
  readonly url: string;
  readonly body: string;
  readonly failed: number;
};

const MINUTE_MS = 60_000;

/** From each attempt to the next; seven attempts in all. */
const RETRY_AFTER_MS: readonly number[] = [1, 5, 15, 60, 360, 1440].map((minutes) => minutes * MINUTE_MS);

/** Tells the merchant about a customer of the service. */
export function notify(host: SimulatorHost, campaign: string, envelope: Envelope): void {
  const service = serviceByUri(host, campaign);
  if (service === undefined) return;
  const id = newRunningNumber(host, "notification");
  const notification: Notification = {
    url: notificationUrlOf(host, service),
    body: JSON.stringify(envelope),
    failed: 0,
  };
  host.records.put("notification", id, notification);
  host.schedule(host.now(), { do: "notify", id, failed: 0 });
}

/** Any answer of the 200s counts as received. After the last attempt nobody sends it any more. */
export async function deliver(host: SimulatorHost, id: string, failed: number): Promise<void> {
  const notification = host.records.get<Notification>("notification", id);
  if (notification === undefined || notification.failed !== failed) return;
  const { url, body } = notification;
  const headers = { "content-type": "application/json" };
  const timeout_ms = duration(host, "notification_timeout_ms");
  const exchange = await host.send({ method: "POST", url, headers, body, timeout_ms });
  const received = exchange.end === "answer" && Math.floor(exchange.answer.status / 100) === 2;
  const wait_ms = RETRY_AFTER_MS[failed];
  if (received || wait_ms === undefined) {
    host.records.remove("notification", id);
    host.note(received ? "The notification was received." : "The notification was never received.");
    return;
  }
  host.note(`The notification was not received; the next attempt comes in ${wait_ms / MINUTE_MS} minutes.`);
  host.records.put("notification", id, { ...notification, failed: failed + 1 });
  host.schedule(host.now() + wait_ms, { do: "notify", id, failed: failed + 1 });
}
