/** Moves somebody else's clock forward. Resolves when what then fell due there has been dealt with. */
export type Follow = (by_ms: number) => Promise<void> | void;

/** Others whose clocks run in real time, and are moved along whenever this one gets ahead of it. */
export class ClockFollowers {
  private readonly followers: { readonly follow: Follow; told_ms: number }[] = [];
  /** How much further than real time the clock has come, whole milliseconds and what is left of one. */
  private ahead_ms = 0;
  private telling: Promise<void> = Promise.resolve();

  get some(): boolean {
    return this.followers.length > 0;
  }

  add(follow: Follow): void {
    this.followers.push({ follow, told_ms: 0 });
    void this.tell();
  }

  gain(ms: number): void {
    this.ahead_ms += ms;
  }

  /** One after the other, so that no follower hears of a later step before an earlier one. */
  tell(): Promise<void> {
    this.telling = this.telling.then(() => this.tellAll());
    return this.telling;
  }

  private async tellAll(): Promise<void> {
    for (const follower of this.followers) {
      const by_ms = Math.floor(this.ahead_ms) - follower.told_ms;
      follower.told_ms += by_ms;
      if (by_ms > 0) await follower.follow(by_ms);
    }
  }
}
