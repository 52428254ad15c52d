import { CLOUD_FACTS } from '../../src/clouds/facts';
import { saleOf, soldOf } from '../../src/kernel/cloud/offerings';
import { CLOUD_IDS, type CloudId } from '../../src/kernel/ids';
import { formatIssue } from '../../src/kernel/issue';
import { cassandraOf } from '../../src/plan/datastores/cassandra/of-plan';
import type { DatacenterPlan, Plan } from '../../src/plan/plan';
import { parseSpec } from '../../src/spec/parse';
import { planTopology } from '../../src/plan/plan-topology';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';
import { synthesizeText, standUp } from '../support/synthesized';

/** Zones that sell so little that no datacenter should be in them; whoever's letters lead there is told by the plan. */
const SPARSE: Readonly<Record<string, string>> = { 'us-east-1': 'use1-az3', 'eu-west-2': 'euw2-az4' };

/** Reads the table as it stands, without the code under test: whether all zones of a region sell a family. */
function soldEverywhere(cloud: CloudId, region: string, type: string): boolean {
  const here = CLOUD_FACTS[cloud].offerings.regions[region];
  const words = (here?.everywhere ?? '').split(' ');
  return words.some((family) => type === family || type.startsWith(family + CLOUD_FACTS[cloud].machineTypes.separator));
}

function planOf(fields: object): Plan | string[] {
  const text = JSON.stringify({ name: 'edge', requestsPerSecond: 9_000, ...fields });
  const parsed = parseSpec(text, 's.json', CLOUD_FACTS);
  if (!parsed.ok) return parsed.issues.map(formatIssue);
  const { spec, stated } = parsed.value;
  const indexes = Object.fromEntries(spec.datacenters.map(({ name }, i) => [name, i]));
  const planned = planTopology(spec, { indexes, facts: CLOUD_FACTS, stated, specFile: 's.json' });
  return planned.ok ? planned.value : planned.issues.map(formatIssue);
}

/** Every machine type that the plan has in a datacenter. */
function typesOf(plan: Plan, datacenter: DatacenterPlan): string[] {
  const { migrations } = plan.kong;
  return [
    ...datacenter.pools.map(({ machineType }) => machineType),
    cassandraOf(datacenter).machineType,
    ...(migrations.datacenter === datacenter.name ? [migrations.machineType] : []),
    ...(datacenter.vpnInstances ? [datacenter.vpnInstances.machineType] : []),
  ];
}

function zonesOf(plan: Plan): string[] {
  return plan.datacenters.flatMap(({ zones }) => zones.map(({ name }) => name));
}

const everyRegion = CLOUD_IDS.flatMap((cloud) =>
  Object.entries(CLOUD_FACTS[cloud].regions)
    .filter(([, { zones }]) => zones.length >= 3)
    .map(([region]) => [cloud, region] as const),
);

describe('the table of offerings', () => {
  test.each(CLOUD_IDS)('of %s names regions and zones that there are, and each family once a region', (id) => {
    const { offerings, regions, zonesVaryByAccount } = CLOUD_FACTS[id];
    expect(offerings.date).toMatch(/^\d{4}-\d\d/);
    for (const [region, here] of Object.entries(offerings.regions)) {
      const zones = here.zones.split(' ');
      if (zonesVaryByAccount) expect(zones.length).toBeGreaterThanOrEqual(2);
      else expect(zones).toEqual(regions[region]?.zones);
      for (const some of Object.values(here.inSome ?? {})) {
        expect(some.split(' ').length).toBeLessThan(zones.length);
        expect(some.split(' ').filter((zone) => !zones.includes(zone))).toEqual([]);
      }
      const lists = [here.everywhere, here.somewhere, Object.keys(here.inSome ?? {}).join(' ')];
      const families = lists.flatMap((list) => (list ? list.split(' ') : []));
      expect(new Set(families).size).toBe(families.length);
      expect(here.sparse).toBe(SPARSE[region]);
    }
  });

  test('says what was seen: no r6a in the third zone of Singapore, no c6i in Jakarta, Melbourne, Zurich, Spain and Dubai', () => {
    const place = (region: string) => ({ region, zones: CLOUD_FACTS.aws.regions[region]?.zones.slice(0, 3) ?? [] });
    const sale = (region: string, type: string) => saleOf(CLOUD_FACTS.aws, place(region), type);
    expect(sale('ap-southeast-1', 'r6a.xlarge')).toBe('no');
    expect(sale('ap-southeast-1', 'r6i.xlarge')).toBe('yes');
    for (const region of ['ap-southeast-3', 'ap-southeast-4', 'eu-central-2', 'eu-south-2', 'me-central-1'])
      expect([region, sale(region, 'c6i.large'), sale(region, 'c7i.large')]).toEqual([region, 'no', 'yes']);
    expect(sale('me-central-1', 't3.medium')).toBe('no');
    expect(sale('ap-northeast-2', 'c5a.xlarge')).toBe('perhaps');
    expect(sale('mx-central-1', 'c6i.large')).toBe('unknown');
    expect(sale('us-east-1', 'x2idn.16xlarge')).toBe('unknown');
  });

  test('of zones with names of their own looks at those of the datacenter', () => {
    const sale = (zones: string[]) =>
      saleOf(
        CLOUD_FACTS.google,
        { region: 'us-central1', zones: zones.map((zone) => `us-central1-${zone}`) },
        'c3-highcpu-8',
      );
    expect(sale(['a', 'b', 'c'])).toBe('yes');
    expect(sale(['a', 'b', 'f'])).toBe('perhaps');
  });

  test('offers what may be sold only where nothing certainly is, and never what is not', () => {
    const place = { region: 'ap-southeast-1', zones: ['a', 'b', 'c'] };
    expect(soldOf(CLOUD_FACTS.aws, place, ['r6a', 'r7i', 'r6i'])).toEqual(['r7i', 'r6i']);
    expect(soldOf(CLOUD_FACTS.aws, place, ['r6a', 'r5b'])).toEqual(['r5b']);
    expect(soldOf(CLOUD_FACTS.aws, place, ['r6a'])).toEqual([]);
    const africa = { region: 'africa-south1', zones: ['a', 'b', 'c'].map((zone) => `africa-south1-${zone}`) };
    expect(soldOf(CLOUD_FACTS.google, africa, ['c2-standard', 'n2-standard'])).toEqual(['n2-standard']);
  });
});

