import ipaddr from "ipaddr.js";

/**
 * True for an address of the public internet and for no other. IPv6 is allowed by what it must be, the only block that
 * is given out to networks; within it the library's table knows the tunnels and the reserved parts.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || parsed.match(GLOBAL_UNICAST);
}

/** What lies outside is local, mapped or not given out. The table misses `::7f00:1`, which some systems take for 127.0.0.1. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
