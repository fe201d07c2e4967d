import type { Simulator } from "../connector/simulator.ts";
import type { FaultWish } from "./faults/fault.ts";
import { Refusal } from "./refusals.ts";
import type { World } from "./world.ts";

/** A case that can be asked for by its name, by a magic value in a call, or by either. */
export interface Scenario {
  /** Null: works with every provider. */
  readonly provider: string | null;
  readonly name: string | null;
  /** The magic value, and the field that it goes into. */
  readonly field: string | null;
  readonly value: string | null;
  readonly effect: string;
  /** The code that a caller will meet; null where it is not about a code. */
  readonly code: string | null;
}

/** Faults of the network under names, which every provider can meet. */
const faultScenarios: Readonly<Record<string, { readonly effect: string; readonly fault: FaultWish }>> = {
  call_lost: {
    effect: "The call never reaches the provider, and nobody answers it.",
    fault: { kind: "drop", effect: "before" },
  },
  answer_lost: { effect: "The call has its effect, and nobody answers it.", fault: { kind: "drop" } },
  answer_late: { effect: "The answer comes half a minute late.", fault: { kind: "delay" } },
  reset_before_effect: {
    effect: "The connection is reset, and nothing happens.",
    fault: { kind: "reset", effect: "before" },
  },
  reset_after_effect: {
    effect: "The connection is reset after the call had its effect.",
    fault: { kind: "reset" },
  },
  answer_truncated: { effect: "The answer breaks off after ten bytes.", fault: { kind: "truncate" } },
  answer_garbage: { effect: "The answer is bytes that mean nothing.", fault: { kind: "garbage" } },
  html_page: {
    effect: "An HTML page with status 502 comes after the call had its effect.",
    fault: { kind: "html" },
  },
  error_before_effect: {
    effect: "Status 503, and nothing happens.",
    fault: { kind: "server_error", effect: "before" },
  },
  error_after_effect: {
    effect: "Status 503 after the call had its effect.",
    fault: { kind: "server_error" },
  },
  answer_trickles: { effect: "The answer comes at one byte a second.", fault: { kind: "trickle" } },
  answer_floods: { effect: "The answer has a body of 50 MB.", fault: { kind: "flood" } },
  callback_lost: {
    effect: "The callback is lost, and the provider sends it again as it usually does.",
    fault: { kind: "drop_callback" },
  },
  callback_never: {
    effect: "The callback is lost, and the provider believes that it was received.",
    fault: { kind: "drop_callback", acknowledged: true },
  },
  callback_late: { effect: "The callback comes a minute late.", fault: { kind: "delay_callback" } },
  callback_twice: { effect: "The callback comes twice.", fault: { kind: "double_callback" } },
  callback_overtaken: { effect: "The next callback comes before it.", fault: { kind: "reorder_callbacks" } },
  callback_altered: {
    effect: "The callback's amount is changed on the way.",
    fault: { kind: "alter_callback" },
  },
  callback_forged: {
    effect: "A forged callback comes before the true one.",
    fault: { kind: "forge_callback" },
  },
  callback_contradicted: {
    effect: "A second callback says the opposite, rightly signed.",
    fault: { kind: "contradict_callback" },
  },
};

/** Everything that can be played, the providers' own first. */
export function listScenarios(
  simulators: Iterable<readonly [id: string, Pick<Simulator, "magic">]>,
): readonly Scenario[] {
  const own = [...simulators].flatMap(([provider, { magic }]) =>
    magic.map(({ name = null, field, value, effect, code }) => ({
      provider,
      name,
      field,
      value,
      effect,
      code,
    })),
  );
  const general = Object.entries(faultScenarios).map(([name, { effect }]) => {
    return { provider: null, name, field: null, value: null, effect, code: null };
  });
  return [...own, ...general];
}

export interface Play {
  readonly name: string;
  /** Whose phone; for a scenario of the provider's own. */
  readonly phone_number?: string;
  /** For how many calls or callbacks; for a fault. */
  readonly count?: number;
}

/** Has the next call, the next callback or a phone go through the scenario. */
export async function playScenario(world: World, { name, phone_number, count = 1 }: Play): Promise<void> {
  if (Object.hasOwn(faultScenarios, name)) {
    const fault = faultScenarios[name]?.fault;
    if (fault !== undefined) world.faults.add([{ ...fault, count }]);
    return;
  }
  const known = world.simulator.magic.some((magic) => magic.name === name);
  if (!known) throw new Refusal("unknown_scenario", `There is no scenario ${name} here.`);
  if (phone_number === undefined)
    throw new Refusal("scenario_needs_phone", `The scenario ${name} is about the holder of a phone.`);
  if (!(await world.play(name, phone_number)))
    throw new Refusal("unknown_scenario", `The scenario ${name} cannot be played by a phone.`);
}
