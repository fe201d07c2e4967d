import { createHash, type Hash } from "node:crypto";

/** All that happened in a world, in its order. The digest tells whether two runs were the same. */
export class Trace {
  readonly #start_ms: number;
  readonly #print: ((line: string) => void) | undefined;
  readonly #hash: Hash = createHash("sha256");

  /** `print`: for people, who want to read it. */
  constructor(start_ms: number, print?: (line: string) => void) {
    this.#start_ms = start_ms;
    this.#print = print;
  }

  note(at: number, what: string): void {
    this.#hash.update(`${at} ${what}\n`);
    this.#print?.(`${sinceStart(at - this.#start_ms)}  ${what}`);
  }

  /** Closes the trace. */
  digest(): string {
    return this.#hash.digest("hex");
  }
}

/** `1 02:03:04.005`: day, hour, minute, second. */
function sinceStart(ms: number): string {
  const time = new Date(ms).toISOString().slice(11, 23);
  return `${Math.floor(ms / 86_400_000)} ${time}`;
}
