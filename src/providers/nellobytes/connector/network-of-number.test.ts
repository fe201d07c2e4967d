import { expect, test } from "vitest";
import { completeOptions } from "./options.ts";

test.each([
  ["+2348030000001", "mtn"],
  ["+2349160000001", "mtn"],
  ["+2348050000001", "glo"],
  ["+2348090000001", "9mobile"],
  ["+2348020000001", "airtel"],
])("%s was given out by %s, so that need not be said", (phone_number, network) => {
  expect(completeOptions({}, phone_number)).toEqual({ options: { network } });
  expect(completeOptions({ product: "data", data_plan: "1000.00" }, phone_number)).toEqual({
    options: { network, product: "data", data_plan: "1000.00" },
  });
});

test("a network that is named counts more, for the number may have been ported", () => {
  expect(completeOptions({ network: "airtel" }, "+2348030000001")).toEqual({
    options: { network: "airtel" },
  });
});

test.each(["+2347020000001", "+2347040000001", "+2347070000001", "+2348010000001", "+2348040000001"])(
  "%s does not tell its network, so that has to be named",
  (phone_number) => {
    expect(completeOptions({}, phone_number)).toMatchObject({ missing: "network" });
  },
);
