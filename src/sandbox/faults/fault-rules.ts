import type { Records, SimulatedOperation } from "../../connector/simulator.ts";
import { drawFrom } from "./chance.ts";
import {
  type CallbackFault,
  type CallFault,
  type Fault,
  type FaultRule,
  type FaultWish,
  isCallbackRule,
  isCallRule,
  ruleFrom,
} from "./fault.ts";
import { declaredOperation, isWanted, type Passing } from "./operation-match.ts";

const RULE = "_fault";
const CHANCE = "_chance";

/** Where chance begins unless somebody wants another beginning: the same run has the same faults every time. */
const SEED_USUAL = 1;

/** The faults of one world. They stand in its records, so that a restart, a snapshot and a reset cover them too. */
export class FaultRules {
  private readonly records: Records;
  private readonly operations: readonly SimulatedOperation[];

  private readonly changed: () => void;

  /** `changed` is told whenever somebody has asked for other rules. */
  constructor(records: Records, operations: readonly SimulatedOperation[], changed: () => void) {
    this.records = records;
    this.operations = operations;
    this.changed = changed;
  }

  list(): readonly FaultRule[] {
    return this.records.all<FaultRule>(RULE).map(([, rule]) => rule);
  }

  /** The given rules and no others hold from now on, and chance begins anew. */
  replace(wishes: readonly FaultWish[], seed = SEED_USUAL): void {
    for (const { id } of this.list()) this.records.remove(RULE, String(id));
    this.records.put(CHANCE, RULE, seed);
    this.add(wishes);
  }

  add(wishes: readonly FaultWish[]): void {
    let id = Math.max(0, ...this.list().map((rule) => rule.id));
    for (const wish of wishes) this.put(ruleFrom(wish, ++id));
    this.changed();
  }

  /** False where there is no such rule. */
  remove(id: number): boolean {
    if (this.records.get(RULE, String(id)) === undefined) return false;
    this.records.remove(RULE, String(id));
    this.changed();
    return true;
  }

  /** The first rule that the call meets, if one does. It counts as used. */
  strikeCall(call: Omit<Passing, "leg">): FaultRule<CallFault> | undefined {
    const rules = this.list();
    // Most calls of most worlds: there is nothing to look for.
    if (rules.length === 0) return undefined;
    return this.strike(rules.filter(isCallRule), { ...call, leg: "call" });
  }

  /** The same for a message to the merchant. */
  strikeCallback(message: Omit<Passing, "leg">): FaultRule<CallbackFault> | undefined {
    return this.strike(this.list().filter(isCallbackRule), { ...message, leg: "callback" });
  }

  /** True of what goes to the merchant and is no message, such as a test of a callback URL. */
  isProbe(passing: Omit<Passing, "leg">): boolean {
    return declaredOperation(this.operations, { ...passing, leg: "callback" })?.leg === "probe";
  }

  private strike<Kind extends Fault>(
    rules: readonly FaultRule<Kind>[],
    passing: Passing,
  ): FaultRule<Kind> | undefined {
    if (rules.length === 0) return undefined;
    const declared = declaredOperation(this.operations, passing);
    const struck = rules.find(
      (rule) =>
        rule.count !== 0 &&
        (rule.operation === null || isWanted(rule.operation, passing, declared)) &&
        (rule.probability === 1 || this.draw() < rule.probability),
    );
    if (struck !== undefined) this.put(used(struck));
    return struck;
  }

  private put(rule: FaultRule): void {
    this.records.put(RULE, String(rule.id), { ...rule });
  }

  private draw(): number {
    const { drawn, state } = drawFrom(this.records.get<number>(CHANCE, RULE) ?? SEED_USUAL);
    this.records.put(CHANCE, RULE, state);
    return drawn;
  }
}

function used(rule: FaultRule): FaultRule {
  return { ...rule, fired: rule.fired + 1, count: rule.count === null ? null : rule.count - 1 };
}
