import { expect, test } from "vitest";
import type { CodeRow } from "../../src/catalogue/row.ts";
import { isFinalStatus } from "../../src/core/outcome.ts";
import { codeLedger } from "./code-ledger.ts";
import type { DevelopmentWorld } from "./development.ts";
import { seedRow } from "./seed-codes.ts";

type Body = ReturnType<typeof JSON.parse>;

/** What a merchant is told of an operation or a subscription: where it stands, and what happened to it. */
export interface Told {
  readonly shown: Body;
  readonly timeline: readonly Body[];
}

/** A code in a timeline, beside the row that read it. */
interface Met {
  readonly rule: string;
  readonly name: string;
  readonly row: CodeRow;
}

/**
 * Adds two tests to the end of a file: that whatever code came up led to what its row promises, and that these codes are
 * the ones that the file's ledger claims. Codes of what has not come to rest count for nothing.
 */
export function keepWalkedCodes(collect: () => Promise<readonly Told[]>): void {
  const ledger = codeLedger("walked");
  test("every code that came up led to what its row promises", async () => {
    for (const told of (await collect()).filter(atRest)) {
      for (const met of codesMet(told)) {
        expect(brokenPromises(told.shown, met), `${told.shown.id} met ${met.rule}`).toEqual([]);
        ledger.note(told.shown.provider, met.name);
      }
    }
  });
  ledger.keep();
}

/** All that the merchant of a world has asked for. */
export async function toldIn(world: DevelopmentWorld): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const kind of ["payments", "topups", "messages", "refunds", "subscriptions"]) {
    for (const shown of await listed(world, `/v1/${kind}`))
      told.push({ shown, timeline: (await world.api(`/v1/${kind}/${shown.id}/timeline`)).data });
  }
  return told;
}

async function listed(world: DevelopmentWorld, url: string): Promise<readonly Body[]> {
  const found: Body[] = [];
  let place = "";
  do {
    const { data, next_cursor } = await world.api(`${url}?limit=100${place}`);
    found.push(...data);
    place = next_cursor === null ? "" : `&cursor=${next_cursor}`;
  } while (place !== "");
  return found;
}

/** A subscription is nowhere on the way: it stands where it stands. */
function atRest({ shown: { id, status } }: Told): boolean {
  return id.startsWith("sub_") || status === "in_reconciliation" || isFinalStatus(status);
}

/** A code that its provider's connector read otherwise than its row says, because of what it stood beside, is left out. */
function codesMet({ timeline }: Told): readonly Met[] {
  return timeline.flatMap(({ detail }) => {
    const known = typeof detail.rule === "string" ? seedRow(detail.rule) : undefined;
    return known !== undefined && isReadSo(detail, known.row) ? [{ ...known, rule: detail.rule }] : [];
  });
}

/** An answer about a question of ours says nothing of the money. */
function isReadSo(detail: Body, { category, reason, finality, money }: CodeRow): boolean {
  const told = detail.about === "call" ? { category, reason } : { category, reason, finality, money };
  return Object.entries(told).every(([name, value]) => detail[name] === value);
}

/** Where this row is the last word, the outcome is the row's; and only a row that is final may have settled anything. */
function brokenPromises({ id, status, outcome }: Body, { rule, row }: Met): readonly string[] {
  const isSubscription = id.startsWith("sub_");
  if (outcome.basis.rule !== rule || !(isSubscription || isFinalStatus(status))) return [];
  const { category, reason, money, disclosure, finality } = row;
  // What a subscription has charged is told by its payments, and where it stands by more than its money.
  const words = isSubscription ? { category, reason, disclosure } : { category, reason, disclosure, money };
  const problems = Object.entries(words)
    .filter(([name, value]) => outcome[name] !== value)
    .map(([name, value]) => `the outcome's ${name} is ${outcome[name]} and not ${value}`);
  if (money === "unknown" && outcome.safe_to_charge_again) problems.push("it is safe to charge again");
  if (isSubscription) return problems;
  if (finality !== "final") problems.push(`it is ${status}, although the row is ${finality}`);
  if (money !== "none" && (money === "moved") !== (status === "succeeded"))
    problems.push(`it is ${status}, although the money is ${money}`);
  return problems;
}
