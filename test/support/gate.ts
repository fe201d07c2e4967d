/**
 * Holds whoever comes to it until it is opened: races are made with gates, never by waiting for a while. At the end of a
 * `using` it opens, so that a test that fails before lets its world end.
 */
export class Gate implements Disposable {
  readonly #reached = Promise.withResolvers<void>();
  readonly #opened = Promise.withResolvers<void>();

  /** Resolves when somebody stands before it. */
  get reached(): Promise<void> {
    return this.#reached.promise;
  }

  async pass(): Promise<void> {
    this.#reached.resolve();
    await this.#opened.promise;
  }

  open(): void {
    this.#opened.resolve();
  }

  [Symbol.dispose](): void {
    this.open();
  }
}
