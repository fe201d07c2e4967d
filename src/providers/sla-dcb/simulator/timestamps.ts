import type { SimulatorHost } from "../../../connector/simulator.ts";
import { choice } from "./settings.ts";

/** The documents write the times of transactions in four ways. */
export function timestamp(host: SimulatorHost, at_ms: number): string {
  const iso = new Date(at_ms).toISOString();
  const clock = iso.slice(0, 19).replace("T", " ");
  switch (choice(host, "timestamp_format")) {
    case "seconds":
      return wholeSeconds(at_ms);
    case "milliseconds":
      return iso.replace("Z", "+00:00");
    case "offset":
      return `${clock} +0000`;
    case "zone_name":
      return `${clock} UTC`;
  }
}

export function wholeSeconds(at_ms: number): string {
  return `${new Date(at_ms).toISOString().slice(0, 19)}Z`;
}
