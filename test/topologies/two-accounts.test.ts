import { proveTopology } from '../support/prove-topology';
import { describeLong } from '../support/long';
import { synthesizeShipped, writeTrees } from '../support/synthesized';
import { withTerraform } from '../support/terraform/terraform';

proveTopology('two-accounts', { long: true });

describeLong('the links of two accounts', () => {
  test('both trees are valid, and keep their promises with a mock of each provider', async () => {
    const synthesized = await synthesizeShipped('two-accounts');
    await withTerraform(async (tf) => {
      await writeTrees(tf, synthesized);
      for (const folder of ['cdktf.out/stacks/links', 'terraform/two-accounts/links']) {
        const links = tf.at(folder);
        await links.init();
        expect(await links.validate()).toEqual({ valid: true, errors: [], warnings: [] });
      }
      const { stdout } = await tf.at('terraform/two-accounts/links').test();
      expect(stdout).toMatch(/Success! [1-9]\d* passed, 0 failed/);
    });
  }, 900_000);
});
