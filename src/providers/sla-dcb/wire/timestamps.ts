/**
 * Their times come in four forms: `2016-07-08T05:06:47.010+00:00`, `2023-01-09T02:16:44Z`, `2016-07-08 04:40:15 +0000` and
 * `2021-01-11 04:15:13 UTC`. Milliseconds since the epoch; null for anything else.
 */
export function timeIn(text: string | null): number | null {
  const [, date, time, zone = ""] = FORM.exec(text ?? "") ?? [];
  if (date === undefined) return null;
  const moment = Date.parse(`${date}T${time}${inIsoForm(zone)}`);
  return Number.isNaN(moment) ? null : moment;
}

const FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,3})?) ?(Z|UTC|[+-]\d\d:?\d\d)$/;

function inIsoForm(zone: string): string {
  if (zone === "Z" || zone === "UTC") return "Z";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
