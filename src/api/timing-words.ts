import type { Capabilities, Timing } from "../connector/provider.ts";

/** When Hakika asks, waits and gives up, in sentences. */
export function timingWords(timing: Timing, { inquiry }: Capabilities): string[] {
  const { inquiry_at, deadline, deadline_unaskable, prompt_lives, resubmit_after } = timing;
  const [first = deadline] = inquiry_at;
  const words: string[] = [];
  if (prompt_lives !== null) words.push(`A payer can answer the prompt for ${duration(prompt_lives)}.`);
  if (inquiry !== "never")
    words.push(
      `Hakika asks ${duration(first)} after the provider's answer, and again and again until the deadline.`,
    );
  words.push(`After ${duration(deadline)} without an end a person decides.`);
  if (inquiry === "after_answer" && deadline_unaskable !== deadline)
    words.push(`Where a lost answer left nothing to ask with, after ${duration(deadline_unaskable)}.`);
  if (resubmit_after.length > 0)
    words.push(
      `A call that never left is made again up to ${resubmit_after.length} times, first after ${duration(resubmit_after[0] ?? 0)}.`,
    );
  return words;
}

/** Hours, minutes and seconds, as far as there are any. */
function duration(seconds: number): string {
  const parts = [
    count(Math.floor(seconds / 3600), "hour"),
    count(Math.floor((seconds % 3600) / 60), "minute"),
    count(seconds % 60, "second"),
  ].filter((part) => part !== "");
  return parts.length === 0 ? "0 seconds" : parts.join(" ");
}

function count(number: number, unit: string): string {
  if (number === 0) return "";
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
