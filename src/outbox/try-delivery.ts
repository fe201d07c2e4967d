import type { Randomness, SharedClock } from "../core/ports.ts";
import type { Observe } from "../lib/observe.ts";
import { systemTimers, type Timers } from "../lib/timers.ts";
import type { DueDelivery } from "../store/delivery-work.ts";
import type { EndpointTarget } from "../store/endpoint-secrets.ts";
import { messageOf, signedHeaders } from "./message.ts";
import type { Post, Posted } from "./post.ts";
import { judge, type Verdict } from "./verdict.ts";

/** A claimed delivery with all that its try needs. */
export interface Item {
  readonly delivery: DueDelivery;
  readonly endpoint: EndpointTarget;
}

export interface TryOptions {
  readonly post: Post;
  readonly clock: SharedClock;
  /** Left out: the system's. */
  readonly timers?: Timers;
  readonly randomness: Randomness;
  readonly observe: Observe;
  /** Multiplies the waits of the retry ladder. */
  readonly time_scale: number;
}

/** One try: what came of it and how long it took. `interrupted`: it was cut off, so it says nothing of the endpoint. */
export interface Tried {
  readonly verdict: Verdict;
  readonly took_ms: number;
  readonly interrupted: boolean;
}

export async function tryDelivery(item: Item, options: TryOptions, signal: AbortSignal): Promise<Tried> {
  const { clock, timers = systemTimers, randomness, time_scale } = options;
  const began = timers.elapsed();
  const posted = await signAndPost(item, options, signal);
  const verdict = judge(posted, {
    tries: item.delivery.tries,
    now: clock.now(),
    chance: chanceOf(randomness),
    time_scale,
  });
  return {
    verdict,
    took_ms: timers.elapsed() - began,
    interrupted: signal.aborted && !posted.answered,
  };
}

async function signAndPost(
  { delivery, endpoint }: Item,
  { post, clock, observe }: TryOptions,
  signal: AbortSignal,
): Promise<Posted> {
  try {
    const message = messageOf(delivery);
    // The receiver's clock is real, even where the sandbox has moved ours.
    const now = clock.now() - clock.offset_ms;
    const headers = signedHeaders(message, { secrets: endpoint.openSecrets(), now });
    return await post({ url: endpoint.url, headers, body: message.body }, signal);
  } catch (error) {
    observe({ type: "fault", where: "signing a webhook", error });
    return { answered: false, problem: "The webhook could not be signed: its secret cannot be opened." };
  }
}

/** From 0 to 1. */
export function chanceOf(randomness: Randomness): number {
  return (randomness.bytes(1)[0] ?? 0) / 255;
}
