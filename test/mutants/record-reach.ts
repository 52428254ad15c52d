import { appendFileSync } from 'node:fs';

/** Loaded before each test file of the first run: notes which marks of `withMarks` it passes. */
const reached = new Set<string>();
Object.assign(globalThis, { topogenReached: reached });

afterAll(() => {
  const line = { test: expect.getState().testPath, marks: [...reached] };
  appendFileSync(process.env['TOPOGEN_REACH']!, `${JSON.stringify(line)}\n`);
});
