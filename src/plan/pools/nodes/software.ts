import { holes, type Templates } from '../../../kernel/template';
import { shell, shellQuoted, withoutLastLineEnd } from '../../../kernel/text/shell';
import type { Text } from '../../../kernel/text/text';
import { datastoreOf } from '../../datastores/registry';
import { secretName } from '../../naming';
import type { FileMaker, MachineFile } from '../../nodes/machine-files';
import type { DatacenterPlan, Plan } from '../../plan';
import { readsDatastore } from '../client-pools';
import type { KongSoftware, PoolRole } from '../pool';
import { kongNeedsSerf } from '../ports';
import { CLUSTER_CERTIFICATE_FILE, CLUSTER_KEY_FILE } from './cluster-conf';
import { kongPackage } from './package';
import { redisParts } from './redis-files';
import { snippet } from './snippet';

/**
 * Makes the file that installs Kong, with what a role needs to fetch. The job has the very file of a pool with the same
 * software.
 */
export function softwareFile(
  plan: Plan,
  datacenter: DatacenterPlan,
  software: KongSoftware,
  role: PoolRole,
  file: FileMaker,
  templates: Templates,
): MachineFile {
  const { release, packageSha256, image } = software;
  const { name, url } = kongPackage(software);
  const ofDatastore = readsDatastore(role)
    ? datastoreParts(plan, datacenter, release, templates)
    : withoutDatastore(templates);
  return file('kong.sh', '/usr/local/lib/topogen/kong.sh', {
    holes: holes('shell', {
      version: shellQuoted(release),
      package: shellQuoted(name),
      packageUrl: shellQuoted(image === undefined ? url : ''),
      packageSha256: shellQuoted(packageSha256 ?? ''),
      ...ofDatastore,
      redis: redisParts(plan, datacenter, role, templates).functions,
      cluster: role === 'traditional' ? shell`` : clusterPart(plan, datacenter, templates),
    }),
  });
}

type Part = Text<'shell'>;

/** The parts of that file that are about the datastore. */
interface DatastoreParts extends Readonly<Record<string, Part>> {
  readonly passwordNames: Part;
  readonly datastoreNames: Part;
  readonly password: Part;
  readonly datastoreConf: Part;
  readonly datastoreClient: Part;
}

function datastoreParts(plan: Plan, datacenter: DatacenterPlan, release: string, templates: Templates): DatastoreParts {
  const { kong } = datastoreOf(plan);
  const { names, conf, client } = kong.scripts(plan, datacenter);
  const machineSettings = kongNeedsSerf(release)
    ? shell`\n${withoutLastLineEnd(snippet(templates, 'kong/machine-settings-serf.sh'))}`
    : shell``;
  return {
    passwordNames: snippet(templates, 'kong/password-names.sh', {
      secret: shellQuoted(secretName(plan.topology, datacenter.name, kong.passwordKey)),
    }),
    datastoreNames: withoutLastLineEnd(snippet(templates, names.template, names.values)),
    password: snippet(templates, 'kong/password.sh'),
    datastoreConf: withoutLastLineEnd(snippet(templates, conf.template, { ...conf.values, machineSettings })),
    datastoreClient: withoutLastLineEnd(
      snippet(templates, 'kong/migrations-client.sh', {
        datastoreClient: withoutLastLineEnd(snippet(templates, client.template, client.values)),
      }),
    ),
  };
}

/** Returns the parts of a machine that has no datastore, and no password of one. */
function withoutDatastore(templates: Templates): DatastoreParts {
  const none = shell``;
  return {
    passwordNames: none,
    datastoreNames: none,
    password: none,
    datastoreConf: withoutLastLineEnd(snippet(templates, 'kong/data-plane-conf.sh')),
    datastoreClient: none,
  };
}

/** Returns the part that fetches the certificate of control planes and data planes. */
function clusterPart(plan: Plan, datacenter: DatacenterPlan, templates: Templates): Part {
  const { hybrid } = plan.kong;
  if (!hybrid) throw new Error('the plan has no control planes');
  const part = snippet(templates, 'kong/cluster.sh', {
    secret: shellQuoted(secretName(plan.topology, datacenter.name, hybrid.certificate.secret)),
    certificate: shellQuoted(CLUSTER_CERTIFICATE_FILE),
    key: shellQuoted(CLUSTER_KEY_FILE),
  });
  return withoutLastLineEnd(part);
}
