import type { Transport } from "../engine/transport.ts";

/** What a development run of Hakika needs to know: the gateway, its engine and the sandbox in one process. */
export interface DevelopmentOptions {
  readonly database_url: string;
  /** The `.hakika` folder, where the sandbox keeps its books too. */
  readonly directory: string;
  /** 0 takes any free port. */
  readonly gateway_port: number;
  readonly sandbox_port: number;
  progress(line: string): void;
  /** Told of each webhook as it arrives. */
  announce(line: string): void;
  /** What carries the gateway's calls to the sandbox; left out: real HTTP. */
  readonly transport?: Transport;
}

export interface Development {
  /** Base URLs without a slash at the end. */
  readonly gateway: string;
  readonly sandbox: string;
  /** A test key with every right. */
  readonly api_key: string;
  /** Where the sandbox shows the webhooks that it received; null where it receives none. */
  readonly webhook_inbox: string | null;
  stop(): Promise<void>;
}
