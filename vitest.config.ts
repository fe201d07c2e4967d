import { defineConfig } from "vitest/config";

/** Two layers: `unit` needs nothing and takes seconds; `system` runs on the embedded PostgreSQL. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["src/**/*.test.ts", "test/tidy/**/*.test.ts"] } },
      {
        test: {
          name: "system",
          include: ["test/{conformance,races,e2e,simulation}/**/*.test.ts"],
          globalSetup: ["test/support/postgres.ts"],
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
