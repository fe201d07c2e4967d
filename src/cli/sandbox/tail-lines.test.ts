import { expect, test } from "vitest";
import { recordingTerminal } from "../recording-terminal.ts";
import { type TailEntry, tailLines } from "./tail-lines.ts";

const { terminal } = recordingTerminal();

const nothing = { thoughts: [], codes: [], changes: [], books: [], faults: [], sent: [] };
const call: TailEntry = {
  provider: "toy",
  number: 1,
  at: "2026-07-15T09:12:25.318Z",
  cause: { call: { method: "POST", path: "/pay", headers: {}, body: "" } },
  ...nothing,
  end: { status: 422, headers: {}, body: "" },
};
const request = { method: "POST", url: "http://127.0.0.1/hook", headers: {}, body: "" };

test("a call, its answer, its codes and why", () => {
  expect(tailLines({ ...call, codes: ["E13"], thoughts: ["E13: not today."] }, terminal)).toBe(
    "09:12:25  toy  POST /pay, answered 422 E13\n          E13: not today.",
  );
});

test.each([
  ["hang", "POST /pay, never answered"],
  ["reset", "POST /pay, connection reset"],
  ["unheard", "POST /pay, never reached the provider"],
  ["under_way", "POST /pay, not answered yet"],
  [{ failed: "a mistake" }, "POST /pay, the simulator failed: a mistake"],
] as const)("an end such as %j", (end, says) => {
  expect(tailLines({ ...call, end }, terminal)).toBe(`09:12:25  toy  ${says}`);
});

test.each([
  [{ task: { do: "answer_by_habit", push_id: "1" } }, "goes on: answer by habit"],
  [{ task: null }, "goes on"],
  [{ passed_on: "callback" }, "passes on a callback that was held back"],
  [{ act: "wrong_pin", phone_number: "+254******000" }, "+254******000: wrong pin"],
  [{ act: "balance 0", wallet: "float" }, "float: balance 0"],
] as const)("a cause such as %j", (cause, says) => {
  expect(tailLines({ ...call, cause, end: "done" }, terminal)).toBe(`09:12:25  toy  ${says}`);
});

test("faults, what was sent, and the books", () => {
  const entry: TailEntry = {
    ...call,
    faults: [{ id: 3, kind: "double_callback" }],
    sent: [
      { request, exchange: { end: "answer", status: 200, headers: {}, body: "" } },
      { request, exchange: { end: "no_answer", cause: "it hung" } },
      { request, exchange: "under_way" },
    ],
    books: [
      {
        kind: "charge",
        currency: "KES",
        amount_minor: "15000",
        phone_number: "+254******000",
        receipt: "R1",
      },
      "something else",
    ],
  };
  expect(tailLines(entry, terminal).split("\n").slice(1)).toEqual([
    "          Fault 3, double callback.",
    "          Sent POST http://127.0.0.1/hook, answered 200",
    "          Sent POST http://127.0.0.1/hook, it hung",
    "          Sent POST http://127.0.0.1/hook, under way",
    "          Books: charge of KES 150.00, +254******000, receipt R1",
    "          Books touched.",
  ]);
});
