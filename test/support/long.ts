import { LONG } from './effort';
import { describeWithTerraform } from './terraform/terraform';

/** True if tests that take minutes are run: TOPOGEN_LONG=1, as in `npm run test:long` and CI. */
export function runsLong(what: string): boolean {
  if (LONG) return true;
  process.stderr.write(`skipped, TOPOGEN_LONG=1 runs it: ${what}\n`);
  return false;
}

/** Tests with Terraform that take minutes. */
export function describeLong(what: string, tests: () => void): void {
  if (runsLong(what)) describeWithTerraform(what, tests);
  else describe.skip(what, tests);
}
