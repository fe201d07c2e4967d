import type { SimulatedAnswer } from "../../../connector/simulator.ts";

/** Thrown where a call ends before anything was done, and without an answer of the gateway. */
export class Interruption extends Error {
  readonly ending: SimulatedAnswer | "reset";

  constructor(ending: SimulatedAnswer | "reset", says: string) {
    super(says);
    this.ending = ending;
  }
}

const titles = { 500: "Internal Server Error", 502: "Bad Gateway" } as const;

/** What the web server in front of the gateway says by itself. */
export function failurePage(status: keyof typeof titles): SimulatedAnswer {
  const body = `<html><head><title>${status} ${titles[status]}</title></head><body><center><h1>${status} ${titles[status]}</h1></center></body></html>`;
  return { status, headers: { "content-type": "text/html" }, body };
}
