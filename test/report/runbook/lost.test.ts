import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../../src/plan/plan';
import { renderCassandraOperations } from '../../../src/report/datastores/cassandra/operations';
import { renderPostgresqlOperations } from '../../../src/report/datastores/postgresql/operations';
import { lostRunbook, lostWords } from '../../../src/report/runbook/lost';
import { renderRunbook, renderRunbookMarkdown } from '../../../src/report/runbook/render-runbook';
import type { RunbookPart, Runbook } from '../../../src/report/runbook/runbook';
import { aPlan, TWO_CLOUDS } from '../../support/a-spec';

const AP = { name: 'ap', cloud: 'aws', region: 'ap-northeast-1' } as const;
const two = aPlan(TWO_CLOUDS);
const one_ = aPlan(TWO_CLOUDS.slice(0, 1));
const server = aPlan(TWO_CLOUDS.slice(0, 1), { datastore: { engine: 'postgresql' } });
const replicated = aPlan([TWO_CLOUDS[0]!, AP], {
  kong: { mode: 'traditional' },
  datastore: { engine: 'postgresql', primary: 'us-east', replicas: ['ap'] },
});
const dialled = aPlan([TWO_CLOUDS[0]!, AP], { links: { awsToAws: 'ipsec' } });
const counting = aPlan(TWO_CLOUDS, { kong: { plugins: [{ name: 'rate-limiting', policy: 'redis' }] } });

const asked = (plan: Plan, word: string): ReturnType<typeof lostRunbook> =>
  lostRunbook({ plan, addresses: terraformAddresses(plan, plan) }, word);

function runbookOf(plan: Plan, word: string): Runbook {
  const made = asked(plan, word);
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value;
}

const commandsOf = (part: RunbookPart | undefined): string[] => (part?.steps ?? []).flatMap(({ commands }) => commands);
const titled = (runbook: Runbook, title: string): RunbookPart | undefined =>
  runbook.parts.find((it) => it.title === title);

