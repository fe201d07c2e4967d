import { configDefaults, defineConfig } from "vitest/config";

const simulators = ["src/sandbox/**/*.test.ts", "src/providers/*/simulator/**/*.test.ts"];
/** Far more than any of them takes: a machine that is busy with something else is no failure. */
const patience = { testTimeout: 30_000, hookTimeout: 30_000 };

/** They kill, stop and start whole processes, and hold them to their promises of time: a busy machine would spoil that. */
const alone = [
  "test/faults/**/*.test.ts",
  "test/e2e/start*.test.ts",
  "test/races/engine-hanging-provider.test.ts",
];
const onPostgres = { globalSetup: ["test/support/postgres.ts"], testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * Four layers: `unit` needs nothing and takes seconds; `sandbox` speaks to the simulators over HTTP; `system` runs on the
 * embedded PostgreSQL, and so does `alone`, one file at a time.
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
          include: ["test/{conformance,races,e2e,simulation,hostile,database}/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...alone],
          // Each opens worlds of its own; loading all of the code anew for each file would take a third of the time.
          isolate: false,
          sequence: { groupOrder: 2 },
          ...onPostgres,
        },
      },
      {
        test: {
          name: "alone",
          include: alone,
          fileParallelism: false,
          isolate: false,
          sequence: { groupOrder: 3 },
          ...onPostgres,
        },
      },
    ],
  },
});
