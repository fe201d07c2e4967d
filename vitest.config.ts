import { configDefaults, defineConfig } from "vitest/config";

const simulators = ["src/sandbox/**/*.test.ts", "src/providers/*/simulator/**/*.test.ts"];
/** Far more than any of them takes: a machine that is busy with something else is no failure. */
const patience = { testTimeout: 30_000, hookTimeout: 30_000 };

/**
 * Three layers: `unit` needs nothing and takes seconds; `sandbox` speaks to the simulators over HTTP; `system` runs on the
 * embedded PostgreSQL, one file at a time.
 */
export default defineConfig({
  test: {
    reporters: ["default", "./test/support/closing-line.ts"],
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "test/tidy/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...simulators],
          // They share nothing that one could spoil for another, and starting anew for each takes longer than they do.
          isolate: false,
          sequence: { groupOrder: 1 },
          ...patience,
        },
      },
      {
        test: { name: "sandbox", include: simulators, sequence: { groupOrder: 1 }, ...patience },
      },
      {
        test: {
          name: "system",
          include: ["test/{conformance,races,e2e,simulation,hostile,faults,database}/**/*.test.ts"],
          globalSetup: ["test/support/postgres.ts"],
          fileParallelism: false,
          // Each opens worlds of its own; loading all of the code anew for each file would take a third of the time.
          isolate: false,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
