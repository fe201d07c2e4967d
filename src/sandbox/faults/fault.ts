/** Whether a call has its effect in the provider's world although it is not answered rightly. */
type Effect = "before" | "after";

/** What makes of a good answer a bad one. */
export type SpoilingFault =
  | { readonly kind: "garbage"; readonly bytes: number }
  | { readonly kind: "truncate"; readonly bytes: number }
  | { readonly kind: "trickle"; readonly ms: number }
  | { readonly kind: "flood"; readonly bytes: number };

/** What can go wrong between the caller and the provider's answer. */
export type CallFault =
  | { readonly kind: "delay"; readonly effect: Effect; readonly ms: number }
  | { readonly kind: "drop"; readonly effect: Effect }
  | { readonly kind: "reset"; readonly effect: Effect }
  | { readonly kind: "html"; readonly effect: Effect; readonly status: number }
  | { readonly kind: "server_error"; readonly effect: Effect; readonly status: number }
  | SpoilingFault;

/** What can go wrong with a message from the provider to the merchant. */
export type CallbackFault =
  | { readonly kind: "drop_callback"; readonly acknowledged: boolean }
  | { readonly kind: "delay_callback"; readonly ms: number }
  | { readonly kind: "double_callback"; readonly ms: number }
  | { readonly kind: "reorder_callbacks"; readonly ms: number }
  | { readonly kind: "alter_callback"; readonly find: string; readonly replace: string }
  | { readonly kind: "forge_callback" }
  | { readonly kind: "contradict_callback" };

export type Fault = CallFault | CallbackFault;

/** On which calls or callbacks, and how often. */
type Scope = {
  /** A name that the simulator declares, or a path such as `/api/*`, with a method before it or without; null: all. */
  readonly operation: string | null;
  readonly probability: number;
  /** How many more times; null: until the rule is taken away. */
  readonly count: number | null;
};

/** What somebody asks for; what is left out has a default. */
export type FaultWish = Partial<Scope> & WishOf<Fault>;
type WishOf<Some> = Some extends { readonly kind: string } ? Pick<Some, "kind"> & Partial<Some> : never;

/** What holds. */
export type FaultRule<Kind extends Fault = Fault> = Kind &
  Scope & { readonly id: number; readonly fired: number };

export type ParameterSchema = Readonly<Record<string, unknown>> & { readonly default: unknown };

export interface KindOfFault {
  readonly leg: "call" | "callback";
  readonly says: string;
  /** As JSON Schema, each with its default. */
  readonly parameters: Readonly<Record<string, ParameterSchema>>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const BYTES_MAX = 1024 * 1024 * 1024;

const effect = {
  enum: ["before", "after"],
  default: "after",
  description: "Before the call has its effect at the provider, which it then never has, or after it.",
};
const ms = (usual: number, description: string) => ({
  type: "integer",
  minimum: 0,
  maximum: DAY_MS,
  default: usual,
  description,
});
const bytes = (usual: number, description: string) => ({ ...ms(usual, description), maximum: BYTES_MAX });
const status = (usual: number) => ({
  ...ms(usual, "The status of the answer."),
  minimum: 200,
  maximum: 599,
});

/** Each kind with its parameters and their defaults. */
export const kindsOfFault: { readonly [Kind in Fault["kind"]]: KindOfFault } = {
  delay: {
    leg: "call",
    says: "The answer comes late.",
    parameters: { effect, ms: ms(30_000, "How late, on the sandbox's clock.") },
  },
  drop: {
    leg: "call",
    says: "The call is never answered; the connection stays open.",
    parameters: { effect },
  },
  reset: { leg: "call", says: "The connection is reset instead of an answer.", parameters: { effect } },
  html: {
    leg: "call",
    says: "An HTML page comes instead of the answer.",
    parameters: { effect, status: status(502) },
  },
  server_error: {
    leg: "call",
    says: "A server error with a line of text comes instead of the answer.",
    parameters: { effect, status: status(503) },
  },
  garbage: {
    leg: "call",
    says: "The answer's status and headers, and a body of bytes that mean nothing.",
    parameters: { bytes: bytes(64, "How many.") },
  },
  truncate: {
    leg: "call",
    says: "The answer breaks off in the middle, and the connection with it.",
    parameters: { bytes: bytes(10, "How many bytes of the body still come.") },
  },
  trickle: {
    leg: "call",
    says: "The answer comes byte by byte.",
    parameters: { ms: ms(1_000, "From one byte to the next, on the sandbox's clock.") },
  },
  flood: {
    leg: "call",
    says: "The answer's status and headers, and an enormous body.",
    parameters: { bytes: bytes(50 * 1024 * 1024, "How large.") },
  },
  drop_callback: {
    leg: "callback",
    says: "The callback is lost on its way.",
    parameters: {
      acknowledged: {
        type: "boolean",
        default: false,
        description: "True: the provider believes that it was received, and does not send it again.",
      },
    },
  },
  delay_callback: {
    leg: "callback",
    says: "The callback comes late; the provider believes that it was received.",
    parameters: { ms: ms(60_000, "How late, on the sandbox's clock.") },
  },
  double_callback: {
    leg: "callback",
    says: "The callback comes twice, byte for byte.",
    parameters: { ms: ms(1_000, "From the first to the second, on the sandbox's clock.") },
  },
  reorder_callbacks: {
    leg: "callback",
    says: "The callback waits until another one has gone before it; the provider believes that it was received.",
    parameters: { ms: ms(60_000, "How long it waits for another one, on the sandbox's clock.") },
  },
  alter_callback: {
    leg: "callback",
    says: "Somebody on the way changes the message, and the signature stays as it was.",
    parameters: {
      find: { type: "string", default: "", description: "What is replaced; empty: a digit of the amount." },
      replace: { type: "string", default: "", description: "What it is replaced by." },
    },
  },
  forge_callback: {
    leg: "callback",
    says: "Before the callback comes one from somebody else, with the opposite outcome where the simulator can tell it, and without a valid signature.",
    parameters: {},
  },
  contradict_callback: {
    leg: "callback",
    says: "After the callback the provider sends one with the opposite outcome, rightly signed.",
    parameters: {},
  },
};

const scope: Scope = { operation: null, probability: 1, count: null };

/** With every default filled in. */
export function ruleFrom(wish: FaultWish, id: number): FaultRule {
  const { parameters } = kindsOfFault[wish.kind];
  const usual = Object.entries(parameters).map(([name, schema]) => [name, schema.default]);
  return { ...scope, ...Object.fromEntries(usual), ...wish, id, fired: 0 };
}

export function isCallRule(rule: FaultRule): rule is FaultRule<CallFault> {
  return kindsOfFault[rule.kind].leg === "call";
}

export function isCallbackRule(rule: FaultRule): rule is FaultRule<CallbackFault> {
  return kindsOfFault[rule.kind].leg === "callback";
}
