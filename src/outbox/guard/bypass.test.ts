import { afterAll, expect, test } from "vitest";
import { webhookHttp } from "../post.ts";

const PUBLIC = "93.184.215.14";

/** What an attacker's name servers say, by name. A name that is not here has no address. */
const names: Readonly<Record<string, readonly string[]>> = {
  "loopback.test": ["127.0.0.1"],
  "loopback-high.test": ["127.255.255.254"],
  "loopback6.test": ["::1"],
  "zero.test": ["0.0.0.0"],
  "this-network.test": ["0.1.2.3"],
  "ten.test": ["10.0.0.5"],
  "seventeen.test": ["172.16.0.1"],
  "seventeen-high.test": ["172.31.255.255"],
  "home.test": ["192.168.1.1"],
  "metadata.test": ["169.254.169.254"],
  "metadata6.test": ["fd00:ec2::254"],
  "carrier.test": ["100.64.0.1"],
  "carrier-high.test": ["100.127.255.255"],
  "multicast.test": ["224.0.0.251"],
  "multicast6.test": ["ff02::1"],
  "reserved.test": ["240.0.0.1"],
  "broadcast.test": ["255.255.255.255"],
  "protocol.test": ["192.0.0.170"],
  "documentation.test": ["192.0.2.1"],
  "documentation2.test": ["198.51.100.7"],
  "documentation3.test": ["203.0.113.9"],
  "benchmark.test": ["198.18.0.1"],
  "relay.test": ["192.88.99.1"],
  "unique.test": ["fc00::1"],
  "unique-high.test": ["fdff::1"],
  "link.test": ["fe80::1"],
  "link-zone.test": ["fe80::1%eth0"],
  "site.test": ["fec0::1"],
  "unspecified6.test": ["::"],
  "mapped.test": ["::ffff:127.0.0.1"],
  "mapped-hex.test": ["::ffff:7f00:1"],
  "mapped-public.test": [`::ffff:${PUBLIC}`],
  "compatible.test": ["::127.0.0.1"],
  "compatible-hex.test": ["::7f00:1"],
  "translated.test": ["::ffff:0:127.0.0.1"],
  "nat64.test": ["64:ff9b::7f00:1"],
  "nat64-local.test": ["64:ff9b:1::a00:1"],
  "six-to-four.test": ["2002:7f00:1::1"],
  "teredo.test": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
  "documentation6.test": ["2001:db8::1"],
  "documentation6-new.test": ["3fff::1"],
  "discard.test": ["100::1"],
  "routing.test": ["5f00::1"],
  "unassigned.test": ["4000::1"],
  "two-answers.test": [PUBLIC, "127.0.0.1"],
  "private-first.test": ["10.1.2.3", PUBLIC],
  "two-families.test": [PUBLIC, "::1"],
  "no-answer.test": [],
  "garbage.test": ["not an address"],
  "octal.test": ["0177.0.0.1"],
  "decimal.test": ["2130706433"],
  "port.test": ["127.0.0.1:443"],
  "spaced.test": [" 127.0.0.1"],
  "kubernetes.test": ["10.96.0.1"],
  "docker.test": ["172.17.0.1"],
  "alibaba.test": ["100.100.100.200"],
  "many-answers.test": [...Array(20).fill(PUBLIC), "192.168.0.1"],
};

