import fc from 'fast-check';
import { loadTopology } from '../../src/actions/load-topology';
import { describeLong } from '../support/long';
import { randomSpec } from '../support/random-spec';
import { synthesizeText, writeTrees } from '../support/synthesized';
import { withTerraform } from '../support/terraform/terraform';

/*
 * Whatever the spec lets pass, Terraform takes: a sample of random specs, of which every stack in both languages is held
 * to Terraform's own checks and to the providers' schemas.
 */

const SPECS = 20;

function isAccepted(spec: object): boolean {
  return loadTopology({ specText: JSON.stringify(spec), specFile: 'edge.json', lockFile: 'lock' }).ok;
}

describeLong('a spec that is accepted', () => {
  test('is valid to Terraform, stack by stack', async () => {
    const tried = { drawn: 0, accepted: 0, stacks: 0 };
    const accepted = randomSpec.filter((spec) => {
      tried.drawn++;
      return isAccepted(spec);
    });
    await fc.assert(
      fc.asyncProperty(accepted, async (spec) => {
        const synthesized = await synthesizeText(JSON.stringify(spec), 'edge.json');
        const { topology } = synthesized.topology.plan;
        await withTerraform(async (tf) => {
          await writeTrees(tf, synthesized);
          for (const { name } of synthesized.topology.plan.stacks) {
            for (const folder of [`terraform/${topology}/${name}`, `cdktf.out/stacks/${name}`]) {
              expect([folder, await tf.at(folder).validate()]).toEqual([
                folder,
                { valid: true, errors: [], warnings: [] },
              ]);
            }
            tried.stacks++;
          }
          expect(await tf.at('terraform').unformatted()).toEqual([]);
        });
        tried.accepted++;
      }),
      { numRuns: SPECS, endOnFailure: true },
    );
    process.stderr.write(`accepted specs through terraform validate: ${JSON.stringify(tried)}\n`);
    expect(tried.drawn).toBeLessThan(10 * SPECS);
  }, 1_800_000);
});
