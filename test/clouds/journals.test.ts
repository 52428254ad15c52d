import { BOTH_CLOUDS } from '../support/both-clouds';
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

describe('a log of requests', () => {
  const synthesized = (access?: string): Promise<Synthesized> => {
    const spec = {
      name: 'edge',
      requestsPerSecond: 900,
      datacenters: BOTH_CLOUDS,
      monitoring: { logs: access === undefined ? {} : { access } },
    };
    return synthesizeText(JSON.stringify(spec), 'edge.json');
  };
  const textOf = ({ synthesis }: Synthesized, path: string): string =>
    synthesis.terraform.find((it) => it.path === path)?.text ?? '';

  test('is shipped by both agents, where Kong writes one', async () => {
    const logged = await synthesized('failed');
    const document = JSON.parse(textOf(logged, 'cluster-us-east/files/journals/document.json')) as {
      readonly mainSteps: readonly [{ readonly inputs: { readonly runCommand: readonly string[] } }];
    };
    const program = document.mainSteps[0].inputs.runCommand.join('\n');
    const agent = JSON.parse(/^AGENT='(.*?)'$/ms.exec(program)?.[1] ?? '') as {
      readonly logs: { readonly logs_collected: { readonly files: { readonly collect_list: readonly object[] } } };
    };
    expect(agent.logs.logs_collected.files.collect_list.at(-1)).toEqual({
      file_path: '/usr/local/kong/logs/access.log',
      log_group_name: 'edge-us-east-journals',
      log_stream_name: '{instance_id}/kong-access',
    });
    const ops = textOf(logged, 'cluster-belgium/files/journals/ops-agent.yaml');
    expect(ops).toContain(
      '    edge-belgium-journals-kong-access:\n      type: files\n      include_paths: [/usr/local/kong/logs/access.log]\n',
    );
    expect(ops).toContain('    fields:\n      type: parse_json\n');
    expect(ops).toContain(
      '      kong-access:\n        receivers: [edge-belgium-journals-kong-access]\n        processors: [fields]\n',
    );
    expect(textOf(logged, 'network-belgium/journals.tf').match(/journals-kong-access/g)).toHaveLength(2);
  });

  test('is no part of what ships logs of units alone', async () => {
    const { synthesis } = await synthesized();
    const texts = synthesis.terraform.filter(({ path }) => path.includes('journals'));
    expect(texts.filter(({ text: it }) => /kong-access|parse_json/.test(it)).map(({ path }) => path)).toEqual([]);
  });

  test.each(['all', 'failed', undefined])('of %s is what the page on operations reads', async (access) => {
    const page = textOf(await synthesized(access), 'OPERATIONS.md');
    expect(page.includes('/usr/local/kong/logs/access.log')).toBe(access !== undefined);
    const aws = `aws logs tail edge-us-east-journals --region us-east-1 --since 1h --filter-pattern '{ $.status >= 499 || $.status = 0 }'`;
    expect(page.includes(aws)).toBe(access !== undefined);
    expect(page.includes('(jsonPayload.status>=499 OR jsonPayload.status=0)')).toBe(access !== undefined);
    // What units say is not lost among them.
    expect(page.includes(`--filter-pattern='-"upstreamSeconds"'`)).toBe(access !== undefined);
  });
});