test.each([
  ['two clouds', two],
  ['one datacenter', one_],
  ['PostgreSQL', server],
  ['PostgreSQL with a replica', replicated],
  ['VPN instances', dialled],
  ['Redis', counting],
])('every loss of %s has steps that say all that a step has to, and two forms', (_, plan) => {
  for (const word of lostWords({ plan })) {
    const runbook = runbookOf(plan, word);
    expect(runbook.parts.length).toBeGreaterThan(1);
    for (const step of runbook.parts.flatMap(({ steps }) => steps))
      for (const text of [step.title, step.where, step.see, step.back, step.risk, step.lasts])
        expect(text).not.toBe('');
    expect(renderRunbook(runbook)).not.toMatch(/undefined|NaN|\[object/);
    expect(renderRunbookMarkdown(runbook)).toContain('- [ ] **1. ');
    // A link has a shorter word, with one hyphen, and the one that is always its own.
    const own = /^topogen simulate edge\.json --lose (\S+)$/.exec(commandsOf(runbook.parts[0])[0] ?? '')?.[1] ?? '';
    expect(own.replace('--', '-')).toBe(word.replace('--', '-'));
  }
});

test('a node comes back with its disk, or without it by another disk, and is repaired after the hours of its hints', () => {
  const runbook = runbookOf(two, 'node:eu-west/cassandra-2');
  expect(commandsOf(titled(runbook, 'cassandra-2 comes back with its data'))).toEqual([
    'terraform -chdir=cluster-eu-west init && terraform -chdir=cluster-eu-west apply -replace=google_compute_instance.cassandra_2',
  ]);
  expect(commandsOf(titled(runbook, 'cassandra-2 comes back without its data'))).toEqual([
    'terraform -chdir=cluster-eu-west init && terraform -chdir=cluster-eu-west apply -replace=google_compute_disk.cassandra_2_data -replace=google_compute_instance.cassandra_2',
  ]);
  // A repair by hand meets none of the weekly ones, which take turns among themselves alone.
  expect(commandsOf(titled(runbook, 'It is repaired'))).toEqual([
    'sudo systemctl stop topogen-repair.timer',
    'systemctl is-active topogen-repair || true',
    'nodetool repair --full',
    'sudo systemctl start topogen-repair.timer',
  ]);
  expect(titled(runbook, 'It is repaired')!.only).toMatch(
    /filled by the others, .*longer than three hours from the loss/,
  );
  expect(
    commandsOf(titled(runbookOf(two, 'node:us-east/cassandra-1'), 'cassandra-1 comes back without its data')),
  ).toEqual([
    'terraform -chdir=cluster-us-east init && terraform -chdir=cluster-us-east apply -replace=aws_ebs_volume.cassandra_1 -replace=aws_instance.cassandra_1',
  ]);
});

test('nodes that were away for too long are filled anew in place, one after another, and what they had goes last', () => {
  const told = (name: string): string => `echo ${name} | sudo tee /run/topogen/start-empty`;
  const gone = 'sudo rm -r /var/lib/cassandra/topogen-former';
  const [one, two_, three] = ['cassandra-1', 'cassandra-2', 'cassandra-3'].map(told);
  const partOf = (word: string, title: string): RunbookPart => {
    const found = titled(runbookOf(two, word), title)!;
    expect(found.only).toContain('ten days or longer');
    return found;
  };
  expect(commandsOf(partOf('datacenter:us-east', 'us-east is back after a long time'))).toEqual([
    one,
    two_,
    three,
    gone,
  ]);
  expect(commandsOf(partOf('zone:us-east/b', 'The zone is back after a long time'))).toEqual([two_, gone]);
  const node = commandsOf(partOf('node:us-east/cassandra-3', 'cassandra-3 comes back after a long time'));
  expect(node.slice(1)).toEqual([three, gone]);
  expect(node[0]).toMatch(/-replace=aws_instance\.cassandra_3$/);
  // Where nobody else has served there is nobody to be filled from, and nothing was deleted.
  const alone = runbookOf(one_, 'datacenter:us-east');
  expect(alone.parts.flatMap(commandsOf).join('\n')).not.toContain('start-empty');
  expect(commandsOf(titled(alone, 'It is back with its data after a long time'))[0]).toBe(
    'sudo touch /run/topogen/start-old',
  );
});

test('a lost zone takes a node of Redis and a VPN instance with it, where it has them', () => {
  const titles = (plan: Plan, word: string): string[] => runbookOf(plan, word).parts.map(({ title }) => title);
  expect(titles(counting, 'zone:us-east/a')).toContain('Redis');
  expect(titles(two, 'zone:us-east/a')).not.toContain('Redis');
  const { name } = dialled.datacenters.find(({ vpnInstances }) => vpnInstances !== undefined)!;
  const links = titled(runbookOf(dialled, `zone:${name}/a`), 'Its links')!;
  expect(links.steps[0]!.where).toBe(`vpn-b of ${name}`);
  expect(commandsOf(links)[1]).toMatch(/-replace=aws_instance\.\w+_vpn_a$/);
  expect(titles(dialled, `zone:${name}/c`)).not.toContain('Its links');
});

test("the pages on operation have the steps of runbooks for a lost machine in runbooks' own words", () => {
  const cassandra = renderCassandraOperations(
    { plan: two, addresses: terraformAddresses(two, two) },
    CLOUD_FACTS,
    'three hours',
  );
  const ofNode = runbookOf(two, 'node:us-east/cassandra-1').parts.slice(1);
  const postgresql = renderPostgresqlOperations(server, CLOUD_FACTS, terraformAddresses(server, server));
  const ofServer = runbookOf(server, 'zone:us-east/a').parts.filter(({ title }) => title.startsWith('PostgreSQL'));
  expect(ofServer).toHaveLength(1);
  for (const [page, parts] of [
    [cassandra, ofNode],
    [postgresql, ofServer],
  ] as const)
    for (const { title, risk, commands } of parts.flatMap(({ steps }) => steps))
      for (const words of [title, risk, ...commands]) expect(page).toContain(words);
});

test('the ring is looked at from a node that is left', () => {
  for (const word of ['node:us-east/cassandra-1', 'zone:us-east/a', 'datacenter:us-east']) {
    const [, ring] = runbookOf(two, word).parts.filter(({ title }) => !title.startsWith('Kong'));
    expect(ring!.steps[0]!.where).not.toContain('cassandra-1 of us-east');
    expect(ring!.steps[0]!.commands).toEqual(['nodetool status', 'nodetool version']);
  }
});

test('nothing is applied to a zone that is away, and its nodes are not taken out of the ring', () => {
  const runbook = runbookOf(two, 'zone:us-east/a');
  const all = runbook.parts.flatMap(commandsOf).join('\n');
  expect(all).not.toMatch(/removenode|decommission|terraform/);
  expect(all).toContain('topogen runbook edge.json --lost node:us-east/cassandra-1');
});

test('a datacenter comes back before its clients do, and is given up only in the last part but that', () => {
  const runbook = runbookOf(two, 'datacenter:us-east');
  expect(runbook.parts.map(({ title }) => title)).toEqual([
    'What is left',
    'The ring without it',
    'us-east is back with its data',
    'us-east is back after a long time',
    'us-east is back without its data',
    'They are repaired',
    'us-east is given up',
    'Clients come back to us-east',
  ]);
  expect(titled(runbook, 'They are repaired')!.only).toBe(
    titled(runbookOf(two, 'node:us-east/cassandra-1'), 'It is repaired')!.only,
  );
  const givenUp = titled(runbook, 'us-east is given up');
  expect(givenUp!.steps[0]!.see).toContain('schema version mismatch');
  const gone = commandsOf(givenUp);
  expect(gone.slice(0, 3).every((it) => it.includes("{'class': 'NetworkTopologyStrategy', 'eu-west': '3'}"))).toBe(
    true,
  );
  const nodes = cassandraOf(two.datacenters[0]!).nodes;
  expect(gone.filter((it) => it.startsWith('nodetool removenode'))).toHaveLength(nodes.length);
  expect(gone.findIndex((it) => it.includes('system_auth'))).toBeGreaterThan(
    gone.findLastIndex((it) => it.startsWith('nodetool removenode')),
  );
});

test('a runbook without cases speaks of no spec of its own, and one of a datacenter of no copy that is left there', () => {
  expect(renderRunbookMarkdown(runbookOf(server, 'node:us-east/kong'))).toMatch(/2 parts, one after another\./);
  const [, ring] = runbookOf(two, 'datacenter:us-east').parts;
  expect(ring!.steps.map(({ risk }) => risk)).toEqual(
    Array(2).fill(expect.stringContaining('copies of us-east are away')),
  );
});

test('a lost primary comes back, or a replica takes over, or a backup does, by parts that OPERATIONS.md has', () => {
  const titles = (plan: Plan, word: string): string[] => runbookOf(plan, word).parts.map(({ title }) => title);
  expect(titles(replicated, 'datacenter:us-east').slice(1, -1)).toEqual([
    'PostgreSQL is back with it',
    'PostgreSQL of ap takes over',
    'A backup takes its place',
  ]);
  expect(titles(server, 'datacenter:us-east').slice(1)).toEqual([
    'PostgreSQL is back with it',
    'A backup takes its place',
  ]);
  expect(titles(replicated, 'datacenter:ap').slice(1, -1)).toEqual(['The replica of ap']);
  const page = renderPostgresqlOperations(replicated, CLOUD_FACTS, terraformAddresses(replicated, replicated));
  const named = ['us-east', 'ap']
    .flatMap((name) => runbookOf(replicated, `datacenter:${name}`).parts.flatMap(({ steps }) => steps))
    .flatMap(({ where }) => /by "([^"]+)"/.exec(where)?.[1] ?? []);
  expect(named).toHaveLength(3);
  for (const heading of named) expect(page).toContain(`## ${heading}\n`);
});

