import type { SimulatedAnswer } from "../../../connector/simulator.ts";

export function json(status: number, body: object): SimulatedAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Received, and nothing more is said. */
export function acknowledged(): SimulatedAnswer {
  return json(200, { success: true });
}

export function page(status: number, content: string): SimulatedAnswer {
  const body = `<!doctype html><html><body>${content}</body></html>`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

/** Sends the browser on. */
export function redirectTo(location: string): SimulatedAnswer {
  return { status: 302, headers: { location }, body: "" };
}
