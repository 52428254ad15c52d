import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtProgram } from './support/built-program';
import { describeLong } from './support/long';
import { storedResources } from './support/terraform/state-file';
import { withTerraform, type CommandResult, type TerraformFolder, type World } from './support/terraform/terraform';

/*
 * The way by which runbooks take a datacenter down, as an operator goes it: with the built program, in one folder, through
 * real Terraform. At the end nothing of the datacenter is left, and all else is as the spec says.
 */

const US_EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const US_WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
const EU_WEST = { name: 'eu-west', cloud: 'google', region: 'europe-west1' };

type Datacenter = typeof US_EAST;

const TREE = 'terraform/edge';
const TIMEOUT_MS = 1_800_000;

/** Who runs the commands of runbooks for one datacenter after another. Each command must stand there. */
class Operator {
  private stands: readonly Datacenter[] = [];

  constructor(private readonly tf: World) {}

  /** Writes the spec and generates. Returns what the program said. */
  async generate(...datacenters: readonly Datacenter[]): Promise<string> {
    return this.synth(datacenters);
  }

  /** Generates without a datacenter, which is named. */
  async leave(gone: string, ...datacenters: readonly Datacenter[]): Promise<string> {
    return this.synth(datacenters, '--allow', `datacenter-removed:${gone}`);
  }

  private async synth(datacenters: readonly Datacenter[], ...words: readonly string[]): Promise<string> {
    this.stands = datacenters;
    this.write('edge.json', datacenters);
    return (await this.topogen('synth', 'edge.json', ...words)).stderr;
  }

  private write(file: string, datacenters: readonly Datacenter[]): void {
    const spec = { name: 'edge', requestsPerSecond: 12000, googleProject: 'acme-edge', datacenters };
    writeFileSync(join(this.tf.root, file), JSON.stringify(spec));
  }

  private async topogen(...words: readonly string[]): Promise<CommandResult> {
    const ran = await this.tf.run(process.execPath, [join(builtProgram(), 'main.js'), ...words]);
    expect([ran.stderr, ran.code]).toEqual([expect.anything(), 0]);
    return ran;
  }

  /** Applies stacks that need nothing of each other. Returns what that did, by stack and address. */
  async apply(...stacks: readonly string[]): Promise<Record<string, Record<string, string>>> {
    const applied = stacks.map(async (stack) => {
      const folder = this.at(stack);
      await folder.init();
      return [stack, await folder.applyChanges()] as const;
    });
    return Object.fromEntries(await Promise.all(applied));
  }

  async destroyCluster(datacenter: string): Promise<void> {
    const stack = `cluster-${datacenter}`;
    await this.isTold(datacenter, `terraform -chdir=${stack} destroy`, '-var=deletion_protection=false');
    const unprotected = '-var=deletion_protection=false';
    if ((await this.tf.read(`${TREE}/${stack}/balancer.tf`)).includes('var.deletion_protection'))
      await this.at(stack).run(['apply', unprotected, ...unattended]);
    await this.at(stack).run(['destroy', ...unattended]);
  }

  async destroyLinks(datacenter: string): Promise<void> {
    await this.isTold(datacenter, 'terraform -chdir=links destroy\n');
    await this.at('links').run(['destroy', ...unattended]);
  }

  async destroyLinksTo(datacenter: string): Promise<void> {
    const target = `-target=data.terraform_remote_state.network_${datacenter.replaceAll('-', '_')}`;
    await this.isTold(datacenter, `terraform -chdir=links destroy ${target}\n`);
    await this.at('links').run(['destroy', target, ...unattended]);
  }

  async setAside(datacenter: string): Promise<void> {
    await this.isTold(datacenter, `mkdir -p ../leaving && mv network-${datacenter} ../leaving/\n`);
    mkdirSync(join(this.tf.root, 'terraform/leaving'));
    renameSync(join(this.tf.root, TREE, `network-${datacenter}`), this.leaving(datacenter).folder);
  }

  async destroyNetwork(datacenter: string): Promise<void> {
    await this.leaving(datacenter).run(['destroy', ...unattended]);
    await this.tf.remove('terraform/leaving');
  }

  /** Addresses of what the state of a stack holds, data sources left out. */
  async held(stack: string): Promise<string[]> {
    return (await storedResources(this.tf, stack)).map(({ address }) => address);
  }

  async isGone(...stacks: readonly string[]): Promise<void> {
    for (const stack of stacks) expect([stack, await this.held(stack)]).toEqual([stack, []]);
  }

