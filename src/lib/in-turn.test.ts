import { expect, test } from "vitest";
import { InTurn } from "./in-turn.ts";

/** Work that ends when it is told to. */
function openWork(begun: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const work = () => {
    begun.push(name);
    return promise;
  };
  return { work, resolve, reject };
}

test("what has one key runs in the order in which it came, and what has another does not wait", async () => {
  const turns = new InTurn();
  const begun: string[] = [];
  const [first, second, other] = ["first", "second", "other"].map((name) => openWork(begun, name));
  if (first === undefined || second === undefined || other === undefined) throw new Error("No work.");
  const ran = turns.run("a", first.work);
  const ranSecond = turns.run("a", second.work);
  const ranOther = turns.run("b", other.work);
  other.resolve();
  await ranOther;
  expect(begun).toEqual(["first", "other"]);
  first.resolve();
  await ran;
  second.resolve();
  await ranSecond;
  expect(begun).toEqual(["first", "other", "second"]);
});

test("one that fails tells so, and the next has its turn all the same", async () => {
  const turns = new InTurn();
  const begun: string[] = [];
  const failing = openWork(begun, "failing");
  const ran = turns.run("a", failing.work);
  const next = turns.run("a", async () => void begun.push("next"));
  failing.reject(new Error("It failed."));
  await expect(ran).rejects.toThrow("It failed.");
  await next;
  expect(begun).toEqual(["failing", "next"]);
});
