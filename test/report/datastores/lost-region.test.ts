import { aPlan } from '../../support/a-spec';
import { moved, regionLostPage, type SpecOfTest } from '../../support/region-lost';

/* Whoever follows the page after the loss of a region comes through `synth`, with the words that it names and no others. */

const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
const WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
const BELGIUM = { name: 'belgium', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
const FINLAND = { name: 'finland', cloud: 'google', region: 'europe-north1', project: 'acme-edge' };
const HAMINA = { ...FINLAND, name: 'hamina' };
const POSTGRESQL = { engine: 'postgresql' };

const topic = (region: string): string => `arn:aws:sns:${region}:111122223333:edge-alarms`;
const CHANNEL = 'projects/acme-edge/notificationChannels/1234567890123456789';

function specOf(datacenters: SpecOfTest['datacenters'], rest: object): SpecOfTest {
  const notify = Object.fromEntries(
    datacenters.map(({ name, cloud, region }) => [name, cloud === 'aws' ? topic(region) : CHANNEL]),
  );
  return { name: 'edge', requestsPerSecond: 900, datacenters, monitoring: { notify }, backups: {}, ...rest };
}

const HOSTNAME = { hostname: 'api.acme.example' };
const COPIES = { backups: { copyTo: { 'us-east': 'us-west' } } };

test.each<[string, string, SpecOfTest, string[]]>([
  ['one datacenter', 'us-east', specOf([EAST], { backups: { copyTo: 'us-west-2' } }), []],
  ['a datacenter that has copies', 'us-east', specOf([EAST, WEST], COPIES), ['links']],
  [
    'a datacenter that has copies, and gives its own back',
    'us-east',
    specOf([EAST, WEST, BELGIUM], { backups: { copyTo: { 'us-east': 'us-west', 'us-west': 'us-east' } } }),
    ['links'],
  ],
  [
    'two that are linked by IPsec, and one more in the lost region',
    'us-east',
    specOf([EAST, { ...EAST, name: 'us-east-b' }, WEST], { ...COPIES, links: { awsToAws: 'ipsec' } }),
    ['datacenters'],
  ],
  [
    'names by the latency of regions',
    'us-east',
    specOf([EAST, WEST], {
      ...COPIES,
      gateway: { ...HOSTNAME, dns: { provider: 'route53', zone: 'acme.example', policy: 'latency' } },
    }),
    ['links', 'gateway.dns.policy'],
  ],
  ['Google Cloud', 'belgium', specOf([BELGIUM], { backups: { copyTo: 'europe-north1' } }), []],
  [
    'Google Cloud and two in the second region',
    'belgium',
    specOf([BELGIUM, FINLAND, HAMINA], { backups: { copyTo: { belgium: 'finland' } } }),
    [],
  ],
  [
    'PostgreSQL in hybrid mode',
    'us-east',
    specOf([EAST, WEST], { ...COPIES, datastore: { ...POSTGRESQL, primary: 'us-east' } }),
    ['links'],
  ],
  [
    'PostgreSQL with a replica there',
    'us-east',
    specOf([EAST, WEST], { ...COPIES, datastore: { ...POSTGRESQL, primary: 'us-east', replicas: ['us-west'] } }),
    ['links', 'datastore.replicas'],
  ],
  [
    'PostgreSQL on Google Cloud with a replica there',
    'belgium',
    specOf([BELGIUM, FINLAND], {
      backups: { copyTo: 'finland' },
      datastore: { ...POSTGRESQL, primary: 'belgium', replicas: ['finland'] },
    }),
    ['datastore.replicas'],
  ],
])('%s: synth takes the spec that the page describes', async (_, name, spec, keys) => {
  const { before, after, page } = await moved(spec, name);
  const placeOf = ({ topology: { plan } }: typeof before): unknown => {
    const { region, index } = plan.datacenters.find((it) => it.name === name)!;
    return { region, index };
  };
  const [was, is] = [before, after].map(placeOf);
  expect(is).toEqual({ ...(was as object), region: expect.stringMatching(/^(us-west-2|europe-north1)$/) as unknown });
  const named = [...page.matchAll(/^ {3}- `([^`]+)`: /gm)].map(([, key]) => key);
  expect(named.sort()).toEqual([...keys, 'backups.copyTo', 'monitoring.notify'].sort());
});

test('what people have made in a lost region is named where the spec has it, and buckets whose names it keeps', () => {
  const copied = { backups: { copyTo: 'us-west-2', configuration: true } };
  const pages = (more: object, kong?: object): string => {
    const east = { ...EAST, cloud: 'aws', ...(kong ? { kong } : {}) } as const;
    return regionLostPage(aPlan([east], { ...copied, ...more }), 'us-east');
  };
  const own = pages({ gateway: { certificate: { aws: 'edge-certificate' } } }, { image: 'ami-0123456789abcdef0' });
  expect(own).toContain('`gateway.certificate`: its secret has to be in us-west-2 too');
  expect(own).toContain('`kong.image`: for us-east an image that is in us-west-2');
  expect(own).toContain("bucket of the exports of Kong's configuration is taken while there is one in us-east-1");
  const plain = pages({ backups: { copyTo: 'us-west-2' } });
  expect(plain).not.toMatch(/gateway\.certificate|kong\.image|bucket|monitoring\.notify/);
  const hybrid = aPlan(
    [
      { ...EAST, cloud: 'aws' },
      { ...WEST, cloud: 'aws' },
    ],
    {
      ...COPIES,
      datastore: { ...POSTGRESQL, primary: 'us-east' },
    },
  );
  expect(regionLostPage(hybrid, 'us-east')).toContain('the bucket of the seed is taken');
});
