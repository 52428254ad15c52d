import type { Synthesis } from '../../src/actions/synthesize';
import { knownFindings, type Blocks } from '../support/scanner-findings';
import { emittedStacks } from '../support/emitted';
import { readyMade } from '../support/ready-made';
import { synthesizeShipped } from '../support/synthesized';

/**
 * The reasons that the HCL gives to public scanners, against what they would find. `scanners.test.ts` asks a scanner itself; this
 * test needs none.
 */

const TOPOLOGIES = readyMade();

const MENDED = /CKV_AWS_(135|7|189|149|158|157|16|17)\b|AWS-0028|CKV_GCP_(39|26|51|54|109)\b/;

describe.each(TOPOLOGIES)('%s', (name) => {
  test('says at each block that a scanner would find why it stays, and at no other', async () => {
    const { synthesis } = await synthesizeShipped(name);
    const found = emittedStacks(synthesis).flatMap((stack) =>
      inStack(stack, knownFindings(blocksOf(synthesis, stack))),
    );
    const said = emittedStacks(synthesis).flatMap((stack) => inStack(stack, reasonsOf(synthesis, stack)));
    expect(found.length).toBeGreaterThan(20);
    expect(said).toEqual(found);
    expect(found.filter((finding) => MENDED.test(finding))).toEqual([]);
  });
});

function inStack(stack: string, findings: readonly string[]): string[] {
  return findings.map((finding) => `${stack} ${finding}`);
}

function blocksOf({ assembly }: Synthesis, stack: string): Blocks {
  const text = assembly.find(({ path }) => path === `stacks/${stack}/cdk.tf.json`)?.text ?? '{}';
  return { resource: {}, data: {}, ...(JSON.parse(text) as Partial<Blocks>) };
}

const BLOCK = /((?:^#.*\n)*)^(resource|data) "([^"]+)" "([^"]+)" \{\n((?:^ {2}#.*\n)*)/gm;

/** Returns `address id` of every reason at a block, where its scanner reads it. */
function reasonsOf({ terraform }: Synthesis, stack: string): string[] {
  const files = terraform.filter(({ path }) => path.startsWith(`${stack}/`) && path.endsWith('.tf'));
  const found = files.flatMap(({ text }) =>
    [...text.matchAll(BLOCK)].flatMap(([, above = '', kind, type, name, inside = '']) => {
      const address = `${kind === 'data' ? 'data.' : ''}${type}.${name}`;
      const comments = above.split('\n').filter((each) => each !== '');
      const directlyAbove = comments.slice(comments.findLastIndex((each) => !each.startsWith('# trivy:')) + 1);
      return [
        ...directlyAbove.map((each) => `${address} ${/^# trivy:ignore:(\S+) \S/.exec(each)?.[1]}`),
        ...[...inside.matchAll(/^ {2}# checkov:skip=(\w+):\S/gm)].map(([, id]) => `${address} ${id}`),
      ];
    }),
  );
  const all = files.flatMap(({ text }) => text.match(/trivy:ignore:|checkov:skip=/g) ?? []);
  expect([stack, found.length]).toEqual([stack, all.length]);
  return found.sort();
}
