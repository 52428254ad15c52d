import { appendFileSync } from 'node:fs';
import type { Test, TestResult } from '@jest/test-result';

/** How one test file ended. */
export interface FileResult {
  /** Its absolute path. */
  readonly path: string;
  readonly passed: boolean;
  readonly seconds: number;
}

/** Notes each test file as it ends: a run that is cut off by its first failure writes no summary. */
export default class Reporter {
  onTestResult({ path }: Test, { numFailingTests, testExecError, perfStats }: TestResult): void {
    const result: FileResult = {
      path,
      passed: numFailingTests === 0 && !testExecError,
      seconds: (perfStats.end - perfStats.start) / 1000,
    };
    appendFileSync(process.env['TOPOGEN_RESULTS']!, `${JSON.stringify(result)}\n`);
  }
}
