import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from './support/built-program';
import { PROJECT } from './support/synthesized';
import { deployWithCdktf, diffWithCdktf } from './support/terraform/cdktf';
import { describeWithTerraform, withTerraform } from './support/terraform/terraform';

describeWithTerraform('cdktf', () => {
  test('deploys every stack of the spec that TOPOGEN_SPEC names, and has nothing more to do then', async () => {
    await withTerraform(async (tf) => {
      const {
        app: _app,
        context: _context,
        ...settings
      } = jest.requireActual<Record<string, unknown>>('../cdktf.json');
      writeFileSync(
        join(tf.root, 'cdktf.json'),
        JSON.stringify({ ...settings, app: `node ${join(builtProgram(), 'app.js')}` }),
      );
      cpSync(join(PROJECT, 'topologies'), join(tf.root, 'topologies'), { recursive: true });
      const env = { TOPOGEN_SPEC: 'topologies/two-clouds.json' };
      await deployWithCdktf(tf, env);
      for (const stack of ['shared', 'network-us-east', 'links', 'cluster-eu-west']) {
        expect(existsSync(join(tf.root, 'state', 'two-clouds', `${stack}.tfstate`))).toBe(true);
      }
      expect((await diffWithCdktf(tf, 'cluster-us-east', env)).hasChanges).toBe(false);
    });
  });
});
