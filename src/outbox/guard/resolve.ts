import { lookup, Resolver } from "node:dns/promises";

/** Every address of a name; rejects where there is none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/**
 * Asks the name servers themselves. The system's own way waits in a pool of four threads, where a few names whose
 * servers are silent would hold up everybody's. `servers`: in place of the system's.
 */
export function askNameServers(servers?: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  if (servers !== undefined) resolver.setServers(servers);
  return async (host) => {
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length === 0) throw answers.find((answer) => answer.status === "rejected")?.reason;
    return addresses;
  };
}

/** The system's way, which knows this machine's own names too. */
export async function askSystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}
