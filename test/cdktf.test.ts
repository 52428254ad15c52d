import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from './support/built-program';
import { describeLong } from './support/long';
import { PROJECT } from './support/synthesized';
import { deployWithCdktf, diffWithCdktf } from './support/terraform/cdktf';
import { withTerraform } from './support/terraform/terraform';

const FILE = 'two-clouds';
const STACKS = ['shared', 'network-us-east', 'network-eu-west', 'links', 'cluster-us-east', 'cluster-eu-west'];

describeLong('cdktf', () => {
  test('deploys every stack of the spec that TOPOGEN_SPEC names, has nothing more to do then, and sees what changes', async () => {
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
      const env = { TOPOGEN_SPEC: `topologies/${FILE}.json` };
      await deployWithCdktf(tf, env);
      const spec = JSON.parse(readFileSync(join(tf.root, env.TOPOGEN_SPEC), 'utf8')) as { readonly name: string };
      const states = readdirSync(join(tf.root, 'state', spec.name)).filter((file) => file.endsWith('.tfstate'));
      expect(states.sort()).toEqual(STACKS.map((stack) => `${stack}.tfstate`).sort());
      expect((await diffWithCdktf(tf, 'cluster-us-east', env)).hasChanges).toBe(false);
      writeFileSync(join(tf.root, env.TOPOGEN_SPEC), JSON.stringify({ ...spec, requestsPerSecond: 24_000 }));
      expect((await diffWithCdktf(tf, 'cluster-us-east', env)).hasChanges).toBe(true);
    });
  });
});
