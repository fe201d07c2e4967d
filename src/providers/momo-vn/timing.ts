import type { Timing } from "../../connector/provider.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The longest that an order lives by default: a hundred minutes. */
const ORDER_LIVES = 100 * MINUTE;

/** A payer who confirms in the last moment is still worked on for a while. */
const CLOSING_TIME = ORDER_LIVES + 20 * MINUTE;

const noPhoneLock = { open: 0, in_doubt: 0, after_silence: 0 } as const;

/** Waits after an answer that says that nothing was started. */
const resubmit_after = [30, 60, 120, 300, 600] as const;

export const paymentTiming: Timing = {
  // A notification may never come, so the inquiry alone must find the end: soon for whoever pays at once, then less often.
  inquiry_at: [
    30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 2_400, 3_000, 3_600, 4_500, 5_400, 6_060, 6_600,
  ],
  deadline: CLOSING_TIME,
  deadline_unaskable: CLOSING_TIME,
  prompt_lives: ORDER_LIVES,
  // A hold lives for as long as the merchant's contract says; MoMo's own advice for what is open is a round every five minutes.
  held_check_every: 15 * MINUTE,
  phone_lock: noPhoneLock,
  resubmit_after,
};

/** Refunds are not notified. Most are done in their answer; what a bank has to give back may take the day. */
export const refundTiming: Timing = {
  inquiry_at: [30, 60, 120, 300, 600, 1_200, 1_800, HOUR, 2 * HOUR, 4 * HOUR],
  deadline: DAY,
  deadline_unaskable: DAY,
  prompt_lives: null,
  phone_lock: noPhoneLock,
  resubmit_after,
};

/** A customer has fifteen minutes to agree to a link. */
export const linkTiming = {
  inquiry_at: [30, 60, 120, 300, 600, 900, 930, 1_080],
  deadline: 20 * MINUTE,
} as const;
