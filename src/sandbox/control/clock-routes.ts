import Type from "typebox";
import type { SandboxClock } from "../clock.ts";
import { Refusal } from "../refusals.ts";
import { worldNameOf } from "../world-name.ts";
import type { Worlds } from "../worlds.ts";
import { Time } from "./answers.ts";
import type { ControlServer } from "./control-server.ts";
import { strict, WorldHeader } from "./route-parts.ts";

/** A year: a slip of a few digits should not carry a world beyond every deadline. */
const ADVANCE_MS_MAX = 366 * 24 * 60 * 60 * 1000;

/** An hour in a second is 3,600; beyond this a timer of a millisecond jumps over minutes. */
const SCALE_MAX = 100_000;

const Move = Type.Object(
  {
    scale: Type.Optional(
      Type.Number({ minimum: 0, maximum: SCALE_MAX, description: "Times as fast as real time from now on." }),
    ),
    advance_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: ADVANCE_MS_MAX })),
  },
  { ...strict, minProperties: 1 },
);

export function addClockRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["Clock"];
  const read = { schema: { tags, summary: "Read the clock", headers: WorldHeader, response: { 200: Time } } };
  server.get("/_sandbox/clock", read, (request) => describe(clockOf(worlds, request)));

  const summary = "Move the clock: answers when everything that fell due on the way has happened";
  const move = { schema: { tags, summary, headers: WorldHeader, body: Move, response: { 200: Time } } };
  server.post("/_sandbox/clock", move, async (request) => {
    const clock = clockOf(worlds, request);
    const { scale, advance_ms } = request.body;
    if (scale !== undefined) setScale(clock, scale);
    if (advance_ms !== undefined) await clock.advance(advance_ms);
    return describe(clock);
  });
}

/** The main world's clock takes those of all others along; theirs move by themselves alone. */
function clockOf(
  worlds: Worlds,
  { headers }: { readonly headers: Parameters<typeof worldNameOf>[0] },
): SandboxClock {
  return worlds.clockOf(worldNameOf(headers));
}

function setScale(clock: SandboxClock, scale: number): void {
  if (clock.followed && scale < 1)
    throw new Refusal("clock_is_followed", `A gateway follows this clock, which cannot run at ${scale}.`);
  clock.setScale(scale);
}

function describe(clock: SandboxClock): Type.Static<typeof Time> {
  const now_ms = clock.now();
  return { now: new Date(now_ms).toISOString(), now_ms, scale: clock.scale };
}
