import { CLOUD_FACTS } from '../../src/clouds/facts';
import { cidrContains, isAligned, isPrivateCidr } from '../../src/kernel/cidr';
import { CLOUD_IDS } from '../../src/kernel/ids';

const clouds = CLOUD_IDS.map((id) => CLOUD_FACTS[id]);

describe.each(clouds.map((cloud) => [cloud.id, cloud] as const))('the facts of %s', (id, cloud) => {
  test('know their own id', () => {
    expect(cloud.id).toBe(id);
  });

  test('give every region zones of its own name, in order, and a place on the globe', () => {
    const regions = Object.entries(cloud.regions);
    expect(regions.length).toBeGreaterThan(30);
    for (const [region, { zones, latitude, longitude }] of regions) {
      expect(zones.length).toBeGreaterThan(0);
      expect(zones.filter((zone) => !/^-?[a-z]$/.test(zone.slice(region.length)) || !zone.startsWith(region))).toEqual(
        [],
      );
      expect([...new Set(zones)].sort()).toEqual([...zones]);
      expect(Math.abs(latitude)).toBeLessThan(90);
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
    }
  });

  test('know the regions that an account has to switch on, of which the short form takes none', () => {
    const { regionsToSwitchOn } = cloud;
    expect(regionsToSwitchOn.filter((region) => !Object.hasOwn(cloud.regions, region))).toEqual([]);
    expect(cloud.shortForm.filter(({ region }) => regionsToSwitchOn.includes(region))).toEqual([]);
  });

  test('give every machine type a size and prices that grow with it', () => {
    expect(new Set(cloud.machines.map(({ type }) => type)).size).toBe(cloud.machines.length);
    for (const machine of cloud.machines) {
      expect(machine.vcpus).toBeGreaterThan(0);
      expect(machine.memoryGib).toBeGreaterThan(0);
      expect(machine.type.startsWith(machine.family.replace('-shared', ''))).toBe(true);
      expect(Object.keys(machine.usdPerHour).filter((region) => !Object.hasOwn(cloud.regions, region))).toEqual([]);
      const smaller = cloud.machines.filter((other) => other.family === machine.family && other.vcpus < machine.vcpus);
      for (const [region, price] of Object.entries(machine.usdPerHour)) {
        expect(price).toBeGreaterThan(0);
        for (const other of smaller) expect(other.usdPerHour[region]).toBeLessThan(price);
      }
    }
  });

  test('weigh only amd64 families that the table has, priced wherever the short form builds', () => {
    for (const role of ['processor', 'memory'] as const) {
      expect(cloud.machineFamilies[role].length).toBeGreaterThan(0);
      for (const family of cloud.machineFamilies[role]) {
        const machines = cloud.machines.filter((machine) => machine.family === family);
        expect(machines.length).toBeGreaterThan(2);
        for (const machine of machines) {
          expect(machine.architecture).toBe('amd64');
          for (const { region } of cloud.shortForm) expect(Object.keys(machine.usdPerHour)).toContain(region);
        }
      }
    }
  });

  test('name a VPN machine, where there is one, that the table has', () => {
    const types = cloud.machines.map(({ type }) => type);
    expect(cloud.vpnMachineTypes.filter((type) => !types.includes(type))).toEqual([]);
    expect(cloud.innerLinks.includes('gateway-vpn')).toBe(cloud.vpnMachineTypes.length > 0);
  });

  test('take the short form from different regions with three zones', () => {
    const regions = cloud.shortForm.map(({ region }) => region);
    expect(new Set(regions).size).toBe(regions.length);
    for (const region of regions) expect(cloud.regions[region]?.zones.length).toBeGreaterThanOrEqual(3);
  });

  test('let health checks and operators in from public ranges that are well-formed', () => {
    const ranges = [...cloud.healthCheckRanges, ...(cloud.operatorAccess ? [cloud.operatorAccess.cidr] : [])];
    for (const range of ranges) {
      expect(isAligned(range)).toBe(true);
      expect(isPrivateCidr(range)).toBe(false);
      expect(cidrContains(range, '0.0.0.0/0')).toBe(false);
    }
  });
});

test('no two clouds share a name of the short form, a region or a machine type', () => {
  for (const list of [
    clouds.flatMap((cloud) => cloud.shortForm.map(({ name }) => name)),
    clouds.flatMap((cloud) => Object.keys(cloud.regions)),
    clouds.flatMap((cloud) => cloud.machines.map(({ type }) => type)),
  ]) {
    expect(new Set(list).size).toBe(list.length);
  }
});

test('the figures are those of the sources', () => {
  const price = (cloud: 'aws' | 'google', type: string, region: string): number | undefined =>
    CLOUD_FACTS[cloud].machines.find((machine) => machine.type === type)?.usdPerHour[region];
  expect(price('aws', 'c6i.2xlarge', 'us-east-1')).toBe(0.34);
  expect(price('aws', 'r6i.2xlarge', 'us-east-1')).toBe(0.504);
  expect(price('google', 'c2-standard-8', 'us-central1')).toBe(0.417616);
  expect(price('google', 'n2-highmem-8', 'us-central1')).toBe(0.524056);
  expect(CLOUD_FACTS.google.regions['europe-west1']?.zones).toEqual(
    ['b', 'c', 'd'].map((zone) => `europe-west1-${zone}`),
  );
  expect(CLOUD_FACTS.aws.regions['us-west-1']?.zones).toHaveLength(2);
});
