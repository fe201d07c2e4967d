import { expect } from "vitest";
import { type Fixture, fieldsOf, fixturesOf, readJson } from "../fixtures.ts";
import type { Stage } from "../stage/stage.ts";
import type { Way } from "../ways.ts";
import type { Check, Checks } from "./check.ts";

/**
 * The simulator says what it says in the form in which the provider was seen to say it: the same fields, with values of
 * the same types, whenever the code is the same.
 */
export const wireForms: Checks = (way) => {
  const literal = literalAnswers(way);
  expect(literal.map(({ name }) => name).sort(), "fixtures that payers.ts names").toEqual(
    [...(way.habits.answered ?? [])].sort(),
  );
  return [literal.length === 0 ? notSeen(way) : asSeen(way, literal)];
};

function asSeen(way: Way, literal: readonly Fixture[]): Check {
  const names = literal.map(({ name }) => name).join(", ");
  return {
    says: `is answered by the simulator in the form of the provider's own answers (${names})`,
    run: async (stage) => {
      const compared = answersOf(way, stage).flatMap((answer) => {
        const alike = literal.filter((fixture) => saysTheSame(fixture, answer));
        return alike.length === 0 ? [] : [{ answer, alike }];
      });
      expect(compared.length, "answers that say the same as one of these fixtures").toBeGreaterThan(0);
      for (const { answer, alike } of compared) {
        const fields = fieldsOf(answer);
        const strange = alike.map(({ name, body }) => ({
          name,
          missing: fieldsOf(readJson(body)).filter((field) => !fields.includes(field)),
        }));
        const nearest = strange.toSorted((one, other) => one.missing.length - other.missing.length)[0];
        expect(nearest?.missing, `${nearest?.name}: ${JSON.stringify(answer)}`).toEqual([]);
      }
    },
  };
}

function notSeen(way: Way): Check {
  return {
    says: `is answered in JSON by the simulator, though no literal answer of ${way.provider.name} to it was found`,
    run: async (stage) => {
      const answers = answersOf(way, stage);
      expect(answers.length).toBeGreaterThan(0);
      expect(answers).not.toContain(null);
    },
  };
}

function literalAnswers({ provider, habits: { answered = [] } }: Way): readonly Fixture[] {
  return fixturesOf(provider).filter(({ name }) => answered.includes(name));
}

function answersOf({ provider, habits }: Way, { wire }: Stage): readonly unknown[] {
  return wire.answers
    .filter((one) => one.provider === provider.id && one.call === habits.charges)
    .map(({ answer }) => readJson(Buffer.from(answer.body).toString()));
}

/** Whether both say the same: code and status, or, where a message has neither, the same field. */
function saysTheSame({ code, body }: Fixture, answer: unknown): boolean {
  const wordAt = (name: string) => new RegExp(`"${name}":"([^"]+)"`).exec(body)?.[1];
  const words = [code ?? wordAt("code"), wordAt("status")].filter((word) => word !== undefined);
  const [field = ""] = Object.keys(Object(readJson(body)));
  return words.length === 0
    ? Object.hasOwn(Object(answer), field)
    : words.every((word) => valuesIn(answer).includes(String(word).toLowerCase()));
}

function valuesIn(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null
    ? Object.values(value).flatMap(valuesIn)
    : [String(value).toLowerCase()];
}
