import { ledAround } from '../../../src/actions/show-runbook';
import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import type { Plan } from '../../../src/plan/plan';
import { planRunbook } from '../../../src/report/runbook/plan-runbook';
import { renderRunbook, renderRunbookMarkdown } from '../../../src/report/runbook/render-runbook';
import type { StackChange } from '../../../src/report/runbook/rest';
import type { RunbookPart, Runbook } from '../../../src/report/runbook/runbook';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../support/a-spec';

const AP = { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' } as const;
const THREE: readonly ADatacenter[] = [...TWO_CLOUDS, AP];
const STACKS: readonly StackChange[] = [{ stack: 'links', counts: '1 to replace', losses: ['x is replaced'] }];

async function checked(before: Plan, after: Plan): ReturnType<typeof planRunbook> {
  const addresses = terraformAddresses(before, after);
  return planRunbook({ before, after, addresses }, () => Promise.resolve(before === after ? [] : STACKS));
}

async function runbookOf(before: Plan, after: Plan): Promise<Runbook> {
  const made = await checked(before, after);
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

async function titles(before: Plan, after: Plan): Promise<string[]> {
  return (await runbookOf(before, after)).parts.map(({ title }) => title);
}

function commandsOf({ steps }: RunbookPart): string[] {
  return steps.flatMap(({ where, commands }) => commands.map((command) => `${where.split(' (')[0]}: ${command}`));
}

const two = aPlan(TWO_CLOUDS);
const withDatastore = (fields: object, kong: object = {}): Plan => aPlan(TWO_CLOUDS, { datastore: fields, kong });

test('no change has no part', async () => {
  const runbook = await runbookOf(two, two);
  expect(runbook.parts).toEqual([]);
  expect(renderRunbook(runbook)).toBe('Nothing changes, so there is nothing to do.\n');
});

test('a larger disk is applied, then its file system grown on each node', async () => {
  const { parts } = await runbookOf(two, withDatastore({ diskGib: 500 }));
  expect(parts.map(({ title }) => title)).toEqual(['Data disks grow: us-east 100 to 500 GiB, eu-west 100 to 500 GiB']);
  expect(commandsOf(parts[0]!)).toEqual([
    'beside the spec, on a branch: topogen synth edge.json',
    'terraform/edge: terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply',
    'terraform/edge: terraform -chdir=cluster-eu-west init && terraform -chdir=cluster-eu-west apply',
    'cassandra-1 of us-east: sudo xfs_growfs /var/lib/cassandra',
  ]);
  expect(parts[0]!.steps[2]!.where.match(/cassandra-\d of [a-z-]+ \(10\.6[45]\.\d+\.10\)/g)).toHaveLength(6);
});

test('another machine type makes one node anew at a time, by the name that its cloud has for it', async () => {
  const { parts } = await runbookOf(
    two,
    aPlan([{ ...TWO_CLOUDS[0]!, cassandra: { machineType: 'r6i.2xlarge' } }, TWO_CLOUDS[1]!]),
  );
  expect(commandsOf(parts[0]!).slice(1)).toEqual(
    [1, 2, 3].map(
      (i) =>
        `terraform/edge: terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply -replace=aws_instance.cassandra_${i}`,
    ),
  );
  expect(parts[0]!.steps[1]!.see).toBe('nodetool status on another node shows all 6 nodes as UN');
});

describe("Cassandra's release", () => {
  const oldPatch = withDatastore({ version: '3.11.18' });

  test('of another line is drained, renewed and rewritten, with snapshots for the way back', async () => {
    const { parts } = await runbookOf(two, withDatastore({ version: '4.0', diskGib: 140 }));
    const part = parts.find(({ title }) => title.startsWith('Cassandra 3.11'))!;
    const commands = commandsOf(part).map((it) => it.replace(/^.*: /, ''));
    expect(commands.filter((it) => it === 'nodetool drain')).toHaveLength(6);
    expect(commands.filter((it) => it.includes('-replace=google_compute_instance.cassandra_'))).toHaveLength(3);
    expect(commands.indexOf('nodetool upgradesstables')).toBeGreaterThan(commands.lastIndexOf('nodetool drain'));
    expect(commands.findIndex((it) => it.startsWith('nodetool snapshot -t before-4.0.'))).toBeLessThan(
      commands.indexOf('nodetool drain'),
    );
    expect(parts[0]!.title).toMatch(/^Data disks grow/);
  });

  test('of the same line rewrites nothing', async () => {
    const { parts } = await runbookOf(oldPatch, two);
    expect(parts).toHaveLength(1);
    expect(commandsOf(parts[0]!).join()).not.toContain('upgradesstables');
  });
});

test('nodes are added datacenter by datacenter, and the older ones cleaned up', async () => {
  const { parts } = await runbookOf(two, withDatastore({ nodesPerDatacenter: 6 }));
  expect(parts.map(({ title }) => title)).toEqual(['Cassandra nodes are added: us-east 3 to 6, eu-west 3 to 6']);
  expect(commandsOf(parts[0]!).slice(1)).toEqual([
    'terraform/edge: terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply',
    'cassandra-1 of us-east: nodetool cleanup',
    'terraform/edge: terraform -chdir=cluster-eu-west init && terraform -chdir=cluster-eu-west apply',
    'cassandra-1 of eu-west: nodetool cleanup',
  ]);
});

test('nodes leave the ring one by one, highest first, before the spec lets them go', async () => {
  const { parts } = await runbookOf(withDatastore({ nodesPerDatacenter: 6 }), two);
  const commands = commandsOf(parts[0]!);
  expect(commands.slice(0, 3)).toEqual([6, 5, 4].map((i) => `cassandra-${i} of us-east: nodetool decommission`));
  expect(
    commands.findIndex((it) =>
      it.endsWith('topogen synth edge.json --allow nodes-lowered:us-east,nodes-lowered:eu-west'),
    ),
  ).toBe(6);
  expect(commands.filter((it) => it.includes('apply'))).toHaveLength(2);
  expect(parts[0]!.steps[5]!.see).toContain('the other 6 as UN');
});

describe('a datacenter', () => {
  const three = aPlan(THREE);

  test('that is added is built and filled first, and takes its share in a part of its own', async () => {
    const { parts } = await runbookOf(two, three);
    expect(parts.map(({ title }) => title)).toEqual(['Datacenter ap is added', 'ap takes its share of the requests']);
    const commands = commandsOf(parts[0]!).map((it) => it.replace(/^.*: /, ''));
    const at = (text: string): number => commands.findIndex((it) => it.includes(text));
    expect([at('network-ap'), at('links'), at('cluster-us-east'), at('cluster-ap'), at('ring-extend')]).toEqual(
      [at('network-ap'), at('links'), at('cluster-us-east'), at('cluster-ap'), at('ring-extend')].sort((a, b) => a - b),
    );
    expect(at('network-ap')).toBeGreaterThan(0);
    // A row that one copy lacks may be missing in all that was filled, so it is repaired before it has clients.
    expect(at('nodetool repair --full')).toBeGreaterThan(at('ring-extend'));
    const fill = parts[0]!.steps.find(({ title }) => title === 'Fill its nodes from us-east')!;
    const offered = three.limits.bandwidth.find(({ link }) => link === 'us-east--ap')!.offeredMbitPerSecond;
    expect(fill.lasts).toContain(`over a link of ${Math.round(offered)} Mbit/s`);
  });

  test('with a share of almost nothing leaves the pools of the others as they are', () => {
    const waiting = aPlan([...TWO_CLOUDS, { ...AP, share: 0.000001 }]);
    const pools = ({ datacenters }: Plan): unknown =>
      datacenters.filter(({ name }) => name !== 'ap').map((it) => it.pools.map(({ nodes }) => nodes));
    expect(pools(waiting)).toEqual(pools(two));
  });

  test('that is removed hands over load and data before anything is destroyed', async () => {
    const { parts } = await runbookOf(three, two);
    expect(parts.map(({ title }) => title)).toEqual([
      'The others take over the load of ap',
      'Datacenter ap is removed',
    ]);
    const commands = commandsOf(parts[1]!).map((it) => it.replace(/^.*?: /, ''));
    const order = [
      'stop topogen-repair.timer',
      'nodetool repair --full',
      'start topogen-repair.timer',
      'ALTER KEYSPACE kong',
      'nodetool decommission',
      'ALTER KEYSPACE system_auth',
      'cluster-ap destroy',
      'mv network-ap',
      'topogen synth',
      'chdir=links',
      'network-ap destroy',
    ].map((text) => commands.findIndex((it) => it.includes(text)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order[0]).toBe(0);
    expect(commands.join()).toContain("{'class': 'NetworkTopologyStrategy', 'us-east': '3', 'eu-west': '3'}");
  });

  test('leaves a ring of 4.1 by force, since roles still want copies there', async () => {
    const newer = { datastore: { version: '4.1' } };
    const { parts } = await runbookOf(aPlan(THREE, newer), aPlan(TWO_CLOUDS, newer));
    expect(parts.flatMap(commandsOf).join()).toContain('nodetool decommission --force');
  });
});

describe("Kong's release", () => {
  const at = (version: string): Plan => aPlan(TWO_CLOUDS, { kong: { version } });

  test('goes by snapshot, migrations where they run, each cluster, and finish at the end', async () => {
    const { parts } = await runbookOf(at('2.8.5'), at('3.3.1'));
    const [part] = parts.filter(({ title }) => title === 'Kong 2.8.5 becomes 3.3.1');
    expect(part!.steps.map(({ title }) => title)).toEqual([
      'Let nobody configure Kong until the end',
      "Take a snapshot of Kong's keyspace on every node",
      'Generate',
      'Apply us-east: its pool is replaced node by node, new ones first',
      'Apply eu-west: its pool is replaced node by node, new ones first',
      'Finish the migrations',
      'Give the room of the snapshots back',
      'Open the configuration again',
    ]);
    expect(part!.steps[3]!.see).toContain('edge-us-east-kong-migrations says "the schema is that of Kong 3.3.1');
    expect(part!.steps[4]!.back).toContain('Kong 2.8.5 serves the migrated schema');
  });

  test('older than 2.8.2 needs a window, and one before 1.0 has no finish', async () => {
    const { parts } = await runbookOf(at('2.8.1'), at('3.3.1'));
    expect(parts.at(-1)!.steps[3]!.risk).toContain('announce a window');
    const early = (await runbookOf(at('0.13.1'), at('0.14.1'))).parts[0]!;
    expect(early.steps.map(({ title }) => title)).not.toContain('Finish the migrations');
  });

  test('by a copy is offered where a major release comes, with all that is done by hand', async () => {
    const copy = async (before: Plan, after: Plan): Promise<RunbookPart | undefined> =>
      (await runbookOf(before, after)).parts.find(({ title }) => title.startsWith('By hand instead: '));
    const ring = (await copy(at('2.8.5'), at('3.3.1')))!;
    expect(ring.only).toContain('topogen makes no copy of a datastore');
    for (const command of [
      'nodetool snapshot -t before-kong-3.3.1 kong',
      'sudo kong config db_export kong.yml',
      'sudo kong config db_import kong.yml',
      'terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east destroy',
    ])
      expect(commandsOf(ring).join('\n')).toContain(command);
    const server = (version: string): Plan =>
      aPlan(TWO_CLOUDS.slice(0, 1), { kong: { version }, datastore: { engine: 'postgresql' } });
    const onServer = (await copy(server('2.8.5'), server('3.4.2')))!;
    expect(onServer.steps.map(({ where }) => where).join('\n')).toContain('"A backup by hand"');
    // Smaller steps share a datastore; releases before the command have no file to carry over.
    for (const [old, fresh] of [
      ['2.7.2', '2.8.5'],
      ['3.2.2', '3.3.1'],
      ['0.14.1', '1.5.1'],
    ] as const)
      expect(await copy(at(old), at(fresh))).toBeUndefined();
  });
});

test('pools grow or shrink with the load, cluster by cluster', async () => {
  const more = aPlan(TWO_CLOUDS, { requestsPerSecond: 60_000 });
  const [grown] = await titles(two, more);
  expect(grown).toMatch(/^Kong's pools change: us-east \d+ to \d+ x \S+ becomes \d+ to \d+ x \S+; eu-west/);
  const { parts } = await runbookOf(more, two);
  expect(parts[0]!.why).toContain('nodes go only when');
});

test('anything else is applied by the stacks whose trees differ, losses as its risk', async () => {
  const { parts } = await runbookOf(two, aPlan(TWO_CLOUDS, { tags: { team: 'edge' } }));
  expect(parts.map(({ title }) => title)).toEqual(['Everything else: tags']);
  expect(parts[0]!.steps[1]).toMatchObject({ title: 'Apply links: 1 to replace', risk: 'x is replaced' });
});

test('changes that must not meet are split, in an order that gives room first, each with its reason', async () => {
  const before = aPlan(THREE, { kong: { version: '2.8.5' } });
  const after = aPlan(TWO_CLOUDS, { datastore: { version: '4.0', diskGib: 500 }, tags: { team: 'edge' } });
  const runbook = await runbookOf(before, after);
  expect(runbook.parts.map(({ title }) => title.split(':')[0]!.replace(/[\d.]+/g, '#'))).toEqual([
    'Data disks grow',
    'Cassandra # becomes #',
    'By hand instead',
    'Kong # becomes #',
    'The others take over the load of ap',
    'Datacenter ap is removed',
    'Everything else',
  ]);
  const text = renderRunbook(runbook);
  expect(text.match(/^By itself, since/gm)).toHaveLength(7);
  for (const line of text.split('\n')) if (!line.startsWith('     $ ')) expect(line.length).toBeLessThanOrEqual(80);
  const markdown = renderRunbookMarkdown(runbook);
  expect(markdown.match(/^- \[ \] \*\*\d+\./gm)).toHaveLength(runbook.parts.flatMap(({ steps }) => steps).length);
});

test('specs of two topologies have no steps between them', async () => {
  const made = await checked(two, aPlan(TWO_CLOUDS, { name: 'other' }));
  expect(made).toMatchObject({ ok: false, issues: [{ code: 'other-topology' }] });
});

describe("Terraform's states", () => {
  const GCS = { backend: 'gcs', bucket: 'acme-state' };
  const s3 = (fields: object = {}): Plan =>
    aPlan(TWO_CLOUDS, { state: { backend: 's3', bucket: 'acme-state', region: 'eu-west-1', ...fields } });

  test('go to another place before anything else, all of them before one is planned', async () => {
    const after = aPlan(TWO_CLOUDS, { state: GCS, tags: { team: 'edge' } });
    const { parts } = await runbookOf(two, after);
    expect(parts.map(({ title }) => title)).toEqual([
      "Terraform's states go from local to gcs",
      'Everything else: tags',
    ]);
    const commands = parts[0]!.steps.flatMap((step) => step.commands);
    const names = two.stacks.map(({ name }) => name);
    expect(commands).toEqual([
      'export STATES="$(mktemp -d)"',
      ...names.map((it) => `terraform -chdir=${it} init && terraform -chdir=${it} state pull >"$STATES/${it}.tfstate"`),
      'topogen synth edge.json',
      ...names.map(
        (it) =>
          `rm -f ${it}/.terraform/terraform.tfstate && terraform -chdir=${it} init && terraform -chdir=${it} state push "$STATES/${it}.tfstate"`,
      ),
      ...names.map((it) => `terraform -chdir=${it} plan`),
      'rm -r "$STATES"',
    ]);
  });

  test('that a pipeline reads have to be allowed by name', async () => {
    const { parts } = await runbookOf(s3(), aPlan(TWO_CLOUDS, { state: GCS }));
    expect(commandsOf(parts[0]!)).toContain(
      'beside the spec, on a branch: topogen synth edge.json --allow state-moved',
    );
  });

  test('stay where they are with another key, and with a path that is the default', async () => {
    expect(await titles(s3(), s3({ kmsKeyId: 'alias/state' }))).toEqual(['Everything else: state']);
    expect(await titles(s3(), s3({ prefix: 'edge' }))).toEqual(['Everything else: state']);
  });
});

describe('Redis', () => {
  const counting = (policy: string): Plan =>
    aPlan(TWO_CLOUDS, {
      kong: { requestsPerSecondPerVcpu: 500, plugins: [{ name: 'rate-limiting', policy }] },
      datastore: { nodesPerDatacenter: 6 },
    });

  test('goes after the plugins that ask it and before its subnets', async () => {
    const { parts } = await runbookOf(counting('redis'), counting('local'));
    expect(parts.map(({ title }) => title)).toEqual(['Redis goes']);
    expect(parts[0]!.steps[0]!.where).toContain('Admin API');
    expect(commandsOf(parts[0]!).map((it) => it.replace(/.* && /, ''))).toEqual([
      'beside the spec, on a branch: topogen synth edge.json --allow redis-removed',
      ...['cluster-us-east', 'cluster-eu-west', 'network-us-east', 'network-eu-west'].map(
        (it) => `terraform -chdir=${it} apply`,
      ),
    ]);
  });

  test('is asked for by other fields from 3.6 on, so what asks it is looked at before the migrations are finished', async () => {
    const kong = (version: string, policy: string): Plan =>
      aPlan(TWO_CLOUDS.slice(0, 1), {
        kong: { requestsPerSecondPerVcpu: 500, version, plugins: [{ name: 'rate-limiting', policy }] },
        datastore: { engine: 'postgresql' },
      });
    const seen = async (from: string, to: string, policy: string): Promise<string | undefined> => {
      const { parts } = await runbookOf(kong(from, policy), kong(to, policy));
      return parts.flatMap(({ steps }) => steps).find(({ title }) => title === 'Finish the migrations')?.see;
    };
    expect(await seen('3.5', '3.6', 'redis')).toContain('config.redis.host');
    expect(await seen('3.5', '3.6', 'local')).not.toContain('config.redis.host');
    expect(await seen('3.7', '3.8', 'redis')).not.toContain('config.redis.host');
  });
});

test('another way to the internet is made before the former goes, and is asked for by the datacenters that have it', async () => {
  const plan = (egress: string): Plan => aPlan([...TWO_CLOUDS, AP], { network: { egress } });
  const { parts } = await runbookOf(plan('managed'), plan('regional'));
  expect(parts.map(({ title }) => title)).toEqual(['Another way to the internet: us-east regional, ap regional']);
  const commands = commandsOf(parts[0]!).map((it) => it.replace(/^terraform\/edge: (.* && )?/, ''));
  const routes = ['a', 'b', 'c'].map((zone) => `-target=aws_route.private_${zone}_internet`).join(' ');
  expect(commands).toEqual([
    'beside the spec, on a branch: topogen synth edge.json --allow egress-changed:us-east,egress-changed:ap',
    ...['us-east', 'ap'].flatMap((name) => [
      `terraform -chdir=network-${name} apply -target=aws_nat_gateway.nat_regional`,
      `terraform -chdir=network-${name} output nat_addresses`,
      `terraform -chdir=network-${name} apply ${routes}`,
      `terraform -chdir=network-${name} apply`,
    ]),
  ]);
  expect(ledAround(undefined, plan('managed'))).toContain('egress-changed');
  // The address of the first zone stays, and nothing goes.
  const back = (await runbookOf(plan('single'), plan('managed'))).parts[0]!;
  expect(back.steps.filter(({ title }) => /us-east/.test(title)).map(({ title }) => title)).toEqual([
    'Make the gateways of us-east beside the former',
    'Lead the routes of us-east there',
  ]);
});

describe('where the topology has a name of its own', () => {
  const gateway = {
    hostname: 'api.example.com',
    dns: { provider: 'route53', zone: 'example.com', policy: 'weighted' },
  };
  const [small, large] = [aPlan(TWO_CLOUDS, { gateway }), aPlan(THREE, { gateway })];
  const sent = (parts: readonly RunbookPart[], title: RegExp): string[] =>
    parts.flatMap(({ steps }) => steps.filter((it) => title.test(it.title)).flatMap(({ commands }) => commands));
  const APPLIED = 'terraform -chdir=dns init && terraform -chdir=dns apply';

  test('clients are sent to a datacenter that comes, and away from one that goes, by the stack of the names', async () => {
    expect(sent((await runbookOf(small, large)).parts, /^Send clients to ap$/)).toEqual([APPLIED]);
    expect(sent((await runbookOf(large, small)).parts, /^Send clients of ap to/)).toEqual([APPLIED]);
    expect(sent((await runbookOf(two, aPlan(THREE))).parts, /^Send clients/)).toEqual([]);
  });

  test('a datacenter that is drained, and a name that comes, have their own words', async () => {
    const drained = aPlan([{ ...TWO_CLOUDS[0]!, gateway: { drained: true } }, TWO_CLOUDS[1]!], { gateway });
    expect(await titles(small, drained)).toEqual(['Everything else: names']);
    expect(await titles(two, small)).toEqual(['Everything else: names']);
  });
});

test('whatever setting of a datacenter is another one, a part names the datacenter', async () => {
  const certificate = (aws: string): Plan => aPlan(TWO_CLOUDS, { gateway: { certificate: { aws, google: 'edge' } } });
  expect(await titles(certificate('a'), certificate('b'))).toEqual(['Everything else: settings of us-east']);
});
