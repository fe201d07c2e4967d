import type { Exchange, HttpRequest } from "./http.ts";

/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What the sandbox lends to a simulator. Nothing else of the world reaches it. */
export interface SimulatorHost {
  /** Milliseconds since the epoch on the sandbox's clock, which tests can move. */
  now(): number;
  /** A whole number from 0 up to but not including `below`. */
  random(below: number): number;
  /** The simulator's own durable documents; they survive a killed process. */
  readonly records: Records;
  /** Has `perform` called with `task` when the sandbox's clock reaches `due_at`. Durable; several may be due at once. */
  schedule(due_at: number, task: Json): void;
  /** Resolves when so much of the sandbox's time has passed, for an answer that is held back. A restart forgets it, as it closes the connection. */
  wait(ms: number): Promise<void>;
  /** Calls the merchant's side, in real time whatever the sandbox's clock does. Never throws. */
  send(request: HttpRequest): Promise<Exchange>;
  /**
   * Says what the simulator thought: it stands in the journal beside the call or task that is being handled. Where the
   * thought is why a code was chosen, `code` is that code, as it stands on the wire.
   */
  note(thought: string, code?: string): void;
  /** A setting that a test or an operator can change, such as a provider that is down; undefined while unset. */
  setting(name: string): Json | undefined;
}

/** Durable documents by kind and id. Reads see the latest write. */
export interface Records {
  get<T extends Json>(kind: string, id: string): T | undefined;
  put(kind: string, id: string, document: Json): void;
  remove(kind: string, id: string): void;
  all<T extends Json>(kind: string): readonly (readonly [id: string, document: T])[];
}

export interface SimulatedRequest {
  readonly method: string;
  /** Path without the sandbox's own prefix, as the provider's real host would see it, for example `/api/v1/initiate`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What stood before `path` in the URL that was called, for links that lead back here; left out where nobody knows. */
  readonly base_url?: string;
}

export interface SimulatedAnswer {
  /**
   * One below 200 promises that another answer follows, and none does: without a body the caller waits on, with one, which
   * HTTP does not allow, the connection ends behind it.
   */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Status 102 goes out first, to say that the call was understood and that this answer will come. */
  readonly processing_first?: boolean;
}

/** One line of the provider's own books; the judge of money. Integer minor units. A record can hold it as it is. */
export type BookEntry = {
  readonly at_ms: number;
  /** `charge`: the payer was debited. `reversal`: the payer got it back. */
  readonly kind: "charge" | "reversal";
  /** The provider's name for the operation. */
  readonly provider_reference: string;
  readonly receipt: string;
  readonly amount_minor: string;
  readonly currency: string;
  readonly phone_number: string;
  /** The callback URL or reference of ours that the call carried, so that a judge can find the attempt. */
  readonly attempt: string;
};

/** What a person holding the phone can do. */
export const phoneActs = ["approve", "refuse", "wrong_pin", "ignore", "switch_off", "switch_on"] as const;
export type PhoneAct = (typeof phoneActs)[number];

export interface PhoneState {
  /** E.164 with `+`. */
  readonly phone_number: string;
  readonly switched_on: boolean;
  readonly balance_minor: string;
  readonly currency: string;
  /** What stands on the screen; null where nothing does. */
  readonly prompt: {
    readonly text: string;
    readonly expires_at_ms: number;
    readonly provider_reference: string;
  } | null;
  /** Text messages that the phone has received, oldest first; left out where the provider sends none. */
  readonly messages?: readonly { readonly at_ms: number; readonly text: string }[];
}

/** Money that somebody has with the provider: a payer's account, or a merchant's float. */
export interface WalletState {
  /** What the wallet is called by: a phone number (E.164 with `+`), or the provider's name for an account. */
  readonly wallet: string;
  readonly owner: "payer" | "merchant";
  readonly balance_minor: string;
  readonly currency: string;
}

/** One call that the provider takes, or one message that it sends, under a name that a fault can be asked for by. */
export interface SimulatedOperation {
  readonly name: string;
  /** `probe`: a request to the merchant's side that is no message, such as a test of a callback URL. Faults leave it alone. */
  readonly leg: "call" | "callback" | "probe";
  readonly method: string;
  /** As in `SimulatedRequest`, a star for any characters; null for what goes to the merchant, whose paths are their own. */
  readonly path: string | null;
}

/** A value that a caller can send to reach a case that no cause within a caller's reach produces. */
export interface MagicValue {
  /** Where it goes, for example `msisdn`. */
  readonly field: string;
  readonly value: string;
  /** What then happens, in one sentence. */
  readonly effect: string;
  /** The code that a caller will meet; null where it is not about a code. */
  readonly code: string | null;
  /** What the same case is asked for by, for a phone of one's own; left out where no phone can be put into it. */
  readonly name?: string;
}

/**
 * One provider, their side: wire-faithful, stateful, with books of its own. Written from the dossier alone: it imports
 * neither the connector nor its wire, codes or config, so that one person's misreading cannot sit on both sides.
 */
export interface Simulator {
  /** Called once for a new, empty world: accounts, shortcodes and subscribers that a newcomer can use at once. */
  seed(host: SimulatorHost): void;
  /** Answers on the provider's real paths. `hang` never answers, `reset` closes the connection without an answer. */
  handle(host: SimulatorHost, request: SimulatedRequest): Promise<SimulatedAnswer | "hang" | "reset">;
  /** A task that `schedule` promised. May come twice after a crash: whoever performs it checks what is already done. */
  perform(host: SimulatorHost, task: Json): Promise<void>;
  books(host: SimulatorHost): readonly BookEntry[];
  phones(host: SimulatorHost): readonly PhoneState[];
  /** Null where the phone has no use for the act, with nothing changed. */
  act(host: SimulatorHost, phone_number: string, act: PhoneAct): Promise<PhoneState | null>;
  /** The credentials of the seeded account that a development connection uses, in the shape of the provider's config. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly magic: readonly MagicValue[];
  /** Settings that `host.setting` knows, with what they do. */
  readonly settings: Readonly<Record<string, string>>;
  /** The setting that holds the merchant's callback URL; left out where each call carries one. */
  readonly callback_setting?: string;
  /** A first call that succeeds in a new world, for people to paste. `callback_url` accepts whatever is sent to it. */
  example(callback_url: string): ExampleCall;
  /** Left out: faults are asked for by method and path alone. */
  readonly operations?: readonly SimulatedOperation[];
  /** Kinds of records in which the books stand, so that the journal can tell which lines a call touched. */
  readonly book_kinds?: readonly string[];
  /** Puts a phone into the case of the magic value with this name. False where there is none for a phone. */
  play?(host: SimulatorHost, name: string, phone_number: string): boolean;
  wallets?(host: SimulatorHost): readonly WalletState[];
  /** Gives a wallet another balance; false where there is no such wallet. */
  setBalance?(host: SimulatorHost, wallet: string, balance_minor: string): boolean;
  /**
   * A message that says the opposite of the given callback, signed as the provider would sign it and with its
   * references; null where the request is no message about an outcome. Nothing is changed.
   */
  contradict?(host: SimulatorHost, callback: HttpRequest): HttpRequest | null;
}

export interface ExampleCall {
  readonly method: "GET" | "POST";
  /** With its query, if it has one. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}
