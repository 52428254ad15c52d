import { CLOUD_FACTS } from '../../../../../src/clouds/facts';
import { renderCassandraOperations } from '../../../../../src/report/datastores/cassandra/operations';
import {
  BEGIN_RING,
  FORMER,
  letUpgrade,
  REPAIR_RECORD,
  START_OLD,
  startEmpty,
} from '../../../../../src/report/datastores/cassandra/commands';
import { FORGOTTEN } from '../../../../../src/report/datastores/cassandra/runbook/too-late';
import { inWords } from '../../../../../src/kernel/in-words';
import { terraformAddresses } from '../../../../../src/actions/terraform-addresses';
import { aPlan, TWO_CLOUDS } from '../../../../support/a-spec';
import { renderCassandraVersions } from '../../../../support/reference/cassandra-versions';
import { CASSANDRA_LINES } from '../../../../../src/plan/datastores/cassandra/nodes/versions';
import { readTemplates } from '../../../../support/templates';

test('the page of versions has a row for every line, with what its nodes are given', () => {
  const page = renderCassandraVersions();
  for (const it of CASSANDRA_LINES) {
    expect(page).toContain(
      `| ${it.line} | \`${it.suite}\` | ${it.packages.join(', ')} | ${it.collector} | ${it.standing} |`,
    );
  }
  expect(page).toContain('| 32 GiB, 4 vCPU | 8192 MiB, 400 MiB young | 8192 MiB, 400 MiB young |');
  expect(page).toContain('| A replication map may name a datacenter before it has nodes | yes | no | no | no |');
  expect(page).toContain('| `system_auth` must name every datacenter that has nodes | no | no | yes | yes |');
});

test('settings that the page of versions gives reasons for are in every configuration', () => {
  const templates = readTemplates();
  for (const { line } of CASSANDRA_LINES) {
    for (const setting of ['num_tokens: 16', 'phi_convict_threshold: 10', 'max_hints_delivery_threads: 4']) {
      expect(renderCassandraVersions()).toContain(`\`${setting}\``);
      expect(templates[`cassandra/cassandra-${line}.yaml`]).toContain(`\n${setting}\n`);
    }
  }
});

test('the page of operation speaks of scripts, roles and units that nodes have', () => {
  const templates = readTemplates();
  const plan = aPlan(TWO_CLOUDS);
  const page = renderCassandraOperations(
    { plan, addresses: terraformAddresses(plan, plan) },
    CLOUD_FACTS,
    'three hours',
  );
  const files = Object.values(templates).flatMap((text) => [...text.matchAll(/"\$DATA\/(topogen-[a-z-]+)/g)]);
  const places = ['topogen-snapshot', ...files.map(([, name]) => name!)];
  expect(places).toContain('topogen-former');
  for (const name of page.match(/topogen-[a-z-]+/g)!) {
    if (places.includes(name)) continue;
    expect([templates[`cassandra/${name}`], templates[`cassandra/${name}.service`]].some(Boolean)).toBe(true);
  }
  expect(templates['cassandra/cassandra.sh']).toContain('SUPERUSER=ring_admin');
  const repair = templates['cassandra/topogen-repair']!.replaceAll('$DATA', '/var/lib/cassandra');
  expect(repair).toContain(`RECORD="${REPAIR_RECORD}"`);
  expect(Number(/^OVERDUE_SECONDS=(\d+)$/m.exec(repair)?.[1])).toBe(9 * 86_400);
  expect(page).toContain('nine days old is overdue');
});

test('the words of an operator in pages and runbooks are those that nodes listen to', () => {
  const templates = readTemplates();
  const scripts = templates['cassandra/cassandra.sh']! + templates['cassandra/topogen-wait-turn']!;
  for (const command of [startEmpty('cassandra-1'), START_OLD, BEGIN_RING, letUpgrade('4.0'), FORMER]) {
    const path = command.split(' ').at(-1)!;
    expect(scripts.replaceAll('$DATA', '/var/lib/cassandra')).toMatch(new RegExp(`^[A-Z_]+="?${path}"?$`, 'm'));
  }
  const seconds = /^REMEMBERED_SECONDS=(\d+)$/m.exec(scripts)?.[1];
  expect(`${inWords(Number(seconds) / 86_400)} days`).toBe(FORGOTTEN);
});