describe('machine types that topogen chooses', () => {
  test.each(everyRegion)('%s %s: are sold in all zones, or in none that is known to lack them', (cloud, region) => {
    const datacenters = [{ name: 'here', cloud, region }];
    const plan = planOf({ googleProject: 'acme-edge', datacenters });
    if (Array.isArray(plan)) {
      expect(plan.filter((line) => line.includes(': error: '))).toEqual(
        plan.filter((line) => line.includes('[no-machine-type-sold-here]')),
      );
      expect(['europe-north2', 'northamerica-south1', 'asia-southeast3']).toContain(region);
      return;
    }
    const { machineFamilies, jobMachineTypes, offerings } = CLOUD_FACTS[cloud];
    const [kong = '', cassandra = '', job = ''] = typesOf(plan, plan.datacenters[0]!);
    for (const [type, families] of [
      [kong, machineFamilies.processor],
      [cassandra, machineFamilies.memory],
      [job, jobMachineTypes],
    ] as const) {
      const some = families.some((family) => soldEverywhere(cloud, region, family));
      expect([type, soldEverywhere(cloud, region, type)]).toEqual([type, some]);
      if (some || !offerings.regions[region]) continue;
      expect([type, saleOf(CLOUD_FACTS[cloud], { region, zones: zonesOf(plan) }, type)]).toEqual([type, 'perhaps']);
    }
  });

  test.each([
    ['AWS alone', 6, {}],
    ['AWS and Google', 12, { googleProject: 'acme-edge' }],
    ['AWS and Google, all of them', 13, { googleProject: 'acme-edge' }],
  ])('by the short form, %s, %d of them: are sold in all zones of each', (_, datacenters, fields) => {
    const plan = planOf({ datacenters, links: { awsToAws: 'ipsec' }, ...fields });
    if (Array.isArray(plan)) throw new Error(plan.join('\n'));
    expect(plan.datacenters).toHaveLength(datacenters);
    expect(plan.datacenters.some(({ vpnInstances }) => vpnInstances !== undefined)).toBe(true);
    const unsold = plan.datacenters.flatMap((datacenter) =>
      typesOf(plan, datacenter)
        .filter((type) => !soldEverywhere(datacenter.cloud, datacenter.region, type))
        .map((type) => `${type} in ${datacenter.region}`),
    );
    expect(unsold).toEqual([]);
  });

  test('for gateways and the job follow the region', () => {
    const plan = planOf({
      datacenters: [
        { name: 'dubai', cloud: 'aws', region: 'me-central-1' },
        { name: 'jakarta', cloud: 'aws', region: 'ap-southeast-3' },
      ],
      links: { awsToAws: 'ipsec' },
    });
    if (Array.isArray(plan)) throw new Error(plan.join('\n'));
    expect(plan.kong.migrations.machineType).toBe('m6i.large');
    expect(plan.datacenters.flatMap(({ vpnInstances }) => vpnInstances?.machineType ?? [])).toEqual(['c7i.xlarge']);
  });
});

describeLong('a stack whose zones do not sell its machine types', () => {
  const datacenter = (changes: object): string =>
    JSON.stringify({
      name: 'edge',
      requestsPerSecond: 3_000,
      googleProject: 'acme-edge',
      datacenters: [{ name: 'here', ...changes }],
    });
  const outcomeOfPlan = (spec: string, expected: 'error' | 'plan' = 'error'): Promise<string> =>
    withTerraform(async (tf) => {
      const synthesized = await synthesizeText(spec, 'edge.json');
      await standUp(tf, synthesized, ['shared', 'network-here']);
      const cluster = tf.at('terraform/edge/cluster-here');
      await cluster.init();
      return expected === 'error' ? cluster.planError() : String((await cluster.plan()).hasChanges);
    });

  test('fails to plan on AWS, by the letters of the account', async () => {
    const zones = ['us-east-1a', 'us-east-1b', 'us-east-1e'];
    const place = { cloud: 'aws', region: 'us-east-1' };
    const error = await outcomeOfPlan(datacenter({ ...place, zones }));
    expect(error).toContain('AWS does not offer c6a.2xlarge in us-east-1e, r6a.xlarge in us-east-1e.');
    expect(await outcomeOfPlan(datacenter(place), 'plan')).toBe('true');
  });

  test('fails to plan on Google', async () => {
    const place = { cloud: 'google', region: 'europe-west1' };
    const machineType = { type: 'c2d-highcpu-8', vcpus: 8, memoryGib: 16, offered: true };
    const error = await outcomeOfPlan(datacenter({ ...place, kong: { machineType } }));
    expect(error).toContain('Google Cloud does not offer c2d-highcpu-8 in europe-west1-b.');
  });
});
