import { describe, expect, test } from "vitest";
import { bases } from "../../src/core/outcome.ts";
import { conversationsOf, lineOf } from "./conversations/conversation.ts";
import { namesHeld, namesOfOurs, operationsHeld } from "./conversations/coverage.ts";
import { differencesOfOurs } from "./conversations/play-ours.ts";
import { differencesOfTheirs } from "./conversations/play-theirs.ts";
import { hmacOf, signingOf } from "./conversations/signing.ts";
import { providers } from "./ways.ts";

/** Connector and simulator are written apart from each other, and both are held against the same literal messages. */
describe.each(providers.map((provider) => [provider.name, provider] as const))("%s", (_name, provider) => {
  const all = conversationsOf(provider);
  const lines = all.map((conversation) => [conversation.says, lineOf(conversation, all)] as const);

  test("has a literal message of every call and callback that its connector knows", () => {
    const held = namesHeld(all);
    expect(namesOfOurs(provider).filter((name) => !held.includes(name))).toEqual([]);
  });

  test("has a literal message of every call that its simulator takes, and of all that it sends", () => {
    const names = (provider.simulator.operations ?? []).map(({ name }) => name);
    const held = operationsHeld(provider, all);
    expect(names.filter((name) => !held.includes(name))).toEqual([]);
  });

  test("says of each message where it was read, and how well that is founded", () => {
    const read = all.flatMap(({ messages }) => messages).filter((step) => "request" in step);
    expect(read.filter(({ source, basis }) => source === "" || !bases.includes(basis))).toEqual([]);
  });

  test.each(lines)("our side builds and understands it to the letter: %s", (_says, line) => {
    expect(differencesOfOurs(provider, line)).toEqual([]);
  });

  test.each(lines)("their side answers and sends it in the same form: %s", async (_says, line) => {
    expect(await differencesOfTheirs(provider, line)).toEqual([]);
  });

  test("its signatures, where it has any, are those of a third program", () => {
    const signing = signingOf(provider);
    for (const { name, text, body, signature } of signing?.vectors ?? [])
      expect(hmacOf(text ?? body ?? "", signing ?? expect.fail()), name).toBe(signature);
  });
});
