import { synthesizeText } from '../support/synthesized';

async function readmeOf(kong: Readonly<Record<string, unknown>>): Promise<string> {
  const spec = {
    name: 'edge',
    requestsPerSecond: 900,
    googleProject: 'acme-edge',
    datacenters: [
      { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
      { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
    ],
    kong,
  };
  const { synthesis } = await synthesizeText(JSON.stringify(spec), 'edge.json');
  const readme = synthesis.terraform.find(({ path }) => path === 'README.md');
  if (!readme) throw new Error('no README.md');
  return readme.text;
}

/** What stands under a heading, up to the next one. */
function section(readme: string, heading: string): string | undefined {
  return readme.split(/^## /m).find((it) => it.startsWith(`${heading}\n`));
}

test.each(['local', 'cluster', 'redis'])('a README tells how to limit rates with the policy %s', async (policy) => {
  const plugins = [{ name: 'rate-limiting', policy }, 'key-auth'];
  const text = section(await readmeOf({ plugins }), 'Rate limiting');
  expect(text).toContain('--data name=rate-limiting');
  expect(text).toContain(`--data config.policy=${policy}`);
  expect(text?.includes('--data config.redis_host=redis.edge.topogen.internal')).toBe(policy === 'redis');
});

test('a README without plugins that count has no such section', async () => {
  expect(section(await readmeOf({ plugins: ['key-auth'] }), 'Rate limiting')).toBeUndefined();
});
