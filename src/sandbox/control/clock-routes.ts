import Type from "typebox";
import type { SandboxClock } from "../clock.ts";
import type { ControlServer } from "./control-server.ts";

/** A year: a slip of a few digits should not carry a world beyond every deadline. */
const ADVANCE_MS_MAX = 366 * 24 * 60 * 60 * 1000;

const Advance = Type.Object(
  { advance_ms: Type.Integer({ minimum: 0, maximum: ADVANCE_MS_MAX }) },
  { additionalProperties: false },
);

export function addClockRoutes(server: ControlServer, clock: SandboxClock): void {
  const read = (): object => ({
    now: new Date(clock.now()).toISOString(),
    now_ms: clock.now(),
    scale: clock.scale,
  });
  server.get("/_sandbox/clock", read);
  // Answers when everything that fell due on the way has happened.
  server.post("/_sandbox/clock", { schema: { body: Advance } }, async (request) => {
    await clock.advance(request.body.advance_ms);
    return read();
  });
}
