import type { FaultWorld } from "./fault-world.ts";
import type { NodeProcess, NodeProcessOptions } from "./node-process.ts";
import { comeToRest } from "./rest.ts";

/** What each of the nodes gets; how many there are. */
export type FleetOptions = readonly Omit<NodeProcessOptions, "database_url" | "node">[];

/** Nodes as processes of their own behind one address, which are killed and started again. */
export class Fleet {
  readonly nodes: NodeProcess[] = [];
  readonly #world: FaultWorld;
  readonly #options: FleetOptions;
  #starts = 0;

  private constructor(world: FaultWorld, options: FleetOptions) {
    this.#world = world;
    this.#options = options;
  }

  static async start(world: FaultWorld, options: FleetOptions): Promise<Fleet> {
    const fleet = new Fleet(world, options);
    await Promise.all(options.map((_, index) => fleet.startAgain(index)));
    return fleet;
  }

  /** No signal gives it time for anything. */
  async kill(index: number): Promise<void> {
    const node = this.nodes[index];
    node?.kill("SIGKILL");
    await node?.ended;
    this.#lead(this.nodes.filter((other) => other !== node));
  }

  /** Under a name of its own, so that it is not taken for the one that was killed. */
  async startAgain(index: number): Promise<void> {
    this.#starts += 1;
    const started = await this.#world.startNode({ ...this.#options[index], node: `node-${this.#starts}` });
    this.nodes[index] = started;
    this.#lead(this.nodes);
  }

  /** Faults have to have stopped. */
  async comeToRest(options?: Parameters<typeof comeToRest>[2]): Promise<void> {
    const letPass = () => {
      for (const node of this.nodes) node.kill("SIGUSR2");
    };
    await comeToRest(this.#world, letPass, options);
  }

  #lead(nodes: readonly NodeProcess[]): void {
    this.#world.front.targets = nodes.flatMap((node) => (node ? [Number(new URL(node.url).port)] : []));
  }
}
