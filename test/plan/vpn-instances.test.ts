import fc from 'fast-check';
import { times } from '../support/effort';
import { cidrContains } from '../../src/kernel/cidr';
import { place } from '../../src/plan/flow';
import { linksInto, reachedOver } from '../../src/plan/vpn-instances';
import { tunnelInterfaceId, tunnelsOn } from '../../src/plan/nodes/vpn-instance/tunnels';
import type { DatacenterPlan, Flow, Plan } from '../../src/plan/plan';
import { aPlan, type ADatacenter } from '../support/a-spec';

const IPSEC = { links: { awsToAws: 'ipsec' } };

const AWS_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-northeast-1', 'eu-central-1', 'ap-southeast-1'];

function clouds(list: readonly ('aws' | 'google')[]): ADatacenter[] {
  return list.map((cloud, i) => ({
    name: `dc${i}`,
    cloud,
    ...(cloud === 'aws' ? { region: AWS_REGIONS[i % AWS_REGIONS.length]! } : {}),
  }));
}

/** Topologies of up to six datacenters, some with a hub, which only AWS can have. */
const topology = fc
  .tuple(
    fc.array(fc.constantFrom('aws' as const, 'google' as const), { minLength: 2, maxLength: 6 }),
    fc.nat(),
    fc.boolean(),
  )
  .map(([list, choice, mesh]) => {
    const datacenters = clouds(list);
    const hubs = datacenters.filter((it) => it.cloud === 'aws');
    const hub = hubs[choice % hubs.length]?.name;
    const shape = mesh || hub === undefined ? {} : { shape: 'hub', hub };
    return { datacenters, links: { awsToAws: 'ipsec', ...shape } };
  });

function gatewayNames(plan: Plan): string[] {
  return plan.datacenters.filter((it) => it.vpnInstances).map((it) => it.name);
}

function atGateways(plan: Plan, datacenter: DatacenterPlan): { into: Flow[]; outOf: Flow[] } {
  const own = `${datacenter.name}/vpn`;
  return {
    into: plan.flows.filter((flow) => place(flow.to) === own),
    outOf: plan.flows.filter((flow) => place(flow.from) === own),
  };
}

describe('pairs of VPN instances', () => {
  test('stand where a link listens on instances, and nowhere else', () => {
    expect(gatewayNames(aPlan(clouds(['aws', 'aws', 'google', 'aws']), IPSEC))).toEqual(['dc1', 'dc3']);
    expect(gatewayNames(aPlan(clouds(['aws', 'aws', 'google', 'aws'])))).toEqual([]);
    expect(gatewayNames(aPlan(clouds(['aws', 'google', 'google']), IPSEC))).toEqual([]);
  });

  test('have two machines of one size with fixed addresses, in two zones with subnets of their own', () => {
    const [, west] = aPlan(clouds(['aws', 'aws']), IPSEC).datacenters;
    expect(west!.vpnInstances).toMatchObject({
      machineType: 'c6i.xlarge',
      nodes: [
        { name: 'vpn-a', zone: { letter: 'a' }, address: '10.65.194.10' },
        { name: 'vpn-b', zone: { letter: 'b' }, address: '10.65.194.26' },
      ],
    });
    const subnets = west!.subnets.filter((it) => it.tier === 'vpn');
    expect(subnets.map((it) => it.zone)).toEqual(['a', 'b']);
    west!.vpnInstances!.nodes.forEach((node, i) =>
      expect(cidrContains(subnets[i]!.cidr, `${node.address}/32`)).toBe(true),
    );
  });

  test('a new datacenter brings its own, and an older one gains at most the subnets of the gateway that it now needs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('aws' as const, 'google' as const), { minLength: 2, maxLength: 5 }),
        (list) => {
          const before = aPlan(clouds(list), IPSEC);
          const after = aPlan(clouds([...list, 'aws']), IPSEC);
          for (const datacenter of before.datacenters) {
            const same = after.datacenters.find((it) => it.name === datacenter.name)!;
            const kept = datacenter.subnets.filter(({ tier }) => tier !== 'transit');
            expect([same.vpnInstances, same.subnets.filter(({ tier }) => tier !== 'transit')]).toEqual([
              datacenter.vpnInstances,
              kept,
            ]);
            expect(same.subnets).toEqual(expect.arrayContaining([...datacenter.subnets]));
          }
        },
      ),
      { numRuns: times(15) },
    );
  });

  test('a hub has the managed end, so that no instance is a way between two spokes', () => {
    const plan = aPlan(clouds(['aws', 'aws', 'aws']), { links: { awsToAws: 'ipsec', shape: 'hub', hub: 'dc1' } });
    expect(gatewayNames(plan)).toEqual(['dc0', 'dc2']);
    const [spoke] = plan.datacenters;
    const [link] = linksInto(spoke!, plan.links);
    expect(reachedOver(link!, spoke!, plan).map((it) => it.name)).toEqual(['dc1', 'dc2']);
    // The dialling end has the first inside address, on whichever side it is.
    expect(link!.tunnels[0]!.insideAddresses).toEqual({ left: '169.254.8.2', right: '169.254.8.1' });
  });

  test('each tunnel of each link ends on one gateway, on an interface that no other tunnel of the topology has', () => {
    fc.assert(
      fc.property(topology, ({ datacenters, links }) => {
        const plan = aPlan(datacenters, { links });
        const ids = plan.links.flatMap((link) => link.tunnels.map(tunnelInterfaceId));
        expect(new Set(ids).size).toBe(ids.length);
        for (const datacenter of plan.datacenters) {
          for (const link of linksInto(datacenter, plan.links)) {
            const ending = datacenter.vpnInstances!.nodes.map((node) =>
              tunnelsOn(datacenter, node, link).map((it) => it.number),
            );
            expect(ending).toEqual([
              [0, 1],
              [2, 3],
            ]);
          }
        }
      }),
      { numRuns: times(20) },
    );
  });
});

