import type { ComputeInstanceShieldedInstanceConfig } from '@cdktf/provider-google/lib/compute-instance';
import { DataGoogleComputeImage } from '@cdktf/provider-google/lib/data-google-compute-image';
import { withoutCarriageReturns } from '../../plan/nodes/cloud-init';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import type { Identity } from './identity';
import { GOOGLE_MACHINE_TYPES } from './machine-families';

/*
 * All machines of a datacenter have this in common, whatever their role: no public address, an image, user data, an
 * identity, a measured boot, and shells for operators by OS Login.
 */

export const BOOT_DISK_TYPE = GOOGLE_MACHINE_TYPES.disks.boot;

export const SHIELDED: ComputeInstanceShieldedInstanceConfig = {
  enableSecureBoot: true,
  enableVtpm: true,
  enableIntegrityMonitoring: true,
};

/** Returns the user's own image, or Ubuntu 22.04; one data source a stack. */
export function imageOf(scope: StackScope, { imageDate }: DatacenterPlan, own: string | undefined): string {
  if (own !== undefined) return own;
  const part = scope.part('images');
  const known = part.node.children.find((child) => child instanceof DataGoogleComputeImage);
  if (known) return known.selfLink;
  const ubuntu = new DataGoogleComputeImage(part, 'ubuntu', {
    ...(imageDate === undefined ? { family: 'ubuntu-2204-lts' } : { name: `ubuntu-2204-jammy-v${imageDate}` }),
    project: 'ubuntu-os-cloud',
  });
  scope.comment(
    ubuntu,
    imageDate === undefined
      ? 'Moves on with every release of the image; machines take a newer one only when they are replaced.'
      : 'The date is stated in the spec; machines take another one only when they are replaced.',
  );
  return ubuntu.selfLink;
}

/** Returns the metadata of a machine; `user-data` is its cloud-init document, made from the files of the stack. */
export function metadataOf(scope: StackScope, files: NodeFiles): Record<string, string> {
  const text = `templatefile("${scope.filesPath(files.userData)}", { files = "${scope.filesPath()}" })`;
  return {
    'block-project-ssh-keys': 'TRUE',
    // OS Config brings the agent that ships logs, to a machine that stands too.
    ...(scope.plan.logs ? { 'enable-osconfig': 'TRUE' } : {}),
    'enable-oslogin': 'TRUE',
    'serial-port-enable': 'FALSE',
    'user-data': `\${${withoutCarriageReturns(text)}}`,
  };
}

/** Returns the account of a machine. The scope is the widest, since the grants of the account limit its access. */
export function accountOf({ account }: Identity): { readonly email: string; readonly scopes: string[] } {
  return { email: account.email, scopes: ['https://www.googleapis.com/auth/cloud-platform'] };
}
