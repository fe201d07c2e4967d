import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { assertNever } from "../lib/assert-never.ts";
import type { Observation } from "../lib/observe.ts";

/** Counts what running parts report. Labels have few values each: no ids, numbers or URLs. */
export class Metrics {
  readonly registry = new Registry();
  readonly #calls = this.#histogram("hakika_provider_call_seconds", "Calls to providers by how they ended.", [
    "provider",
    "call",
    "end",
  ]);
  readonly #deliveries = this.#histogram(
    "hakika_webhook_try_seconds",
    "Tries to deliver a webhook by result.",
    ["result"],
  );
  readonly #unmapped = this.#counter(
    "hakika_unmapped_codes_total",
    "Provider codes that the registry does not know.",
    ["provider"],
  );
  readonly #statuses = this.#counter(
    "hakika_status_steps_total",
    "Events applied, by the status they led to.",
    ["provider", "status"],
  );
  readonly #callbacks = this.#counter("hakika_callbacks_total", "Callbacks by what became of them.", [
    "provider",
    "verdict",
  ]);
  readonly #disabled = this.#counter(
    "hakika_webhook_endpoints_disabled_total",
    "Endpoints that answered 410.",
    [],
  );
  readonly #faults = this.#counter("hakika_faults_total", "Things that must not happen.", ["where"]);

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: "hakika_" });
  }

  count(observation: Observation): void {
    switch (observation.type) {
      case "provider_call": {
        const { provider, call, end, milliseconds } = observation;
        this.#calls.observe({ provider, call, end }, milliseconds / 1000);
        break;
      }
      case "delivery_tried":
        this.#deliveries.observe({ result: observation.result }, observation.milliseconds / 1000);
        break;
      case "unmapped_code":
        this.#unmapped.inc({ provider: observation.provider });
        break;
      case "status_reached":
        this.#statuses.inc({ provider: observation.provider, status: observation.status });
        break;
      case "callback_taken":
        this.#callbacks.inc({ provider: observation.provider, verdict: observation.verdict });
        break;
      case "fault":
        this.#faults.inc({ where: observation.where });
        break;
      case "endpoint_disabled":
        this.#disabled.inc();
        break;
      default:
        assertNever(observation);
    }
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  #histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}
