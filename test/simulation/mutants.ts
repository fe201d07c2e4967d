import type { Calls, Connector } from "../../src/connector/connector.ts";
import type { Provider } from "../../src/connector/provider.ts";
import type { Finding } from "../../src/core/outcome.ts";
import { Engine } from "../../src/engine/engine.ts";
import type { Applied, Happening } from "../../src/store/apply.ts";
import { MemoryDatabase } from "./memory-database.ts";
import type { WorldOptions } from "./world.ts";

type Flaw = Omit<WorldOptions, "seed">;

/** Silence is taken for a proof that nothing was sent, so that the same call is made again. */
class HastyEngine extends Engine {
  override happened({ event, ...happening }: Happening): Promise<Applied | null> {
    const { type, at } = event;
    const hasty =
      type === "attempt_silent" ? ({ type: "attempt_not_sent", cause: event.cause, at } as const) : event;
    return super.happened({ ...happening, event: hasty });
  }
}

/** Where nobody can tell, the connector says that nothing was paid. */
function withoutDoubt(provider: Provider): Provider {
  const { connector } = provider;
  const hasty: Connector<unknown> = {
    ...connector,
    readSubmit: (answer, order) => takeForFailure(connector.readSubmit(answer, order)),
    readInquiry: (answer, known) => takeForFailure(connector.readInquiry(answer, known)),
  };
  return { ...provider, connector: hasty };
}

function takeForFailure(finding: Finding): Finding {
  if (finding.reading.finality !== "unresolved") return finding;
  const failed = {
    finality: "final",
    money: "not_moved",
    category: "declined",
    confirm_by_inquiry: false,
  } as const;
  return { ...finding, about: "operation", strength: "proof", reading: { ...finding.reading, ...failed } };
}

/** Where nobody can tell, the connector says that the money went back. */
function withoutDoubtOfRefunds(provider: Provider): Provider {
  const { connector } = provider;
  const refund = connector.kinds?.refund;
  if (refund === undefined) return provider;
  const hasty: Calls<unknown> = {
    ...refund,
    readSubmit: (answer, order) => takeForSuccess(refund.readSubmit(answer, order)),
  };
  return { ...provider, connector: { ...connector, kinds: { ...connector.kinds, refund: hasty } } };
}

function takeForSuccess(finding: Finding): Finding {
  if (finding.reading.finality !== "unresolved") return finding;
  const done = {
    finality: "final",
    money: "moved",
    category: "completed",
    confirm_by_inquiry: false,
  } as const;
  return { ...finding, about: "operation", strength: "proof", reading: { ...finding.reading, ...done } };
}

/** One deliberate flaw in each of the parts that keep the promises: the judge has to find every one of them. */
export const mutants: Readonly<Record<string, Flaw>> = {
  "silence is taken for a refusal": { newEngine: (options) => new HastyEngine(options) },
  "a change does not ask whether the version has moved": {
    openDatabase: (now) => new MemoryDatabase({ now, ignores_version: true }),
  },
  "a connector reads doubt as failure": { flawed: withoutDoubt },
  "a connector reads doubt about a refund as success": { flawed: withoutDoubtOfRefunds },
};
