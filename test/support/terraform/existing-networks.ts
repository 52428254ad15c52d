import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Behaviour } from './behaviour';
import type { ObjectValue } from './dynamic-value';
import { accountId } from './made-up-values';

/*
 * The stand-in account has the networks that ready-made topologies name as existing, as these describe them. Each route table
 * is that of the subnets of Kong and the datastore in one zone.
 */

interface Group {
  readonly zones: readonly { readonly zone: string; readonly id: string; readonly cidr: string }[];
}

/** A subnetwork of Google's, which spans the region. */
interface Regional {
  readonly id: string;
  readonly cidr: string;
}

/** An existing network as a spec writes it. */
interface Existing {
  readonly id: string;
  readonly cidr: string;
  readonly subnets: Readonly<Record<string, Group | Regional>>;
  readonly routeTables?: readonly string[];
}

/** A gateway as a spec writes it. */
interface Gateway {
  readonly id: string;
  readonly router?: string;
  readonly asn: number;
}

/** What a spec writes of the network of a datacenter. */
interface Network {
  readonly existing?: Existing;
  readonly gateway?: Gateway;
}

/** Links of Google to a resource begin with this. */
const API = 'https://www.googleapis.com/compute/v1/';

const TOPOLOGIES = path.join(__dirname, '..', '..', '..', 'topologies');

/** Answers of the cloud by the id that is asked for. */
const answers = new Map<unknown, ObjectValue>(
  networks().flatMap(({ existing, gateway }) => [
    ...(existing ? answersOf(existing) : []),
    ...(gateway ? gatewayAnswers(gateway, existing?.id) : []),
  ]),
);

function networks(): Network[] {
  return readdirSync(TOPOLOGIES)
    .filter((file) => file.endsWith('.json') && !file.endsWith('.lock.json'))
    .flatMap((file) => {
      const { datacenters } = JSON.parse(readFileSync(path.join(TOPOLOGIES, file), 'utf8')) as { datacenters: unknown };
      const list = (Array.isArray(datacenters) ? datacenters : []) as { network?: Network }[];
      return list.flatMap(({ network }) => network ?? []);
    });
}

function answersOf(existing: Existing): (readonly [string, ObjectValue])[] {
  return existing.id.startsWith('projects/') ? googleAnswers(existing) : awsAnswers(existing);
}

/** Returns a gateway as a shared one is set up: new attachments go into no table by themselves. */
function gatewayAnswers({ id, router, asn }: Gateway, network = ''): (readonly [string, ObjectValue])[] {
  if (router !== undefined) return googleGateway({ id, router, asn }, network);
  const options = {
    default_route_table_association: 'disable',
    default_route_table_propagation: 'disable',
    vpn_ecmp_support: 'enable',
  };
  return [[id, { amazon_side_asn: asn, owner_id: accountId, ...options }]];
}

function googleGateway({ id, router, asn }: Required<Gateway>, network: string): (readonly [string, ObjectValue])[] {
  const interfaces = ['203.0.113.21', '203.0.113.22'].map((address, i) => ({
    id: i,
    interconnect_attachment: '',
    ip_address: address,
  }));
  const bgp = {
    advertise_mode: 'DEFAULT',
    advertised_groups: [],
    advertised_ip_ranges: [],
    asn,
    identifier_range: '',
    keepalive_interval: 20,
  };
  return [
    [id, { id, network: `${API}${network}`, vpn_interfaces: interfaces }],
    [router, { id: router, bgp: [bgp], encrypted_interconnect_router: false }],
  ];
}

function googleAnswers({ id: network, subnets }: Existing): (readonly [string, ObjectValue])[] {
  const ranges = Object.values(subnets).flatMap((it) => ('id' in it ? [it] : []));
  return [
    [network, { id: network, self_link: `${API}${network}` }],
    ...ranges.map(({ id, cidr }): [string, ObjectValue] => [
      id,
      {
        id,
        self_link: `${API}${id}`,
        network: `${API}${network}`,
        ip_cidr_range: cidr,
        private_ip_google_access: true,
      },
    ]),
  ];
}

function awsAnswers({ id: vpc, cidr, subnets: all, routeTables = [] }: Existing): (readonly [string, ObjectValue])[] {
  const association = { association_id: 'vpc-cidr-assoc-0', cidr_block: cidr, state: 'associated' };
  const dns = { enable_dns_support: true, enable_dns_hostnames: true };
  const subnets = Object.fromEntries(
    Object.entries(all).flatMap(([purpose, group]) => ('zones' in group ? [[purpose, group] as const] : [])),
  );
  const machines = [subnets['kong'], subnets['datastore']].map((group) => group?.zones ?? []);
  return [
    [vpc, { cidr_block: cidr, cidr_block_associations: [association], ...dns }],
    ...Object.values(subnets).flatMap(({ zones }) =>
      zones.map((it): [string, ObjectValue] => [
        it.id,
        { vpc_id: vpc, cidr_block: it.cidr, availability_zone: it.zone, available_ip_address_count: 11 },
      ]),
    ),
    ...routeTables.map((table, i): [string, ObjectValue] => [
      table,
      {
        vpc_id: vpc,
        associations: machines.flatMap((zones) =>
          zones[i] === undefined
            ? []
            : [
                {
                  gateway_id: '',
                  main: false,
                  route_table_association_id: '',
                  route_table_id: table,
                  subnet_id: zones[i].id,
                },
              ],
        ),
      },
    ]),
  ];
}

/** Data sources of an existing network. What the account does not have is made up. */
export const existingNetworks: Readonly<Record<string, Behaviour>> = {
  aws_vpc: { settle: ({ id }) => answers.get(id) ?? {} },
  aws_subnet: { settle: ({ id }) => answers.get(id) ?? {} },
  aws_route_table: { settle: ({ route_table_id: id }) => answers.get(id) ?? {} },
  aws_ec2_transit_gateway: { settle: ({ id }) => answers.get(id) ?? {} },
  aws_ec2_transit_gateway_vpc_attachments: { settle: () => ({ ids: [], id: 'attachments' }) },
  aws_network_interfaces: { settle: () => ({ ids: [], id: 'interfaces' }) },
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The same of Google, which is asked by project, region and name. */
export const existingGoogleNetworks: Readonly<Record<string, Behaviour>> = {
  google_compute_network: {
    settle: ({ project, name }) => answers.get(`projects/${text(project)}/global/networks/${text(name)}`) ?? {},
  },
  google_compute_subnetwork: {
    settle: ({ project, region, name }) =>
      answers.get(`projects/${text(project)}/regions/${text(region)}/subnetworks/${text(name)}`) ?? {},
  },
  google_compute_ha_vpn_gateway: {
    settle: ({ project, region, name }) =>
      answers.get(`projects/${text(project)}/regions/${text(region)}/vpnGateways/${text(name)}`) ?? {},
  },
  google_compute_router: {
    settle: ({ project, region, name }) =>
      answers.get(`projects/${text(project)}/regions/${text(region)}/routers/${text(name)}`) ?? {},
  },
};
