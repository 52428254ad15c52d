import { cdktf, deployWithCdktf, destroyWithCdktf, diffWithCdktf } from '../support/terraform/cdktf';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';
import type { World } from '../support/terraform/terraform';

/** Two stacks, the second with a value of the first's. */
const app = `
const { App, TerraformStack, TerraformOutput, LocalBackend } = require('cdktf');
const { AwsProvider } = require('@cdktf/provider-aws/lib/provider');
const { Vpc } = require('@cdktf/provider-aws/lib/vpc');
const { Subnet } = require('@cdktf/provider-aws/lib/subnet');

class Stack extends TerraformStack {
  constructor(scope, id) {
    super(scope, id);
    new AwsProvider(this, 'aws', { region: 'us-east-1' });
    new LocalBackend(this, { path: '../../../state/' + id + '.tfstate' });
  }
}
const app = new App();
const network = new Stack(app, 'network');
const vpc = new Vpc(network, 'vpc', { cidrBlock: process.env.CIDR });
const cluster = new Stack(app, 'cluster');
new Subnet(cluster, 'subnet', { vpcId: vpc.id, cidrBlock: '10.0.1.0/24' });
app.synth();
`;
const env = { CIDR: '10.0.0.0/16' };

async function writeApp(tf: World): Promise<void> {
  const settings = { language: 'typescript', app: 'node app.js', projectId: 'test', sendCrashReports: 'false' };
  await tf.write('cdktf.json', JSON.stringify(settings));
  await tf.write('app.js', app);
}

describeLong('the cdktf command against the stand-in providers', () => {
  test('deploys stacks in order, then finds nothing to change, then destroys them', () =>
    withTerraform(async (tf) => {
      await writeApp(tf);
      await deployWithCdktf(tf, env);
      const state = JSON.parse(await tf.read('state/cluster.tfstate')) as { resources: { type: string }[] };
      expect(state.resources.map((each) => each.type)).toContain('aws_subnet');
      expect((await diffWithCdktf(tf, 'cluster', env)).hasChanges).toBe(false);
      expect((await diffWithCdktf(tf, 'network', { CIDR: '10.9.0.0/16' })).hasChanges).toBe(true);
      await destroyWithCdktf(tf, env);
      expect(JSON.parse(await tf.read('state/network.tfstate'))).toMatchObject({ resources: [] });
    }));

  test('fails with the output of Terraform in its message', () =>
    withTerraform(async (tf) => {
      await writeApp(tf);
      await expect(cdktf(tf, ['diff', 'nowhere', '--skip-provider-lock'], env)).rejects.toThrow(/nowhere/);
    }));
});
