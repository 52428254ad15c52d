import { terraformAddresses } from '../../../../src/actions/terraform-addresses';
import type { Plan } from '../../../../src/plan/plan';
import { planRunbook } from '../../../../src/report/runbook/plan-runbook';
import type { RunbookPart } from '../../../../src/report/runbook/runbook';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';

function ring(version: string, internode: string): Plan {
  const encryption = internode === 'none' ? { clients: true } : { internode, clients: true };
  // The size is stated, so that a line that needs more for compaction changes no disk.
  return aPlan(TWO_CLOUDS, { datastore: { version, diskGib: 500, encryption } });
}

async function partsBetween(
  before: Plan,
  after: Plan,
  datastoreWay: readonly string[] = [],
): Promise<readonly RunbookPart[]> {
  const addresses = terraformAddresses(before, after);
  const made = await planRunbook({ before, after, addresses, datastoreWay }, () => Promise.resolve([]));
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return made.value.parts;
}

/** Returns the ports between Cassandra nodes that the second plan lets through and the first does not. */
function opened(before: Plan, after: Plan): number[] {
  const ports = ({ flows }: Plan): number[] =>
    flows.flatMap(({ id, ports }) => (ports && /cassandra-to-\S+-cassandra-gossip/.test(id) ? [ports.from] : []));
  return [...new Set(ports(after).filter((port) => !ports(before).includes(port)))];
}

const titlesOf = ({ steps }: RunbookPart): string[] => steps.map(({ title }) => title);
const PORTS = /port 700\d/;

describe.each(['all', 'dc'])('a ring whose nodes speak TLS, %s', (internode) => {
  test('opens the port of the new line in every datacenter before a node of 3.11 is drained', async () => {
    const [before, after] = [ring('3.11', internode), ring('4.0', internode)];
    const [part] = await partsBetween(before, after);
    const titles = titlesOf(part!);
    const at = titles.indexOf('Open port 7000 beside 7001');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(titles.findIndex((it) => it.startsWith('Drain ')));
    expect(part!.steps[at]!.commands).toEqual(
      ['us-east', 'eu-west'].map((it) => `terraform -chdir=cluster-${it} init && terraform -chdir=cluster-${it} apply`),
    );
    expect(part!.steps[0]!.see).toContain('rules for port 7000 beside those for 7001');
    // Between datacenters it is new with either; within one of them, those of "dc" have it for plain text.
    expect(internode === 'all' ? opened(before, after) : [7000]).toEqual([7000]);
  });

  test('asks what every node runs before the port of 3.11 is closed', async () => {
    const [before, after] = [ring('4.0', internode), ring('4.1', internode)];
    const [part] = await partsBetween(before, after);
    const titles = titlesOf(part!);
    const at = titles.indexOf('See that no node needs port 7001 any more');
    expect(at).toBeLessThan(titles.findIndex((it) => it.startsWith('Drain ')));
    expect(part!.steps[at]!.commands).toEqual(['nodetool version']);
    expect(opened(after, before)).toEqual([7001]);
  });

  test('goes through both on the way from 3.11 to 5.0', async () => {
    const parts = await partsBetween(ring('3.11', internode), ring('5.0', internode), ['4.0.19', '4.1.10']);
    expect(parts.map((part) => titlesOf(part).filter((it) => PORTS.test(it)))).toEqual([
      ['Open port 7000 beside 7001'],
      ['See that no node needs port 7001 any more'],
      [],
    ]);
  });
});

test.each([
  ['a ring in plain text', '3.11', '4.0', 'none'],
  ['a patch of the line', '3.11.17', '3.11.19', 'all'],
  ['lines after 4.0', '4.1', '5.0', 'all'],
])('%s keeps its ports', async (_, from, to, internode) => {
  const [before, after] = [ring(from, internode), ring(to, internode)];
  const [part] = await partsBetween(before, after);
  expect(titlesOf(part!).filter((it) => PORTS.test(it))).toEqual([]);
  expect(part!.steps[0]!.see).toContain("names the release in Cassandra's files, and nothing else");
  expect([...opened(before, after), ...opened(after, before)]).toEqual([]);
});
