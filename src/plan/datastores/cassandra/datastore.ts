import { inWords } from '../../../kernel/in-words';
import { kongStartsWithTables } from '../../../kernel/kong-steps';
import { NODE_EXPORTER } from '../../exporters';
import type { DatastoreContract } from '../contract';
import { schemaStyle } from '../schema-style';
import { ringAlarms } from './alarms';
import { encryptionSecrets, standingEncryption } from './encryption';
import { clientFlows, ringFlows } from './flows';
import { datastoreSection, propagationSection, schemaSection, timeLimitSection } from './kong/datastore-conf';
import { cassandraScripts } from './kong/scripts';
import { trustSection } from './kong/trust';
import { CASSANDRA_EXPORTER } from './nodes/metrics';
import { renderCassandraNode } from './nodes/render';
import { ringWatcher } from './nodes/watcher';
import { cassandraOf, ENGINE, ringOf, ringSizingOf, ringSpecOf } from './of-plan';
import { planCassandra, planRing } from './ring';
import { recordedOfRing, ringAlerts } from './rules';
import { CASSANDRA_SECRETS, KONG_PASSWORD } from './secrets';
import { HINT_HOURS } from './sizing/cassandra-node';
import { ringSizer } from './sizing/ring-sizer';

/** `CASSANDRA` plans one ring over all datacenters, with nodes of topogen's own in each. */
export const CASSANDRA: DatastoreContract = {
  id: ENGINE,
  sizer: ringSizer,
  home: () => undefined,
  planDatacenter: ({ datastore }, place, sizing) => planCassandra(place, datastore.image, ringSizingOf(sizing)),
  planTopology: (spec, datacenters) => planRing(spec.name, datacenters, ringSpecOf(spec).datastore),
  standing: (plan) => {
    const { version, replicationFactor } = ringOf(plan);
    return {
      engine: ENGINE,
      release: version,
      replicationFactor,
      ...(plan.backups === undefined ? {} : { backupDays: plan.backups.keepDays }),
      ...standingEncryption(ringOf(plan)),
    };
  },
  standingSize: (datacenter) => {
    const { nodes, dataDiskGib } = cassandraOf(datacenter);
    return { nodes: nodes.length, diskGib: dataDiskGib };
  },
  secrets: (spec) => [...CASSANDRA_SECRETS, ...encryptionSecrets(spec)],
  certificate: (plan) => ringOf(plan).encryption?.certificate,
  machineRoles: [ENGINE],
  dataFolders: ['/var/lib/cassandra'],
  serviceTiers: [],
  machines: (datacenter) => {
    const { machineType: type, vcpus, nodes, bootDiskGib, dataDiskGib } = cassandraOf(datacenter);
    return [{ type, vcpus, number: nodes.length, diskGib: bootDiskGib + dataDiskGib, isPool: false }];
  },
  exporters: (datacenter) => {
    const addresses = cassandraOf(datacenter).nodes.map(({ address }) => address);
    return [NODE_EXPORTER, CASSANDRA_EXPORTER].map((exporter) => ({ ...exporter, role: ENGINE, addresses }));
  },
  memberFlows: ringFlows,
  clientFlows,
  alarms: ringAlarms,
  watcher: ringWatcher,
  rules: (plan) => ({ recorded: recordedOfRing(plan), alerts: ringAlerts(plan) }),
  nodeFiles: (plan, datacenter, templates) =>
    Object.fromEntries(
      cassandraOf(datacenter).nodes.map((node) => [node.name, renderCassandraNode(plan, datacenter, node, templates)]),
    ),
  kong: {
    poolSettings: (plan, datacenter, version) => [
      datastoreSection(plan, datacenter, version),
      trustSection(ringOf(plan), version),
      timeLimitSection(),
      propagationSection(plan, version),
    ],
    jobSettings: (plan, datacenter, version) => [
      datastoreSection(plan, datacenter, version),
      trustSection(ringOf(plan), version),
      schemaSection(plan, version),
      propagationSection(plan, version),
    ],
    schemaStyle,
    migratesFrom: kongStartsWithTables,
    passwordKey: KONG_PASSWORD,
    scripts: cassandraScripts,
  },
  words: {
    title: 'Cassandra',
    accountEnding: 'ring',
    mending: 'a repair of the ring',
    bridged: `${inWords(HINT_HOURS)} hours`,
  },
  consistency: (plan) => {
    const { readConsistency, writeConsistency } = ringOf(plan);
    return [readConsistency, writeConsistency];
  },
  plainText: (plan) =>
    (ringOf(plan).encryption?.internode ?? 'none') === 'none'
      ? {
          what: "what Cassandra's nodes say to each other",
          encryptedBy: '"datastore": { "encryption": { "internode": "dc" } }',
        }
      : undefined,
};
