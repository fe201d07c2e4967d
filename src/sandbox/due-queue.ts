/** One thing that waits for its time. */
export interface Due<T> {
  readonly due_at: number;
  readonly value: T;
  readonly order: number;
  withdrawn: boolean;
}

/**
 * What is due next, and whatever came first among equals. A binary heap: thousands of prompts that will expire may be
 * waiting at once, and each push adds to them.
 */
export class DueQueue<T> {
  private readonly heap: Due<T>[] = [];
  private pushed = 0;

  push(due_at: number, value: T): Due<T> {
    const due: Due<T> = { due_at, value, order: this.pushed++, withdrawn: false };
    this.heap.push(due);
    this.rise(this.heap.length - 1);
    return due;
  }

  peek(): Due<T> | undefined {
    while (this.heap[0]?.withdrawn) this.removeFirst();
    return this.heap[0];
  }

  /** The next one, if its time has come by `now`. */
  popDue(now: number): Due<T> | undefined {
    const first = this.peek();
    if (first === undefined || first.due_at > now) return undefined;
    this.removeFirst();
    return first;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink();
  }

  private rise(from: number): void {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  private sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  private swapIfEarlier(lower: number, upper: number): boolean {
    if (!this.isEarlier(lower, upper)) return false;
    const [below, above] = [this.heap[lower], this.heap[upper]];
    if (below === undefined || above === undefined) return false;
    this.heap[lower] = above;
    this.heap[upper] = below;
    return true;
  }

  private isEarlier(one: number, other: number): boolean {
    const [a, b] = [this.heap[one], this.heap[other]];
    if (a === undefined || b === undefined) return false;
    return a.due_at < b.due_at || (a.due_at === b.due_at && a.order < b.order);
  }
}
