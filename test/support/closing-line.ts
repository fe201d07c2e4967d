import type { Reporter, TestModule } from "vitest/node";

type TestOutcome = "passed" | "failed" | "skipped";

/** Ends a run with one line that people and machines read alike: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled_errors: readonly unknown[]): void {
    const counts: Record<TestOutcome, number> = { passed: 0, failed: unhandled_errors.length, skipped: 0 };
    for (const module of modules) for (const outcome of outcomes(module)) counts[outcome] += 1;
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}

/** A file that fails outside its tests, while it is loaded or in a hook, counts as one failure of its own. */
function outcomes(module: TestModule): readonly TestOutcome[] {
  const tests = [...module.children.allTests()].map((test) => {
    const { state } = test.result();
    return state === "pending" ? "skipped" : state;
  });
  return module.state() === "failed" && !tests.includes("failed") ? [...tests, "failed"] : tests;
}
