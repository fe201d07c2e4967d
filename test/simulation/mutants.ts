import type { Calls, Connector } from "../../src/connector/connector.ts";
import type { Provider } from "../../src/connector/provider.ts";
import type { Finding } from "../../src/core/outcome.ts";
import type { SubscriptionFinding } from "../../src/core/subscription.ts";
import { Engine, type EngineOptions } from "../../src/engine/engine.ts";
import type { Applied, Happening } from "../../src/store/apply.ts";
import { readOperations } from "../../src/store/operations.ts";
import { MemoryDatabase } from "./memory-database.ts";
import type { WorldOptions } from "./world.ts";

type Flaw = Omit<WorldOptions, "seed">;

/** Silence is taken for a proof that nothing was sent, so that the same call is made again. */
class HastyEngine extends Engine {
  override happened(happening: Happening): Promise<Applied | null> {
    return super.happened(takeForUnsent(happening));
  }
}

/** The same where no money can move. */
class ForgetfulEngine extends Engine {
  readonly #source: EngineOptions;

  constructor(options: EngineOptions) {
    super(options);
    this.#source = options;
  }

  override async happened(happening: Happening): Promise<Applied | null> {
    const operation = (await readOperations([happening], this.#source)).get(happening.id);
    return await super.happened(operation?.kind === "message" ? takeForUnsent(happening) : happening);
  }
}

function takeForUnsent({ event, ...happening }: Happening): Happening {
  if (event.type !== "attempt_silent") return { ...happening, event };
  return { ...happening, event: { ...event, type: "attempt_not_sent" } };
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

/** No message says that a subscription was charged. */
function withoutCharges(provider: Provider): Provider {
  const { connector } = provider;
  const { subscriptions, notices } = connector;
  if (subscriptions === undefined || notices === undefined) return provider;
  const deaf: Connector<unknown> = {
    ...connector,
    subscriptions: {
      ...subscriptions,
      readInquiry: (...heard) => withoutCharge(subscriptions.readInquiry(...heard)),
      changes: Object.fromEntries(
        Object.entries(subscriptions.changes).map(([change, { request, read }]) => [
          change,
          { request, read: (...heard: Parameters<typeof read>) => withoutCharge(read(...heard)) },
        ]),
      ),
    },
    notices: {
      read: (...received) => {
        const notice = notices.read(...received);
        if (notice.about !== "subscription") return notice;
        return { ...notice, read: (order) => withoutCharge(notice.read(order)) };
      },
    },
  };
  return { ...provider, connector: deaf };
}

function withoutCharge(finding: SubscriptionFinding): SubscriptionFinding {
  return { ...finding, charges: [] };
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
  "a message that nobody answers for is sent again": { newEngine: (options) => new ForgetfulEngine(options) },
  "a connector does not read that a subscription was charged": { flawed: withoutCharges },
};
