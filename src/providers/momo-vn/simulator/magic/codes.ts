import type { Fault } from "../faults.ts";
import type { Obstacle, Payer } from "../payers.ts";
import type { ResultCode } from "../result-codes.ts";
import { type MagicPayer, OPENING_BALANCE } from "./magic-payer.ts";

type Case = Pick<MagicPayer, "name" | "effect" | "payer" | "balance">;

const approves = { habit: "approve" } as const satisfies Partial<Payer>;

/** Numbers that end in the code that a caller meets. Mere labels: the same causes work for any other number. */
const cases: Readonly<Record<string, Case>> = {
  "0900000010": refused(10),
  "0900000011": refused(11),
  "0900000012": refused(12),
  "0900000013": refused(13),
  "0900000020": refused(20),
  "0900000021": refused(21),
  "0900000022": refused(22),
  "0900000040": refused(40),
  "0900000041": refused(41),
  "0900000042": refused(42),
  "0900000043": refused(43),
  "0900000045": refused(45),
  "0900000047": refused(47),
  "0900002019": refused(2019),
  "0900000001": { name: "pays", effect: "Pays.", payer: approves, balance: OPENING_BALANCE },
  "0900000098": suffers("qr_fails", "The QR code cannot be made; the order is dead."),
  "0900000099": suffers("unknown_error", "Confirms, and the payment ends without further detail."),
  "0900001001": {
    name: "no_money",
    effect: "Confirms, and has no money, neither in the wallet nor on the domestic card.",
    payer: { ...approves, card: "9704000000000034" },
    balance: 0,
  },
  "0900001002": hindered("issuer_refuses", "The bank behind the wallet refuses."),
  "0900001003": suffers("hold_runs_out_early", "Confirms; a two-step payment is released a minute later."),
  "0900001004": hindered("limit_reached", "Has paid as much today as a wallet may."),
  "0900001005": {
    name: "does_not_answer",
    effect: "Lets the link run out.",
    payer: { habit: "ignore" },
  },
  "0900001006": { name: "declines", effect: "Declines.", payer: { habit: "refuse" } },
  "0900001007": hindered("wallet_inactive", "The wallet is not active."),
  "0900001026": hindered("promotion_rules", "Barred by the rules of a promotion."),
  "0900001080": suffers("refund_fails", "Pays; a refund fails while it is processed."),
  "0900001088": suffers("refund_not_possible", "Pays; the payment cannot be refunded."),
  "0900004001": hindered("account_restricted", "The account is restricted."),
  "0900004002": hindered("not_verified", "Not verified against the national database."),
  "0900004100": {
    name: "cannot_log_in",
    effect: "Types a wrong password three times.",
    payer: { habit: "wrong_pin" },
  },
  "0900007000": suffers("slow_processing", "Confirms; ten minutes pass at 7000, or at 7002 for a card."),
  "0900009000": suffers("authorized_first", "Pays; a one-step payment is at 9000 for half a minute first."),
};

export const payersByCode: readonly MagicPayer[] = Object.entries(cases).map(([phone, magic]) => ({
  ...magic,
  phone,
  code: codeOf(phone),
}));

/** The last four digits; 1 is the label of 0, whose own number belongs to an ordinary payer. */
function codeOf(phone: string): string {
  const code = Number(phone.slice(-4));
  return String(code === 1 ? 0 : code);
}

function refused(code: ResultCode): Case {
  const effect = "The order is refused.";
  return { name: `refused_with_${code}`, effect, payer: { refused_with: code } };
}

function suffers(fault: Fault, effect: string): Case {
  return { name: fault, effect, payer: { ...approves, faults: [fault] } };
}

function hindered(obstacle: Obstacle, effect: string): Case {
  return { name: obstacle, effect, payer: { ...approves, obstacle } };
}
