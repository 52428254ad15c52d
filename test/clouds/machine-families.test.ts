import { CLOUD_FACTS } from '../../src/clouds/facts';
import { tryFamilyOf } from '../../src/kernel/cloud/machine-families';
import { CLOUD_IDS } from '../../src/kernel/ids';
import { aPlan } from '../support/a-spec';
import { synthesizeText } from '../support/synthesized';
import { resourcesOf } from '../support/emitted';

describe.each(CLOUD_IDS)('families of %s', (id) => {
  const { machineTypes, machines, machineFamilies, jobMachineTypes, vpnMachineTypes } = CLOUD_FACTS[id];

  test('cover every machine type of the table, and say of its processors what the table says', () => {
    for (const { type, architecture } of machines) {
      expect([type, tryFamilyOf(machineTypes, type)?.architecture]).toEqual([type, architecture]);
      expect([type, machineTypes.pattern.test(type)]).toEqual([type, true]);
    }
    expect(machineTypes.pattern.test(machineTypes.example)).toBe(true);
  });

  test('are named once each', () => {
    const names = machineTypes.families.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test('that are chosen unasked take what machines are given', () => {
    const chosen = machines.filter(
      ({ family, type }) =>
        [...machineFamilies.processor, ...machineFamilies.memory].includes(family) ||
        [...jobMachineTypes, ...vpnMachineTypes].includes(type),
    );
    expect(chosen.length).toBeGreaterThan(5);
    for (const { type } of chosen) {
      expect([type, tryFamilyOf(machineTypes, type)]).toMatchObject([
        type,
        { architecture: 'amd64', lacks: undefined },
      ]);
    }
  });

  test("have names that are not another cloud's", () => {
    const others = CLOUD_IDS.filter((other) => other !== id).map((other) => CLOUD_FACTS[other].machineTypes);
    for (const { type } of machines) expect(others.filter(({ pattern }) => pattern.test(type))).toEqual([]);
  });
});

test('of two families that a name begins with the longer one counts, and none begins in the middle of a word', () => {
  const { aws, google } = CLOUD_FACTS;
  expect(tryFamilyOf(aws.machineTypes, 'c7i-flex.large')?.name).toBe('c7i-flex');
  expect(tryFamilyOf(google.machineTypes, 'a3-ultragpu-8g')?.name).toBe('a3-ultragpu');
  expect(tryFamilyOf(google.machineTypes, 'c44-standard-8')).toBeUndefined();
  expect(tryFamilyOf(aws.machineTypes, 'c4')).toBeUndefined();
});

const ARM = {
  name: 'us-east',
  cloud: 'aws' as const,
  kong: { machineType: { type: 'm6g.2xlarge', vcpus: 8, memoryGib: 32 }, image: 'ami-0123456789abcdef0' },
  cassandra: { machineType: { type: 'r8g.2xlarge', vcpus: 8, memoryGib: 64 }, image: 'ami-0123456789abcdef1' },
};

test('the job that migrates starts from the image of the pool, so it has the same processors', () => {
  expect(aPlan([ARM]).kong.migrations.machineType).toBe('m6g.2xlarge');
  expect(aPlan([{ name: 'us-east', cloud: 'aws' }]).kong.migrations.machineType).toBe('t3.medium');
});

test('machines with arm64 processors start from their images and find their Java', async () => {
  const spec = { name: 'edge', requestsPerSecond: 1000, datacenters: [{ ...ARM, region: 'us-east-1' }] };
  const { synthesis } = await synthesizeText(JSON.stringify(spec), 'edge.json');
  const text = (path: string): string | undefined => synthesis.terraform.find((it) => it.path.endsWith(path))?.text;
  expect(text('files/cassandra/cassandra.env')).toContain('JAVA_HOME=/usr/lib/jvm/java-8-openjdk-arm64\n');
  const resources = resourcesOf(synthesis, 'cluster-us-east');
  expect(Object.keys(resources['aws_instance'] ?? {})).toContain('kong_migrations');
  expect(resources['aws_instance']?.['kong_migrations']).toMatchObject({
    ami: 'ami-0123456789abcdef0',
    instance_type: 'm6g.2xlarge',
  });
  expect(JSON.stringify(resources)).not.toContain('amd64');
});
