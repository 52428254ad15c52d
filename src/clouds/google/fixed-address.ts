import { ComputeAddress } from '@cdktf/provider-google/lib/compute-address';
import type { Construct } from 'constructs';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { KEPT_WORDING } from '../wording';
import { computeName, tags, type TaggedRole } from './tags';

/** A machine whose private address the plan has chosen. */
interface Addressed {
  readonly name: string;
  readonly address: string;
  readonly role: TaggedRole;
  /** Words for its description, which say what has it. */
  readonly words: string;
}

/** Builds the private address of a machine, which outlives the machine. */
export function addFixedAddress(
  { plan }: StackScope,
  datacenter: DatacenterPlan,
  { name, address, role, words }: Addressed,
  { part, subnetwork }: { readonly part: Construct; readonly subnetwork: string },
): ComputeAddress {
  return new ComputeAddress(part, terraformName(name), {
    name: computeName(plan, datacenter, name),
    region: datacenter.region,
    description: words,
    addressType: 'INTERNAL',
    purpose: 'GCE_ENDPOINT',
    subnetwork,
    address,
    labels: tags(role),
    lifecycle: KEPT_WORDING,
  });
}
