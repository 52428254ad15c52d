import { writeTrees, type Synthesized } from './synthesized';
import { withTerraform } from './terraform/terraform';

/** A difference between the spec and what a cloud answers: its name, the difference, and the message that the plan fails with. */
export type Wrong = readonly (readonly [string, Readonly<Record<string, string>>, string])[];

/** Makes the Terraform test in which the clouds answer with a difference. */
type Document = (changed: Readonly<Record<string, string>>) => string;

/** Runs Terraform tests of one stack, and returns what each said: Terraform breaks long messages into lines of its own. */
export function withTestsOf<T>(
  synthesized: Synthesized,
  folder: string,
  run: (said: (document: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  return withTerraform(async (tf) => {
    await writeTrees(tf, synthesized);
    const stack = tf.at(folder);
    await stack.init();
    return run(async (document) => {
      await tf.write(`${folder}/tests/given.tftest.hcl`, document);
      const { stdout, stderr } = await stack.test();
      return `${stdout}${stderr}`.replace(/[\n│\s]+/g, ' ');
    });
  });
}

/** What a Terraform test says that passed. */
export const PASSED = /Success! 1 passed, 0 failed/;

/** Holds that the plan of a stack passes without a difference and with those of `right`, and fails with its message for each that is wrong. */
export function expectRefusals(
  synthesized: Synthesized,
  folder: string,
  document: Document,
  wrong: Wrong,
  right: readonly Readonly<Record<string, string>>[] = [],
): Promise<void> {
  return withTestsOf(synthesized, folder, async (said) => {
    for (const changed of [{}, ...right]) expect(await said(document(changed))).toMatch(PASSED);
    for (const [what, changed, message] of wrong) {
      const answer = await said(document(changed));
      expect([what, answer]).toEqual([what, expect.stringContaining('0 passed, 1 failed')]);
      expect([what, answer]).toEqual([what, expect.stringContaining(message)]);
    }
  });
}
