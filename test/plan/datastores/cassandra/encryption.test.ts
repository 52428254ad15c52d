import { ringFlows } from '../../../../src/plan/datastores/cassandra/flows';
import { encryptionYaml } from '../../../../src/plan/datastores/cassandra/nodes/encryption-files';
import { ringOf } from '../../../../src/plan/datastores/cassandra/of-plan';
import { kongPoolConf } from '../../../../src/plan/pools/nodes/kong-conf';
import { renderKongMigrations, renderKongPool } from '../../../../src/plan/pools/nodes/render';
import type { Plan } from '../../../../src/plan/plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { onlyPool } from '../../../support/only-pool';
import { readTemplates } from '../../../support/templates';

const LINES = ['3.11.19', '4.0.19', '4.1.10', '5.0.8'];

function planOf(version: string, encryption?: object): Plan {
  return aPlan(TWO_CLOUDS, { datastore: { version, nodesPerDatacenter: 3, ...(encryption ? { encryption } : {}) } });
}

/** Ports of the ring in the first datacenter, by where they are reached from. */
function portsOf(plan: Plan): readonly string[] {
  const [first] = plan.datacenters;
  return ringFlows(first!, plan.datacenters, plan)
    .filter(({ ports }) => ports?.from !== 9042)
    .map(({ from, ports }) => `${'datacenter' in from ? from.datacenter : ''} ${ports?.from}`);
}

test.each([
  ['3.11.19', 'all', { within: [7001], across: [7001] }],
  ['3.11.19', 'dc', { within: [7000, 7001], across: [7001] }],
  ['4.0.19', 'all', { within: [7000, 7001], across: [7000, 7001] }],
  ['4.1.10', 'all', { within: [7000], across: [7000] }],
  ['5.0.8', 'dc', { within: [7000], across: [7000] }],
  ['3.11.19', 'none', { within: [7000], across: [7000] }],
])(
  'Cassandra %s with internode %s is reached on its ports, and on no other',
  (version, internode, { within, across }) => {
    const plan = planOf(version, { internode, clients: true });
    const [home, away] = plan.datacenters.map(({ name }) => name);
    expect(portsOf(plan)).toEqual([
      ...within.map((port) => `${home} ${port}`),
      ...across.map((port) => `${away} ${port}`),
    ]);
  },
);

test.each(LINES)('Cassandra %s encrypts what the spec says, and nothing else', (version) => {
  const text = (encryption?: object): string => {
    const { internode, clients } = encryptionYaml(ringOf(planOf(version, encryption)), readTemplates());
    return `${internode}\n${clients}`;
  };
  expect(text({ internode: 'none' })).toBe(text());
  expect(text()).toMatch(/internode_encryption: none\nclient_encryption_options:\n {2}enabled: false$/);
  const legacy = version.startsWith('4.0') ? '  enable_legacy_ssl_storage_port: true\n' : '';
  expect(text({ internode: 'dc' })).toContain(`internode_encryption: dc\n${legacy}  keystore: /etc/cassandra/tls`);
  expect(text({ internode: 'dc' })).toMatch(
    /require_client_auth: true\nclient_encryption_options:\n {2}enabled: false$/,
  );
  expect(text({ clients: true })).toMatch(/internode_encryption: none\n[^]*enabled: true\n {2}optional: false\n/);
});

const CLIENTS = { clients: true };

test('Kong speaks TLS alone to an encrypted ring, and verifies whom it speaks to', () => {
  const conf = (encryption?: object, version = '3.3.1'): string => {
    const plan = aPlan(TWO_CLOUDS, { kong: { version }, datastore: encryption ? { encryption } : {} });
    const [datacenter] = plan.datacenters;
    return kongPoolConf(plan, datacenter!, onlyPool(datacenter!));
  };
  for (const line of ['cassandra_ssl = on', 'cassandra_ssl_verify = on', 'lua_ssl_verify_depth = 3'])
    expect(conf(CLIENTS)).toContain(`\n${line}\n`);
  expect(conf(CLIENTS)).toContain('lua_ssl_trusted_certificate = system,/etc/kong/cassandra-authorities.pem\n');
  expect(conf(CLIENTS, '2.8.5')).toContain(
    '= /etc/ssl/certs/ca-certificates.crt,/etc/kong/cassandra-authorities.pem\n',
  );
  expect(conf({ internode: 'all' })).toBe(conf());
  expect(conf()).not.toContain('ssl_verify = on');
});

test('scripts of pool and job fetch the authorities before they ask the ring, by TLS', () => {
  const plan = planOf('3.11.19', CLIENTS);
  const [datacenter] = plan.datacenters;
  const pool = renderKongPool(plan, datacenter!, onlyPool(datacenter!), readTemplates());
  const job = renderKongMigrations(plan, datacenter!, readTemplates());
  for (const { artifacts } of [pool, job]) {
    const cql = artifacts.find(({ path }) => path.endsWith('/kong-cql.lua'))!.text;
    expect(cql).toContain('    ssl = true,\n    verify = true,\n');
  }
  const library = pool.artifacts.find(({ path }) => path.endsWith('/kong.sh'))!.text;
  expect(library).toContain('kong_cql() {\n  local address\n  fetch_authorities || return 1\n');
  expect(library).toContain(
    'resty --http-conf "lua_ssl_trusted_certificate $authorities_file; lua_ssl_verify_depth 3;"',
  );
  expect(library).toMatch(/authorities_secret='?edge-[^\n]*cassandra-authorities'?\n/);
});

test('nodes alone read the certificate with its key, Kong alone the authorities, and nobody either where nothing is encrypted', () => {
  const secrets = (encryption?: object): object =>
    Object.fromEntries(planOf('3.11.19', encryption).secrets.map(({ key, readBy }) => [key, readBy]));
  const passwords = secrets();
  expect(secrets({ internode: 'all' })).toEqual({ ...passwords, 'cassandra-certificate': ['cassandra'] });
  expect(secrets(CLIENTS)).toEqual({
    ...passwords,
    'cassandra-certificate': ['cassandra'],
    'cassandra-authorities': ['kong'],
  });
  expect(secrets({})).toEqual(passwords);
});