test('the numbers of the plan say what is left', () => {
  const see = runbookOf(two, 'datacenter:us-east').parts[0]!.steps[0]!.see;
  const nodes = two.datacenters[1]!.pools[0]!.nodes;
  expect(see).toMatch(
    new RegExp(`Kong reads all rows and writes all rows .*eu-west is the busiest, at \\d+ % of ${nodes} nodes`),
  );
});

test('a VPN instance is made anew by the name that it has in the stack of links', () => {
  const { name } = dialled.datacenters.find(({ vpnInstances }) => vpnInstances !== undefined)!;
  expect(runbookOf(dialled, `node:${name}/vpn-a`).parts.flatMap(commandsOf)).toContain(
    `terraform -chdir=links init && terraform -chdir=links apply -replace=aws_instance.${name.replaceAll('-', '_')}_vpn_a`,
  );
});

test('a word that names nothing, and one that names a kind, are told what to write', () => {
  expect(asked(two, 'node:us-east/cassandra-9')).toMatchObject({ ok: false, issues: [{ code: 'loss-unknown' }] });
  const kind = asked(two, 'zone');
  expect(kind).toMatchObject({ ok: false, issues: [{ code: 'loss-not-named' }] });
  if (!kind.ok) expect(kind.issues[0]!.remedy).toBe('name it, such as zone:us-east/a, zone:us-east/b, zone:us-east/c');
});

test('where the topology has a name of its own, a lost datacenter is drained, and let back in', () => {
  const named = aPlan(TWO_CLOUDS, {
    gateway: { hostname: 'api.example.com', dns: { provider: 'route53', zone: 'example.com', policy: 'weighted' } },
  });
  const steps = runbookOf(named, 'datacenter:eu-west').parts.flatMap((part) => part.steps);
  const moved = steps.filter(({ title }) => /^Send (its )?clients/.test(title));
  expect(moved.map(({ where }) => /^beside the spec, (with|without) "gateway"/.exec(where)?.[1])).toEqual([
    'with',
    'without',
  ]);
  for (const { commands } of moved)
    expect(commands).toEqual(['topogen synth edge.json', 'terraform -chdir=dns init && terraform -chdir=dns apply']);
});
