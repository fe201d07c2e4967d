import type { Simulator } from "../../../connector/simulator.ts";
import { magicTokens } from "./billing/content-token.ts";
import { books, setBalance, wallets } from "./books.ts";
import { contradict } from "./contradiction.ts";
import { magicShortcuts } from "./customers/find.ts";
import { answerCall } from "./gateway/gateway.ts";
import { magicNumbers } from "./magic.ts";
import { act, phones, play } from "./phones.ts";
import { operations } from "./routes.ts";
import { credentials, magicApps, seedWorld } from "./seed-world.ts";
import { settings } from "./settings.ts";
import { perform, type Task } from "./tasks.ts";
import { magicVouchers } from "./vouchers.ts";

/** The platform and the systems behind it: apps, customers, wallets, airtime, subscriptions, phones and books. */
export const simulator: Simulator = {
  seed: seedWorld,
  handle: answerCall,
  perform: (host, task) => perform(host, task as Task),
  books,
  phones,
  act,
  credentials,
  operations: [
    { name: "token", leg: "call", method: "POST", path: "*/access*token" },
    ...operations,
    { name: "callback", leg: "callback", method: "POST", path: null },
  ],
  book_kinds: ["movement"],
  play,
  wallets,
  setBalance,
  contradict,
  magic: [...magicNumbers, ...magicShortcuts, ...magicTokens, ...magicVouchers, ...magicApps],
  settings,
  example: () => ({
    method: "POST",
    path: "/v1/customer/bill/debit?targetSystem=Pantheon",
    headers: { "x-api-key": credentials.client_id, "content-type": "application/json" },
    body: JSON.stringify({
      transactionId: "FIRST00001",
      contractingPartnerId: credentials.contracting_partner_id,
      platformPartnerId: credentials.platform_partner_id,
      contentToken: "HAKIKA-TOKEN-AIRTIME-0001",
      debitAmount: 1500,
      contentDescription: "First debit",
    }),
  }),
};
