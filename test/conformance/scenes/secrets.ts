import { expect } from "vitest";
import type { Way } from "../ways.ts";
import type { Scenes } from "./scene.ts";

/** What the API tells is read by many: logs, tools, people who help. */
export const secrets: Scenes = (way) => [
  {
    says: "shows neither a credential of the connection nor the whole phone number, wherever it is told of",
    begin: (stage) => stage.play(way),
    check: async ({ played, stage, operation, timeline, attempts }) => {
      const { data } = await stage.world.api(`/v1/events?operation=${played.id}&limit=50`);
      const told = JSON.stringify([operation, timeline, attempts, data], withoutPages);
      expect(told).toContain(operation.phone_number);
      for (const [name, value] of Object.entries(credentialsOf(way))) expect(told, name).not.toContain(value);
      // Some providers leave out the country, and put a zero in its place.
      expect(told).not.toContain(played.phone_number.slice(4));
    },
  },
];

/** The payer's own page may know their number, and its address is for nobody else. */
function withoutPages(name: string, value: unknown): unknown {
  return name === "url" ? undefined : value;
}

/** What is shorter may stand there by chance, such as a user name that is a word. */
const LENGTH_TELLING = 8;

function credentialsOf({ provider: { config, simulator } }: Way): Readonly<Record<string, string>> {
  const own = Object.entries(simulator.credentials).filter(
    ([name, value]) => (config.secrets as readonly string[]).includes(name) && value.length >= LENGTH_TELLING,
  );
  expect(own.length, "the provider declares which of its settings are secret").toBeGreaterThan(0);
  return Object.fromEntries(own);
}
