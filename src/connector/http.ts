/** HTTP as connectors and simulators see it: plain values, no sockets. */

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** How long to wait for the whole answer. */
  readonly timeout_ms: number;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** How a call ended. The three are never mixed: only `not_sent` may simply be sent again. */
export type Exchange =
  | { readonly end: "not_sent"; readonly cause: string }
  | { readonly end: "no_answer"; readonly cause: string }
  | { readonly end: "answer"; readonly answer: HttpAnswer };
