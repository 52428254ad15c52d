import { holes } from '../../../../kernel/template';
import { shell, shellQuoted, shellWord } from '../../../../kernel/text/shell';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../../nodes/machine-files';
import { metricsFiles } from '../../../nodes/metrics-files';
import type { Plan } from '../../../plan';
import type { Exporter } from '../../../exporters';

/** Exporter in Cassandra's own JVM. The port is the one that Prometheus's list of exporters has for it. */
export const CASSANDRA_EXPORTER: Exporter = { exporter: 'cassandra', port: 9404, what: 'Cassandra' };

/** Prometheus's JMX exporter as Maven Central has it: its classes are of Java 8, which Cassandra 3.11 runs on, and so run on 11. */
const AGENT = {
  release: '1.0.1',
  sha256: '7d61f737fd661610ccc14aea79764faa1ea94a340cbc8f0029b3d2edea3d80c1',
} as const;

const AGENT_URL = `https://repo.maven.apache.org/maven2/io/prometheus/jmx/jmx_prometheus_javaagent/${AGENT.release}/jmx_prometheus_javaagent-${AGENT.release}.jar`;

const UNIT = '/usr/local/lib/systemd/system/cassandra.service.d/topogen-metrics.conf';

/** Makes what a node needs to tell Prometheus of itself and of Cassandra; nothing if nobody may ask. */
export function cassandraMetrics(plan: Pick<Plan, 'scrape'>, file: FileMaker): MachineFile[] {
  if (!plan.scrape) return [];
  return [
    ...metricsFiles(plan, file, {
      folder: 'cassandra',
      // topogen-prepare does it last.
      installed: shell`systemctl is-enabled --quiet cassandra.service`,
      more: shell` --collector.textfile.directory=/var/lib/cassandra`,
    }),
    file('cassandra/topogen-metrics-agent', '/usr/local/sbin/topogen-metrics-agent', {
      ...RUNNABLE,
      withoutComments: true,
      holes: holes('shell', {
        url: shellQuoted(AGENT_URL),
        sha256: shellWord(AGENT.sha256),
        port: CASSANDRA_EXPORTER.port,
      }),
    }),
    file('cassandra/cassandra-metrics.yaml', '/etc/topogen/cassandra-metrics.yaml', { withoutComments: true }),
    file('cassandra/metrics-unit.conf', UNIT),
  ];
}
