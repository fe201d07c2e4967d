/** Somebody whose own clock runs in real time, and is moved along whenever this one gets ahead of it. */
export interface Follower {
  /** Moves their clock forward. Resolves when what then fell due on their side has been dealt with. */
  advance(by_ms: number): Promise<void> | void;
  /** Resolves when they have dealt with what reached them without time having passed. */
  settle(): Promise<void> | void;
  /** Milliseconds until something falls due on their side, above 0; null while nothing will by itself. */
  dueIn(): number | null;
}

/** Keeps all followers of one clock together with it. */
export class ClockFollowers {
  private readonly followers: { readonly follower: Follower; told_ms: number }[] = [];
  /** How much further than real time the clock has come, whole milliseconds and what is left of one. */
  private ahead_ms = 0;
  private telling: Promise<void> = Promise.resolve();

  get some(): boolean {
    return this.followers.length > 0;
  }

  add(follower: Follower): void {
    this.followers.push({ follower, told_ms: 0 });
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

  async settle(): Promise<void> {
    await Promise.all(this.followers.map(({ follower }) => follower.settle()));
  }

  /** Milliseconds until something falls due with one of them; null while nothing will by itself. */
  dueIn(): number | null {
    const waits = this.followers.map(({ follower }) => follower.dueIn()).filter((ms) => ms !== null);
    return waits.length === 0 ? null : Math.min(...waits);
  }

  private async tellAll(): Promise<void> {
    for (const told of this.followers) {
      const by_ms = Math.floor(this.ahead_ms) - told.told_ms;
      told.told_ms += by_ms;
      if (by_ms > 0) await told.follower.advance(by_ms);
    }
  }
}
