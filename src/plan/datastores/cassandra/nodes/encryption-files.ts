import { fillTemplate, holes, type Templates } from '../../../../kernel/template';
import { shell, shellQuoted, shellWord, shellWords } from '../../../../kernel/text/shell';
import { systemd } from '../../../../kernel/text/systemd';
import type { Text } from '../../../../kernel/text/text';
import { withoutLastLine, yaml, yamlText } from '../../../../kernel/text/yaml';
import { secretName } from '../../../naming';
import { RUNNABLE, type FileMaker, type MachineFile } from '../../../nodes/machine-files';
import type { DatacenterPlan, Plan } from '../../../plan';
import { keepsLegacyPort, NODE_CERTIFICATE, seenPort } from '../encryption';
import { ringOf } from '../of-plan';
import type { RingPlan } from '../plan';

/** Nodes keep here what they know each other by; `templates/cassandra/tls-names.sh` says it to scripts. */
const FOLDER = '/etc/cassandra/tls';

/** The certificate that Cassandra was started with. */
const NODE_CERTIFICATE_FILE = `${FOLDER}/node.pem`;

/** The certificates of both authorities, that which has signed it first; everybody on the machine may read them. */
const AUTHORITIES_FILE = `${FOLDER}/authorities.pem`;

const STORES = { keystore: yamlText(`${FOLDER}/keystore.p12`), truststore: yamlText(`${FOLDER}/truststore.p12`) };

/** Returns the two parts of a cassandra.yaml about encryption. */
export function encryptionYaml(
  { encryption, version }: RingPlan,
  templates: Templates,
): { readonly internode: Text<'yaml'>; readonly clients: Text<'yaml'> } {
  const part = (name: string, values: Readonly<Record<string, Text<'yaml'>>> = {}): Text<'yaml'> =>
    withoutLastLine(fillTemplate(templates, `cassandra/${name}.yaml`, holes('yaml', values)));
  const { internode = 'none', clients = false } = encryption ?? {};
  const legacyPort = keepsLegacyPort(version) ? yaml`\n  enable_legacy_ssl_storage_port: true` : yaml``;
  return {
    internode:
      internode === 'none'
        ? part('internode-plain')
        : part('internode-tls', { internode: yamlText(internode), legacyPort, ...STORES }),
    clients: clients ? part('clients-tls', { keystore: STORES.keystore }) : part('clients-plain'),
  };
}

/** Returns what the library of a node's scripts says of encryption. */
export function encryptionOfScripts(
  ring: RingPlan,
  templates: Templates,
): Readonly<Record<string, Text<'shell'> | number>> {
  const { encryption } = ring;
  return {
    storagePort: seenPort(ring),
    tlsNames: encryption ? fillTemplate(templates, 'cassandra/tls-names.sh', holes('shell', {})) : shell``,
    tlsOption: encryption?.clients ? shell` --ssl` : shell``,
  };
}

/** Line of Cassandra's unit that makes its stores; empty where there are none. */
export function certificateLine({ encryption }: RingPlan): Text<'systemd'> {
  return encryption ? systemd`ExecStartPre=+/usr/local/sbin/topogen-node-certificate\n` : systemd``;
}

/** Line of the unit that runs every quarter of an hour, by which nodes tell the days of their certificate; empty where no alarm hears. */
export function daysLine(ring: RingPlan, datacenter: DatacenterPlan): Text<'systemd'> {
  return tellsDays(ring, datacenter) ? systemd`ExecStartPre=-/usr/local/sbin/topogen-node-days\n` : systemd``;
}

function tellsDays({ encryption }: RingPlan, { notify }: DatacenterPlan): boolean {
  return encryption !== undefined && notify !== undefined;
}

/** Makes the script that makes them, and the one that tells how many days they have left. */
export function encryptionFiles(
  plan: Plan,
  datacenter: DatacenterPlan,
  file: FileMaker,
  templates: Templates,
): MachineFile[] {
  if (!ringOf(plan).encryption) return [];
  const secret = shellWord(secretName(plan.topology, datacenter.name, NODE_CERTIFICATE));
  const place = { topology: shellQuoted(plan.topology), datacenter: shellQuoted(datacenter.name) };
  const days = file('cassandra/topogen-node-days', '/usr/local/sbin/topogen-node-days', {
    ...RUNNABLE,
    withoutComments: true,
    holes: holes('shell', {
      certificates: shellWords([NODE_CERTIFICATE_FILE, AUTHORITIES_FILE]),
      tell: fillTemplate(templates, `clouds/${datacenter.cloud}/tell-days.sh`, holes('shell', place)),
    }),
  });
  return [
    ...(tellsDays(ringOf(plan), datacenter) ? [days] : []),
    file('cassandra/topogen-node-certificate', '/usr/local/sbin/topogen-node-certificate', {
      ...RUNNABLE,
      withoutComments: true,
      holes: holes('shell', { secret }),
    }),
  ];
}
