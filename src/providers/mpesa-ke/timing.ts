import type { Timing } from "../../connector/provider.ts";

/** The aggregator delivers a result for the last time 111 minutes after it came; the rest is margin. */
const CLOSING_TIME = 125 * 60;

/** A prompt is surely gone this long after it was sent, even on a slow handset. */
const PROMPT_SURELY_GONE = 4 * 60;

export const timing: Timing = {
  // Densely while the prompt may be answered, then rarely, for a payment that still hangs hangs for long.
  inquiry_at: [...every(15, 30, PROMPT_SURELY_GONE), 360, 600, 1_200, 2_400, 3_600, 5_400, 7_200],
  deadline: CLOSING_TIME,
  deadline_unaskable: CLOSING_TIME,
  prompt_lives: 60,
  phone_lock: { open: PROMPT_SURELY_GONE, in_doubt: PROMPT_SURELY_GONE, after_silence: 120 },
  resubmit_after: [30, 60, 120, 300, 600],
};

/** From `first` to `last`, both included. */
function every(step: number, first: number, last: number): readonly number[] {
  return Array.from({ length: (last - first) / step + 1 }, (_, index) => first + index * step);
}
