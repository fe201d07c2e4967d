import { defineConfig } from "vitest/config";

/** Two layers: `unit` needs nothing and takes seconds; `system` runs on the embedded PostgreSQL, one file at a time. */
export default defineConfig({
  test: {
    reporters: ["default", "./test/support/closing-line.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "test/tidy/**/*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "system",
          include: ["test/{conformance,races,e2e,simulation,hostile,faults,database}/**/*.test.ts"],
          globalSetup: ["test/support/postgres.ts"],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
