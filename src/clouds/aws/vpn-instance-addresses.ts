import { Eip } from '@cdktf/provider-aws/lib/eip';
import type { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { terraformName } from '../../plan/naming';
import type { DatacenterPlan } from '../../plan/plan';
import type { StackScope } from '../contract';
import { NETWORK_OUTPUTS } from './outputs';
import { tags } from './tags';

/**
 * Builds the addresses by which the other ends of links reach a datacenter's VPN instances. They are in the network
 * stack, before any link: a customer gateway needs an address, and a connection needs a customer gateway. Instances are
 * replaced without a change of these.
 */
export function buildInstanceAddresses(
  scope: StackScope,
  datacenter: DatacenterPlan,
  privateRouteTables: ReadonlyMap<string, RouteTable>,
): void {
  const part = scope.part('gateways');
  const addresses = (datacenter.vpnInstances?.nodes ?? []).map(({ name }) => {
    const address = new Eip(part, terraformName(name), {
      domain: 'vpc',
      tags: tags(scope.plan, datacenter, 'vpn', name),
    });
    scope.comment(address, 'Other datacenters know the gateway by it: a new one would mean new connections.');
    scope.accept(address, { CKV2_AWS_19: 'The links stack gives it to the interface of the gateway.' });
    return [name, address] as const;
  });
  scope.output(
    NETWORK_OUTPUTS.vpnAddresses,
    Object.fromEntries(addresses.map(([name, address]) => [name, address.publicIp])),
    'Addresses of the VPN gateways on the internet',
  );
  scope.output(
    NETWORK_OUTPUTS.vpnAllocationIds,
    Object.fromEntries(addresses.map(([name, address]) => [name, address.allocationId])),
    'The same as AWS refers to them',
  );
  scope.output(
    NETWORK_OUTPUTS.privateRouteTableIds,
    Object.fromEntries([...privateRouteTables].map(([letter, { id }]) => [letter, id])),
    'Route tables whose routes over a VPN the gateways move between them, by zone',
  );
}
