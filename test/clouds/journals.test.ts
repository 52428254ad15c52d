import { CLOSED_PLACES } from '../support/closed-places';
import { synthesizeText, type Synthesized } from '../support/synthesized';

/* What ships logs of units, where a name or the way to the internet is not the usual one. */

let made: Synthesized;

beforeAll(async () => {
  const spec = {
    name: 'aws-edge',
    requestsPerSecond: 900,
    network: { egress: 'none' },
    kong: { upstreams: [{ cidr: '10.0.0.0/8', ports: [443] }] },
    datacenters: CLOSED_PLACES,
    monitoring: { logs: { retentionDays: 365 } },
  };
  made = await synthesizeText(JSON.stringify(spec), 'edge.json');
});

function text(path: string): string {
  const file = made.synthesis.terraform.find((it) => it.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file.text;
}

test('without a way to the internet nothing fetches an agent, and one that is missing is told', () => {
  const program = text('cluster-us-east/files/journals/document.json');
  expect(program).toContain(`"PACKAGES=''"`);
  expect(program).not.toContain('https://');
  expect(program).toContain('without the internet an image has to bring it');
  expect(text('cluster-belgium/journals.tf')).not.toMatch(/repository|pkg|https:/);
});

test('the document has a name that AWS does not keep for itself, whatever the topology is called', () => {
  expect(text('cluster-us-east/journals.tf')).toMatch(/^ {2}name += "topogen-aws-edge-us-east-journals"$/m);
});

test('a bucket gets what the default one is spared, and nothing else', () => {
  const filters = [...text('network-belgium/journals.tf').matchAll(/^ {2}filter += (.*)$/gm)].map(([, it]) => it);
  expect(filters).toHaveLength(2);
  expect(new Set(filters)).toEqual(
    new Set(['"log_id(\\"aws-edge-belgium-journals-units\\") OR log_id(\\"aws-edge-belgium-journals-kong-errors\\")"']),
  );
  const agent = text('cluster-belgium/files/journals/ops-agent.yaml');
  for (const log of ['units', 'kong-errors']) expect(agent).toContain(`    aws-edge-belgium-journals-${log}:\n`);
});

test('a year is as long as scanners want it, and then nothing is said to them', () => {
  expect(text('network-us-east/journals.tf')).toMatch(/retention_in_days = 365/);
  expect(text('network-us-east/journals.tf')).not.toContain('checkov');
});
