/** Numbers of the countries that providers serve, for requests in which they may stand; answers must not show them. */
export const sentNumbers = [
  "+254701234509",
  "+2348035550123",
  "+84987654321",
  "+256772123456",
  "+21620123456",
];

/** Texts that have broken something somewhere. */
export const hostileTexts: readonly string[] = [
  "",
  " ",
  "\0",
  "a\0b",
  "\n\r\t",
  "\ufeff",
  "\u202e\u2066x",
  "e\u0301\u{1f600}",
  "\uffff",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "null",
  "undefined",
  "NaN",
  "Infinity",
  "true",
  "0",
  "-0",
  "-1",
  "1e400",
  "0.1",
  "0x10",
  "9007199254740993",
  "9".repeat(30),
  "9".repeat(400),
  "٣",
  "１５０",
  "' or '1'='1",
  "'; drop table operations; --",
  "$1",
  "$" + "{7*7}",
  "{{7*7}}",
  "%00",
  "%s%n",
  "../../../../etc/passwd",
  "file:///etc/passwd",
  "http://169.254.169.254/latest/meta-data/",
  "https://127.0.0.1/hook",
  "https://[::1]/",
  "<script>alert(1)</script>",
  '"><img src=x>',
  "\\",
  '"',
  "a".repeat(40),
  "a".repeat(41),
  "a".repeat(255),
  "a".repeat(256),
  "a".repeat(5_000),
  "pay_zzzzzzzzzzzzzzzzzzzzzzzzzz",
  "pay_7zzzzzzzzzzzzzzzzzzzzzzzzz",
  "whsec_dGVzdA==",
  ...sentNumbers,
];

/** What a header can carry: no line break, and nothing beyond one byte. */
export const hostileKeys: readonly string[] = [
  "",
  " ",
  "x",
  "a".repeat(255),
  "a".repeat(256),
  "a".repeat(4_000),
  "caf\u00e9",
  "\u00ff\u00fe",
  "a, b",
  "a\tb",
  '"quoted"',
  "' or '1'='1",
  "$" + "{jndi:ldap://127.0.0.1/a}",
  "hk_test_",
  `hk_test_${"k".repeat(43)}`,
  `hk_live_${"k".repeat(43)}`,
];

const RAW = "\u2603raw:";
/** Numbers that JSON can write and a double cannot hold, or not as they stand there. */
const rawNumbers = [
  "1e400",
  "-1e400",
  "-0",
  "0.1",
  "1E+2",
  "9007199254740993",
  "1.0",
  "123456789.123456789e-7",
];

/** Values of every type, to stand where another was wanted. */
export const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  "a\ud800b",
  "\udc00",
  ...rawNumbers.map((number) => RAW + number),
  0,
  -1,
  150,
  2 ** 53,
  true,
  false,
  null,
  [],
  {},
  [[[[[[]]]]]],
  ["a", 1, null],
  { a: { b: { c: { d: { e: { f: {} } } } } } },
  { toString: "x", valueOf: "y" },
  { value: "150", currency: "KES" },
  Array.from({ length: 200 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`k${index}`, "v"])),
];

/** Puts the numbers that were carried as texts into their places. */
export function withRawNumbers(json: string): string {
  return json.replaceAll(new RegExp(`"${RAW}([^"]+)"`, "g"), "$1");
}
