import { gzipSync } from 'node:zlib';
import { CLOUD_FACTS } from '../clouds/facts';
import type { CloudFacts } from '../kernel/cloud/facts';
import type { UserDataFacts } from '../kernel/cloud/services';
import { datacenterOf } from '../kernel/datacenter-of';
import type { Issue } from '../kernel/issue';
import { expandCloudInit } from '../plan/nodes/expanded-document';
import type { NodeFiles } from '../plan/nodes/node-files';
import type { NodeFilesByPlace } from '../plan/nodes/render-nodes';
import type { Plan } from '../plan/plan';
import { userDataTooLarge, type UserDataAt } from './issues';

/** Terraform compresses by Go's gzip, which makes up to half a percent more of these texts than zlib does. */
const TERRAFORM_PART = 1.006;

/** User data of one machine, or of the machines of one pool, with its files. */
export interface UserData extends UserDataAt {
  readonly files: NodeFiles;
}

/** Returns the bytes that a cloud gets of a text as user data. */
export function userDataBytes(text: string, { isCompressed }: UserDataFacts): number {
  return isCompressed ? Math.ceil(gzipSync(text).length * TERRAFORM_PART) : Buffer.byteLength(text);
}

/** Returns the user data of every machine of a plan. */
export function userDataOf(plan: Plan, { clusters, vpnInstances }: NodeFilesByPlace): readonly UserData[] {
  const measured = (
    datacenter: string,
    key: UserData['key'],
    machines: Readonly<Record<string, NodeFiles>>,
  ): UserData[] => {
    const { userData } = factsAt(plan, datacenter);
    return Object.entries(machines).map(([machine, files]) => ({
      ...{ datacenter, key, machine, files },
      bytes: userDataBytes(textOf(files), userData),
    }));
  };
  return plan.datacenters.flatMap(({ name }) => {
    const { datastore, balancers, pools, migrations } = clusters[name]!;
    return [
      ...measured(name, 'datastore', datastore),
      ...measured(name, 'kong', { ...pools, ...(migrations ? { migrations } : {}) }),
      ...measured(name, 'gateway', balancers),
      ...measured(name, 'links', vpnInstances[name] ?? {}),
    ];
  });
}

/** Returns an issue for each kind of machine in a datacenter whose user data the cloud would refuse. */
export function userDataIssues(plan: Plan, nodes: NodeFilesByPlace): readonly Issue[] {
  const large = userDataOf(plan, nodes).filter(
    ({ datacenter, bytes }) => bytes > factsAt(plan, datacenter).userData.maximumBytes.value,
  );
  const largest = new Map<string, UserData>();
  for (const it of large) {
    const kind = `${it.datacenter} ${it.key}`;
    if (it.bytes > (largest.get(kind)?.bytes ?? 0)) largest.set(kind, it);
  }
  return [...largest.values()].map((it) => userDataTooLarge(it, factsAt(plan, it.datacenter), largestFiles(it.files)));
}

function factsAt(plan: Plan, datacenter: string): CloudFacts {
  return CLOUD_FACTS[datacenterOf(plan, datacenter).cloud];
}

function textOf({ artifacts, userData }: NodeFiles): string {
  const document = artifacts.find(({ path }) => path === userData);
  if (!document) throw new Error(`no ${userData}`);
  return expandCloudInit(document.text, artifacts);
}

/** Returns the names of the three files that take most when they are compressed. */
function largestFiles({ artifacts, userData }: NodeFiles): string[] {
  const sizes = artifacts
    .filter(({ path }) => path !== userData)
    .map(({ path, text }) => ({ path, bytes: gzipSync(text).length }));
  return sizes
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, 3)
    .map(({ path }) => path);
}
