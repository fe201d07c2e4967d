/** A gateway that is measured, with a database of its own. */
export interface Contender {
  readonly name: string;
  start(): Promise<Running>;
}

export interface Running {
  /** Where payments are posted. */
  readonly url: string;
  /** Of its own processes; the database's come on top. */
  readonly process_ids: readonly number[];
  stop(): Promise<void>;
}