  async isSettled(...stacks: readonly string[]): Promise<void> {
    const changed = await Promise.all(stacks.map(async (it) => ((await this.at(it).hasChanges()) ? [it] : [])));
    expect(changed.flat()).toEqual([]);
  }

  /** Holds that the runbook which takes a datacenter out of what stands has commands, by its text. */
  private async isTold(gone: string, ...commands: readonly string[]): Promise<void> {
    this.write(
      'next.json',
      this.stands.filter(({ name }) => name !== gone),
    );
    const { stdout } = await this.topogen('runbook', 'edge.json', 'next.json');
    for (const command of commands) expect(stdout).toContain(command);
    expect(stdout).toContain(`terraform -chdir=../leaving/network-${gone} destroy\n`);
  }

  private at(stack: string): TerraformFolder {
    return this.tf.at(`${TREE}/${stack}`);
  }

  private leaving(datacenter: string): TerraformFolder {
    return this.tf.at(`terraform/leaving/network-${datacenter}`);
  }
}

const unattended = ['-auto-approve', '-input=false', '-no-color'];

function operate(name: string, walk: (operator: Operator) => Promise<void>): void {
  test(name, () => withTerraform((tf) => walk(new Operator(tf))), TIMEOUT_MS);
}

function each(layer: string, ...datacenters: readonly { readonly name: string }[]): string[] {
  return datacenters.map(({ name }) => `${layer}-${name}`);
}

describeLong('taking a datacenter down, as its runbook tells it', () => {
  operate('one of three, then one of two', async (operator) => {
    await operator.generate(US_EAST, EU_WEST, US_WEST);
    await operator.apply('shared', ...each('network', US_EAST, EU_WEST, US_WEST));
    await operator.apply('links');
    await operator.apply(...each('cluster', US_EAST, EU_WEST, US_WEST));

    await operator.destroyCluster('us-west');
    await operator.setAside('us-west');
    const said = await operator.leave('us-west', US_EAST, EU_WEST);
    expect(said).toContain('no longer part of the topology: cluster-us-west.');
    expect(said).not.toContain('leaving');
    const { links = {} } = await operator.apply('links');
    expect(Object.keys(links).length).toBeGreaterThan(20);
    // Nothing of the other two's link.
    const others = Object.entries(links).filter(([address]) => !address.includes('us_west'));
    expect([others, new Set(Object.values(links))]).toEqual([[], new Set(['delete'])]);
    await operator.destroyNetwork('us-west');
    expect(await operator.apply('shared', ...each('network', US_EAST, EU_WEST))).toEqual({
      shared: {},
      'network-us-east': {},
      'network-eu-west': {},
    });
    for (const actions of Object.values(await operator.apply(...each('cluster', US_EAST, EU_WEST)))) {
      const rules = Object.entries(actions).filter(([, action]) => action === 'delete');
      expect(rules.map(([address]) => address.includes('us_west_cassandra'))).toEqual([true, true, true, true]);
    }
    await operator.isGone(...each('cluster', US_WEST), ...each('network', US_WEST));
    await operator.isSettled('links', ...each('network', US_EAST, EU_WEST), ...each('cluster', US_EAST, EU_WEST));

    await operator.destroyCluster('eu-west');
    await operator.destroyLinks('eu-west');
    await operator.setAside('eu-west');
    await operator.leave('eu-west', US_EAST);
    await operator.destroyNetwork('eu-west');
    await operator.apply('shared', ...each('network', US_EAST));
    await operator.apply(...each('cluster', US_EAST));
    await operator.isGone('links', ...each('cluster', EU_WEST), ...each('network', EU_WEST));
    await operator.isSettled('shared', ...each('network', US_EAST), ...each('cluster', US_EAST));
  });

  operate('the last one on its cloud, links and networks', async (operator) => {
    await operator.generate(US_EAST, EU_WEST, US_WEST);
    await operator.apply(...each('network', US_EAST, EU_WEST, US_WEST));
    await operator.apply('links');
    const peering = (await operator.held('links')).filter((address) => /us_east__us_west/.test(address));

    await operator.destroyLinksTo('eu-west');
    const left = await operator.held('links');
    expect(left.filter((address) => /^google_|^aws_(vpn|customer)_/.test(address))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(peering));
    await operator.setAside('eu-west');
    await operator.leave('eu-west', US_EAST, US_WEST);
    await operator.apply('links');
    expect(await operator.held('links')).toEqual(peering);
    await operator.destroyNetwork('eu-west');
    await operator.isGone(...each('network', EU_WEST));
    await operator.isSettled('links', ...each('network', US_EAST, US_WEST));
  });
});
