/** Everything that the sandbox itself refuses, as against a provider in it, with what to do about it. */
const refusals = {
  invalid_request: { status: 400, fix: "Send a JSON body with the fields that the message names." },
  unknown_path: {
    status: 404,
    fix: "Begin at GET /_sandbox/providers; it names every provider and its settings.",
  },
  unknown_provider: { status: 404, fix: "Take one of the ids of GET /_sandbox/providers." },
  body_too_large: { status: 413, fix: "Send a body of the size that the provider's documents show." },
  unknown_phone: {
    status: 404,
    fix: "Call a number of GET /_sandbox/{provider}/phones, written with a plus sign.",
  },
  unknown_setting: { status: 422, fix: "Take the names of settings from GET /_sandbox/providers." },
  no_use_for_act: {
    status: 409,
    fix: "Look at GET /_sandbox/{provider}/phones: without a prompt on the screen there is nothing to answer.",
  },
  unknown_fault: { status: 404, fix: "Take an id of GET /_sandbox/{provider}/faults." },
  unknown_operation: {
    status: 422,
    fix: "Take a name of operations from GET /_sandbox/providers, or a path such as POST /api/*.",
  },
  unknown_scenario: { status: 404, fix: "Take a name from GET /_sandbox/scenarios." },
  scenario_needs_phone: {
    status: 422,
    fix: "Send the phone_number whose holder shall behave so, such as +254712345678.",
  },
  unknown_wallet: { status: 404, fix: "Take a wallet of GET /_sandbox/{provider}/wallets." },
  unknown_snapshot: { status: 404, fix: "Take a name of GET /_sandbox/{provider}/snapshots." },
  too_many_snapshots: { status: 409, fix: "Remove one first: DELETE /_sandbox/{provider}/snapshots/{name}." },
  invalid_world: {
    status: 400,
    fix: "Name a world with up to 64 small letters, digits, dashes and underscores.",
  },
  unknown_world: { status: 404, fix: "Take a name of GET /_sandbox/worlds." },
  world_exists: {
    status: 409,
    fix: "Remove it first, DELETE /_sandbox/worlds/{name}, or take another name.",
  },
  too_many_worlds: { status: 409, fix: "Remove worlds that are done with: DELETE /_sandbox/worlds/{name}." },
  nowhere_to_keep: { status: 409, fix: "Start the sandbox with a folder for its records: --data <folder>." },
  clock_is_followed: {
    status: 409,
    fix: "Take a scale of 1 or more: the gateway that follows this clock cannot be held back.",
  },
  sandbox_failed: {
    status: 500,
    fix: "Look at the sandbox's standard error; this is a mistake in the sandbox.",
  },
} as const satisfies Record<string, { readonly status: number; readonly fix: string }>;

type RefusalCode = keyof typeof refusals;

export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }

  get status(): number {
    return refusals[this.code].status;
  }

  get body(): {
    readonly error: { readonly code: RefusalCode; readonly message: string; readonly fix: string };
  } {
    return { error: { code: this.code, message: this.message, fix: refusals[this.code].fix } };
  }
}