/** URLs that must not make us connect, each by its trick. */
const tricks: readonly (readonly [trick: string, url: string])[] = [
  ...Object.keys(names).map(
    (name) => [`a name that leads to ${names[name]}`, `https://${name}/hook`] as const,
  ),
  ["the name of this machine", "https://localhost/"],
  ["with the root's dot", "https://localhost./"],
  ["upper case", "HTTPS://LOCALHOST/"],
  ["below localhost", "https://hooks.localhost/"],
  ["a bare name", "https://intranet/"],
  ["a cloud's own name", "https://metadata.google.internal/computeMetadata/v1/"],
  ["a printer's name", "https://printer.local/"],
  ["a literal loopback", "https://127.0.0.1/"],
  ["a literal with the root's dot", "https://127.0.0.1./"],
  ["short form", "https://127.1/"],
  ["three parts", "https://127.0.1/"],
  ["one decimal number", "https://2130706433/"],
  ["one hexadecimal number", "https://0x7f000001/"],
  ["one octal number", "https://017700000001/"],
  ["octal parts", "https://0177.0.0.01/"],
  ["hexadecimal parts", "https://0x7f.0x0.0x0.0x1/"],
  ["mixed parts", "https://0x7f.1/"],
  ["a zero", "https://0/"],
  ["nothing but zeroes", "https://0.0.0.0/"],
  ["metadata as a number", "https://2852039166/"],
  ["an escaped digit", "https://%31%32%37.0.0.1/"],
  ["a literal private address", "https://10.0.0.1/"],
  ["IPv6 loopback", "https://[::1]/"],
  ["IPv6 loopback at length", "https://[0:0:0:0:0:0:0:1]/"],
  ["IPv4 inside IPv6", "https://[::ffff:127.0.0.1]/"],
  ["IPv4 inside IPv6 in hexadecimal", "https://[::ffff:7f00:1]/"],
  ["IPv4 behind NAT64", "https://[64:ff9b::127.0.0.1]/"],
  ["an IPv6 link", "https://[fe80::1]/"],
  ["an IPv6 zone", "https://[fe80::1%25eth0]/"],
  ["metadata in IPv6", "https://[fd00:ec2::254]/"],
  ["metadata inside IPv6", "https://[::ffff:169.254.169.254]/"],
  ["nothing but zeroes in IPv6", "https://[::]/"],
  ["an address of 6to4", "https://[2002:7f00:1::1]/"],
  ["a number that overflows", "https://4294967297/"],
  ["one number with a fraction of the address", "https://127.65793/"],
  ["a full-width letter", "https://ｌocalhost/"],
  ["two ats", "https://hooks.example.com@hooks.example.com@127.0.0.1/"],
  ["a slash that is escaped", "https://hooks.example.com%2f@127.0.0.1/"],
  ["a number sign before the host", "https://127.0.0.1#@hooks.example.com/"],
  ["a question mark before the host", "https://127.0.0.1?@hooks.example.com/"],
  ["a name in brackets", "https://[localhost]/"],
  ["an IPv4 address in brackets", "https://[127.0.0.1]/"],
  ["no TLS", "http://hooks.example.com/"],
  ["another protocol", "ftp://hooks.example.com/"],
  ["a file", "file:///etc/passwd"],
  ["gopher", "gopher://127.0.0.1:6379/_flushall"],
  ["a user name before the host", "https://hooks.example.com@127.0.0.1/"],
  ["a user name that looks like the host", "https://user@hooks.example.com/"],
  ["a password", "https://:secret@hooks.example.com/"],
  ["a database's port", "https://hooks.example.com:5432/"],
  ["no port at all", "https://hooks.example.com:0/"],
  ["the port of http", "https://hooks.example.com:80/"],
  ["a line break in the path", "https://hooks.example.com/a\r\nHost: 127.0.0.1"],
  ["a line break in the name", "https://127.0.0\r\n.1/"],
  ["a tab in the name", "https://local\thost/"],
  ["a space before it", " https://localhost/"],
  ["a null byte", "https://hooks.example.com\0.localhost/"],
  ["circled digits", "https://①②⑦.⓪.⓪.①/"],
  ["a look-alike dot", "https://127。0。0。1/"],
  ["look-alike letters", "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/"],
  ["a Cyrillic letter", "https://hооks.example.com/"],
  ["a soft hyphen", "https://local­host/"],
  ["a backslash", "https:\\\\127.0.0.1\\"],
  ["no slashes", "https:127.0.0.1"],
  ["no protocol", "//127.0.0.1/"],
  ["nothing", ""],
];

const asked: string[] = [];
const http = webhookHttp({
  rules: { allow_insecure_targets: false },
  timeout_ms: 2_000,
  resolve: async (host) => {
    asked.push(host);
    const addresses = names[host];
    if (addresses === undefined) throw Object.assign(new Error("queryA ENOTFOUND"), { code: "ENOTFOUND" });
    return addresses;
  },
});
afterAll(() => http.close());

/** What the guard says; that a name has no address or a server no answer would prove nothing. */
const refusals = [
  /^The URL may hold only visible ASCII/,
  /^The URL (cannot be read|must (begin with|not hold) )/,
  /^The port \d+ is not among those/,
  /^The URL's (address is not one of the public internet|name is one of a local network)/,
  /^The URL's name leads to an address that webhooks may not go to/,
];

test("there are more tricks in this table than a careless check survives", () => {
  expect(tricks.length).toBeGreaterThanOrEqual(100);
});

test.each(tricks)("%s does not make us connect: %j", async (_trick, url) => {
  const posted = await http.post({ url, headers: {}, body: "{}" }, new AbortController().signal);
  const problem = posted.answered ? `answered ${posted.status}` : posted.problem;
  expect(
    refusals.some((refusal) => refusal.test(problem)),
    problem,
  ).toBe(true);
});

test("a name whose look-up fails gets no connection, and is asked about again at the next try", async () => {
  const ask = () =>
    http.post({ url: "https://gone.test/", headers: {}, body: "{}" }, new AbortController().signal);
  expect(await ask()).toEqual({ answered: false, problem: "The URL's name has no address." });
  await ask();
  expect(asked.filter((host) => host === "gone.test")).toHaveLength(2);
});
