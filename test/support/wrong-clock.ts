/** Loaded before a program: its clock is wrong by so many milliseconds, and it has no way to notice. */
const wrong_by_ms = Number(process.env["CLOCK_WRONG_BY_MS"] ?? 0);
const RightDate = Date;
const now = () => RightDate.now() + wrong_by_ms;

globalThis.Date = new Proxy(RightDate, {
  construct: (date, args) => Reflect.construct(date, args.length === 0 ? [now()] : args),
  get: (date, name) => (name === "now" ? now : Reflect.get(date, name)),
});
