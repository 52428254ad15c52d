import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { datastoreOf } from '../../plan/datastores/registry';
import { withoutCarriageReturns } from '../../plan/nodes/cloud-init';
import type { NodeFiles } from '../../plan/nodes/node-files';
import type { StackScope } from '../contract';

/** Canonical's own pointer to its newest Ubuntu 22.04, the release that Kong and Cassandra have packages for. */
export const UBUNTU_PARAMETER = '/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id';

/**
 * Session tokens only, and one hop, so that nothing that a machine forwards or runs in a container gets at its identity.
 * Enough for the operating system and its packages; what a machine keeps lies elsewhere.
 */
export const METADATA_OPTIONS = {
  httpEndpoint: 'enabled',
  httpTokens: 'required',
  httpPutResponseHopLimit: 1,
} as const;

/** The user's own image, or the current Ubuntu's. */
export function imageOf(scope: StackScope, chosen: string | undefined): string {
  if (chosen !== undefined) return chosen;
  const part = scope.part('images');
  const known = part.node.children.find((child) => child instanceof DataAwsSsmParameter);
  if (known) return known.insecureValue;
  const parameter = new DataAwsSsmParameter(part, 'ubuntu', { name: UBUNTU_PARAMETER });
  scope.comment(
    parameter,
    `Moves when Canonical publishes a new image: the next apply then rolls it out to the Kong nodes; ${datastoreOf(scope.plan).words.title} nodes keep theirs until they are replaced.`,
  );
  // Public and no secret: `value` would be hidden in every plan.
  return parameter.insecureValue;
}

/** The cloud-init document of a machine, compressed: EC2 takes 16 KiB. */
export function userData(scope: StackScope, files: NodeFiles): string {
  const document = scope.filesPath(files.userData);
  const text = `templatefile("${document}", { files = "${scope.filesPath()}" })`;
  return `\${base64gzip(${withoutCarriageReturns(text)})}`;
}
