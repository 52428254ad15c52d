import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import type { Subnet } from '@cdktf/provider-aws/lib/subnet';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { zoneOfEgress } from '../../kernel/egress';
import type { DatacenterPlan } from '../../plan/plan';
import type { ZonePlan } from '../../plan/place';
import type { StackScope } from '../contract';
import { NETWORK_OUTPUTS, subnetKey } from './outputs';
import { tags } from './tags';

/** The parts of a network that its NAT gateways stand in. */
export interface NatPlace {
  readonly vpc: Vpc;
  readonly subnets: ReadonlyMap<string, Subnet>;
  readonly internet: InternetGateway;
}

/** Returns the NAT gateway by which a zone, by its letter, reaches the internet. */
export type NatOfZone = (letter: string) => NatGateway;

/** Builds the way to the internet, and shows its outside addresses. */
export function buildNat(scope: StackScope, datacenter: DatacenterPlan, place: NatPlace): NatOfZone {
  return datacenter.egress === 'regional'
    ? buildRegional(scope, datacenter, place)
    : buildZonal(scope, datacenter, place);
}

/** Builds a NAT gateway in each zone, so that the loss of one zone cuts no other off; or the one that all share. */
function buildZonal(scope: StackScope, datacenter: DatacenterPlan, { subnets, internet }: NatPlace): NatOfZone {
  const shared = zoneOfEgress(datacenter);
  const built = (shared ? [shared] : datacenter.zones).map(({ letter }) => {
    const subnet = subnets.get(subnetKey('public', letter));
    if (!subnet) throw new Error(`the plan has no public subnet ${letter}`);
    const address = addAddress(scope, datacenter, 'nat', letter);
    const gateway = new NatGateway(scope.part('nat'), `nat_${letter}`, {
      allocationId: address.allocationId,
      subnetId: subnet.id,
      tags: tags(scope.plan, datacenter, 'network', 'nat', letter),
      // AWS refuses to make it before the internet gateway exists; no argument here refers to that.
      dependsOn: [internet],
    });
    if (shared) scope.comment(gateway, 'All zones go out here: while its zone is lost, none reaches the internet.');
    return { letter, address, gateway };
  });
  showAddresses(
    scope,
    built.map(({ address }) => address),
  );
  return (letter) => {
    const gateway = built.find((it) => it.letter === (shared?.letter ?? letter))?.gateway;
    if (!gateway) throw new Error(`the plan has no NAT gateway for zone ${letter}`);
    return gateway;
  };
}

/**
 * Builds one NAT gateway over all zones, with an address of ours in each: AWS would choose others by itself, and change them
 * as machines come and go. The addresses are not those of gateways in zones, which would have to be gone before.
 */
function buildRegional(scope: StackScope, datacenter: DatacenterPlan, { vpc, internet }: NatPlace): NatOfZone {
  const addresses = datacenter.zones.map((zone): readonly [ZonePlan, Eip] => [
    zone,
    addAddress(scope, datacenter, 'nat_regional', zone.letter),
  ]);
  const gateway = new NatGateway(scope.part('nat'), 'nat_regional', {
    availabilityMode: 'regional',
    vpcId: vpc.id,
    availabilityZoneAddress: addresses.map(([{ name }, { allocationId }]) => ({
      availabilityZone: name,
      allocationIds: [allocationId],
    })),
    tags: tags(scope.plan, datacenter, 'network', 'nat'),
    dependsOn: [internet],
  });
  showAddresses(
    scope,
    addresses.map(([, address]) => address),
  );
  return () => gateway;
}

function addAddress(scope: StackScope, datacenter: DatacenterPlan, name: string, letter: string): Eip {
  return new Eip(scope.part('nat'), `${name}_${letter}`, {
    domain: 'vpc',
    tags: tags(scope.plan, datacenter, 'network', 'nat', letter),
  });
}

function showAddresses(scope: StackScope, addresses: readonly Eip[]): void {
  scope.output(
    NETWORK_OUTPUTS.natAddresses,
    addresses.map(({ publicIp }) => publicIp),
    'Addresses that the machines appear with on the internet',
  );
}
