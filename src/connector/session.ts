import type { HttpAnswer, HttpRequest } from "./http.ts";

/** A token that calls need and that has to be fetched first. The engine fetches, keeps and renews it, for each connection. */
export interface Session<Config> {
  request(config: Config): HttpRequest;
  /** Null where the answer grants nothing. */
  read(answer: HttpAnswer): Grant | null;
  /** The call with the token on it. */
  sign(request: HttpRequest, token: string): HttpRequest;
  /** Whether the token alone was refused, so that nothing was done and the same call may be made with a fresh one. */
  isRefused(answer: HttpAnswer): boolean;
}

export interface Grant {
  readonly token: string;
  readonly lives_seconds: number;
}