describe('flows of gateways', () => {
  test('IPsec comes from the far ends of their own links and goes there, and none other is open to the internet', () => {
    fc.assert(
      fc.property(topology, ({ datacenters, links }) => {
        const plan = aPlan(datacenters, { links });
        for (const datacenter of plan.datacenters) {
          const { into, outOf } = atGateways(plan, datacenter);
          const own = linksInto(datacenter, plan.links).map((link) => link.id);
          for (const [flows, far] of [
            [into, (flow: Flow) => flow.from],
            [outOf, (flow: Flow) => flow.to],
          ] as const) {
            const ipsec = flows.filter((flow) => far(flow).kind === 'link');
            expect(ipsec.map((flow) => [place(far(flow)), flow.protocol, flow.ports?.from, flow.ports?.to])).toEqual(
              own.flatMap((id) => [
                [id, 'udp', 500, 500],
                [id, 'udp', 4500, 4500],
              ]),
            );
          }
          const outside = into.filter(({ from }) => from.kind === 'range' && !cidrContains(plan.supernet, from.cidr));
          expect(outside).toEqual([]);
          expect(own.length === 0).toBe(into.length + outOf.length === 0);
        }
        const ipsecPorts = plan.flows.filter(
          (flow) => flow.protocol === 'udp' && [500, 4500].includes(flow.ports!.from),
        );
        expect(ipsecPorts.filter((flow) => flow.from.kind !== 'link' && flow.to.kind !== 'link')).toEqual([]);
        expect(plan.flows.filter((flow) => flow.protocol === 'esp')).toEqual([]);
      }),
      { numRuns: times(25) },
    );
  });

  test('what passes through is opened for the roles that talk to other datacenters, and for no other', () => {
    const through = (fields: Readonly<Record<string, unknown>>): string[] => {
      const plan = aPlan(clouds(['aws', 'aws']), { ...IPSEC, ...fields });
      const [, west] = plan.datacenters;
      const { into, outOf } = atGateways(plan, west!);
      const forwarded = [...into, ...outOf].filter((flow) => flow.id.includes('forwarded'));
      return forwarded.map((flow) => `${place(flow.from)} ${flow.protocol} ${place(flow.to)}`).sort();
    };
    expect(through({})).toEqual(['10.65.64.0/18 tcp dc1/vpn', 'dc1/vpn tcp 10.65.64.0/18']);
    // Kong 0.10 gossips.
    expect(through({ kong: { version: '0.10.4' } })).toEqual([
      '10.65.32.0/19 tcp dc1/vpn',
      '10.65.32.0/19 udp dc1/vpn',
      '10.65.64.0/18 tcp dc1/vpn',
      'dc1/vpn tcp 10.65.32.0/19',
      'dc1/vpn tcp 10.65.64.0/18',
      'dc1/vpn udp 10.65.32.0/19',
    ]);
  });
});
