import { renderDiagram } from '../../src/report/diagram';
import { linkRows } from '../../src/report/rows';
import { aPlan, type ADatacenter } from '../support/a-spec';

/* AWS encrypts a peering by itself. Nothing may call that the user's own encryption. */

const AWS: readonly ADatacenter[] = [
  { name: 'one', cloud: 'aws', region: 'us-east-1' },
  { name: 'far', cloud: 'aws', region: 'us-west-2' },
];
const IPSEC = { links: { awsToAws: 'ipsec' } };

test('each link says who encrypts it', () => {
  const encryption = (plan: ReturnType<typeof aPlan>): string[] => plan.links.map((link) => link.encryption);
  expect(encryption(aPlan(AWS))).toEqual(['cloud']);
  expect(encryption(aPlan(AWS, IPSEC))).toEqual(['ipsec']);
  const google = AWS.map(({ name }): ADatacenter => ({ name, cloud: 'google' }));
  expect(encryption(aPlan(google))).toEqual(['ipsec']);
});

test('tables call a peering what it is', () => {
  const kind = (plan: ReturnType<typeof aPlan>): unknown => linkRows(plan)[0]?.[1];
  expect(kind(aPlan(AWS))).toBe("transit gateway peering, encrypted by the cloud, no keys of one's own");
  expect(kind(aPlan(AWS, IPSEC))).toBe('IPsec VPN with BGP, four tunnels, on a pair of VPN instances');
});

test('so does the diagram', () => {
  const line = (plan: ReturnType<typeof aPlan>): unknown => /<-->\|"(.*)"\|/.exec(renderDiagram(plan))?.[1];
  expect(line(aPlan(AWS))).toBe('transit peering, encrypted by the cloud');
  expect(line(aPlan(AWS, IPSEC))).toBe('IPsec, 4 tunnels');
});
