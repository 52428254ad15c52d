import type { CloudFacts } from '../kernel/cloud/facts';
import { soldOf, type SalePlace } from '../kernel/cloud/offerings';
import { DEFAULT_EGRESS, type Egress } from '../kernel/egress';
import type { Size } from '../kernel/size';
import type { KongSpec } from './spec';

/*
 * A size is a set of defaults: what a spec states goes before them, and what stands is judged by its own guards, whatever
 * key has changed it. What holds data, its copies and its protection are the same in every size.
 */

/** Returns the worst loss that pools survive where the spec does not say. */
export function defaultSurvives(size: Size, datacenters: number): KongSpec['survives'] {
  if (size === 'development') return 'node';
  return datacenters > 1 ? 'datacenter' : 'zone';
}

export function defaultEgress(size: Size): Egress {
  return size === 'development' ? 'single' : DEFAULT_EGRESS;
}

/** Returns the machine type of nodes where the spec names none; undefined if the load decides. */
export function defaultMachineType(size: Size, cloud: CloudFacts, place: SalePlace): string | undefined {
  return size === 'development' ? soldOf(cloud, place, cloud.developmentMachineTypes)[0] : undefined;
}
