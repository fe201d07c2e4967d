import type { IncomingMessage, ServerResponse } from "node:http";
import type { ControlServer } from "./control/control-server.ts";
import type { Worlds } from "./worlds.ts";

/** The control paths, built when somebody first asks for one: a sandbox that only serves providers starts without them. */
export class ControlDoor {
  private readonly worlds: Worlds;
  private server: Promise<ControlServer> | undefined;

  constructor(worlds: Worlds) {
    this.worlds = worlds;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.server ??= this.build();
    (await this.server).routing(request, response);
  }

  async close(): Promise<void> {
    await (await this.server)?.close();
  }

  private async build(): Promise<ControlServer> {
    const { buildControl } = await import("./control/control.ts");
    return await buildControl(this.worlds);
  }
}
