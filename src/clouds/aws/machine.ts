import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { withoutCarriageReturns } from '../../plan/nodes/cloud-init';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';

/**
 * Returns the name of Canonical's own parameter for an image of Ubuntu 22.04, the release that Kong and Cassandra have packages
 * for: that of a date, or the newest.
 */
export function ubuntuParameter({ imageDate = 'current' }: DatacenterPlan): string {
  return `/aws/service/canonical/ubuntu/server/22.04/stable/${imageDate}/amd64/hvm/ebs-gp2/ami-id`;
}

/**
 * The metadata service accepts session tokens only, and one hop, so that nothing that a machine forwards or runs in a
 * container can get its identity.
 */
export const METADATA_OPTIONS = {
  httpEndpoint: 'enabled',
  httpTokens: 'required',
  httpPutResponseHopLimit: 1,
} as const;

/** Returns the user's own image, or Ubuntu 22.04; one data source a stack. */
export function imageOf(scope: StackScope, datacenter: DatacenterPlan, chosen: string | undefined): string {
  if (chosen !== undefined) return chosen;
  const part = scope.part('images');
  const known = part.node.children.find((child) => child instanceof DataAwsSsmParameter);
  if (known) return known.insecureValue;
  const parameter = new DataAwsSsmParameter(part, 'ubuntu', { name: ubuntuParameter(datacenter) });
  scope.comment(
    parameter,
    datacenter.imageDate === undefined
      ? 'Moves when Canonical publishes a new image. What stands keeps the image that it has, until it is replaced by name.'
      : 'The date is stated in the spec. What stands keeps the image that it has, until it is replaced by name.',
  );
  // The parameter is public: `value` would be hidden in every plan.
  return parameter.insecureValue;
}

/** Returns the user data of a machine: its cloud-init document, compressed, since EC2 accepts 16 KiB. */
export function userData(scope: StackScope, files: NodeFiles): string {
  const document = scope.filesPath(files.userData);
  const text = `templatefile("${document}", { files = "${scope.filesPath()}" })`;
  return `\${base64gzip(${withoutCarriageReturns(text)})}`;
}
