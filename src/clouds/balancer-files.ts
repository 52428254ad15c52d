import type { NodeFiles } from '../plan/nodes/node-files';
import type { BalancerPlan } from '../plan/plan';
import type { ClusterInputs } from './contract';

/**
 * Returns the node files of a machine that leads clients to Kong.
 *
 * @throws Error if it has none
 */
export function balancerFiles(inputs: ClusterInputs, { name }: BalancerPlan): NodeFiles {
  const files = inputs.files.balancers[name];
  if (!files) throw new Error(`${name} has no node files`);
  return files;
}
