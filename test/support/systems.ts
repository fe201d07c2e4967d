import type { Provider } from "../../src/connector/provider.ts";
import type { Json } from "../../src/connector/simulator.ts";
import { heldWallets, linkedWallets, wallets } from "./systems/momo.ts";
import { payments } from "./systems/mpesa.ts";
import { airtime, newsletters, prompts, refills } from "./systems/mtn.ts";
import { topups } from "./systems/nellobytes.ts";
import { dailyNews, phoneBills, texts } from "./systems/sla.ts";

/** A provider as the faults meet it: how to ask for something there, and how fast things go where nobody can wait. */
export interface System {
  readonly provider: Provider;
  readonly kind: "payment" | "topup" | "message" | "subscription";
  /** Names a world of its own at its provider, whose time can be let pass alone; left out: the one that all others share. */
  readonly world?: string;
  /** A number that no test has asked for; E.164 with `+`. */
  phoneNumber(count: number): string;
  wish(phone_number: string): object;
  /** Whether a call to the provider is one that starts something there. */
  starts(path: string): boolean;
  /** Settings of the simulator with which everything takes a sixtieth of its time, and nobody counts calls. */
  readonly quick: Readonly<Record<string, Json>>;
  /** Setting under which no callback comes; empty where none is sent anyway. */
  readonly mute: Readonly<Record<string, Json>>;
  /** Cases of the simulator's that a phone can be put into, the usual ones more than once. */
  readonly people: readonly [string | null, ...(string | null)[]];
  /** What its merchant asks next of one that stands so; left out: it ends by itself. */
  readonly next?: {
    readonly at: "awaiting_payer" | "reserved" | "pending";
    readonly ask: "confirm" | "capture";
    readonly body?: object;
  };
  /** Parts of each payment that are given back; no two are alike, so that each is told from the others in the books. */
  readonly gives_back?: readonly Amount[];
  /**
   * Who charges a subscription that runs: its merchant so much, once, or the provider again and again, who tells of each
   * time. Left out: the provider when it begins, who tells of nothing.
   */
  readonly charged?: Amount | "daily";
}

interface Amount {
  readonly value: string;
  readonly currency: string;
}

/** One that is called once and then tells the end, for each kind. */
export const systems = [payments, topups] as const;

/** Every provider, in each of the ways in which money moves there, and messages, with which none does. */
export const everySystem = [
  ...systems,
  ...[wallets, heldWallets, linkedWallets],
  ...[prompts, airtime, refills, newsletters],
  ...[phoneBills, dailyNews, texts],
] as const;
