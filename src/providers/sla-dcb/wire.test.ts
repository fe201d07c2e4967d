import { describe, expect, test } from "vitest";
import { timeIn } from "./wire/timestamps.ts";

describe("a time of theirs", () => {
  test.each([
    ["2016-07-08T05:06:47.010+00:00", "2016-07-08T05:06:47.010Z"],
    ["2016-07-08 04:40:15 +0000", "2016-07-08T04:40:15.000Z"],
    ["2021-01-11 04:15:13 UTC", "2021-01-11T04:15:13.000Z"],
    ["2023-01-09T02:16:44Z", "2023-01-09T02:16:44.000Z"],
    ["2023-01-09T02:16:44.500+03:00", "2023-01-08T23:16:44.500Z"],
  ])("%s is %s", (text, moment) => {
    expect(timeIn(text)).toBe(Date.parse(moment));
  });

  test.each([["2023-01-09"], ["2023-01-09T02:16:44"], ["2023-13-09T02:16:44Z"], ["soon"], [null]])(
    "%j is none",
    (text) => {
      expect(timeIn(text)).toBeNull();
    },
  );
});
