import type { Operator } from "../operator/operators.ts";

/** What a customer's SMS asks for; an empty keyword stands for the only service behind the receiver. */
export interface Command {
  readonly act: "subscribe" | "unsubscribe";
  readonly keyword: string;
}

const acts: Readonly<Record<string, Command["act"]>> = {
  SUB: "subscribe",
  START: "subscribe",
  UNSUB: "unsubscribe",
  STOP: "unsubscribe",
};

/** Operators with words of their own for the service behind the receiver. */
const ownWords: Readonly<Record<string, Readonly<Record<string, Command["act"]>>>> = {
  "unitel-mn": { ON: "subscribe", ON30: "subscribe", OFF: "unsubscribe" },
};

/** Operators whose customers send the bare keyword. */
const bareKeywords: readonly string[] = ["stc-kw", "zain-sa"];

/** Null where the first word is no command; `isKeyword` knows the keywords of the operator's services. */
export function readCommand(
  { code }: Operator,
  text: string,
  isKeyword: (word: string) => boolean,
): Command | null {
  const [first = "", ...rest] = text.toUpperCase().split(/\s+/);
  const own = ownWords[code]?.[first];
  if (own !== undefined) return { act: own, keyword: "" };
  if (bareKeywords.includes(code)) {
    if (isKeyword(first)) return { act: "subscribe", keyword: first };
    const stopped = code === "zain-sa" && first.startsWith("U") ? first.slice(1) : "";
    if (isKeyword(stopped)) return { act: "unsubscribe", keyword: stopped };
  }
  const act = acts[first];
  if (act === undefined) return null;
  const keyword = code === "telenor-mm" && act === "unsubscribe" && rest[0] === "SLA" ? rest[1] : rest[0];
  return { act, keyword: keyword ?? "-" };
}
