import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import type { Plan } from '../../../../src/plan/plan';
import { aHybridPlan } from '../../../support/a-hybrid-plan';
import { aPlan, TWO_CLOUDS } from '../../../support/a-spec';
import { freePort } from '../../../support/free-port';
import { describeWithNginx, startNginx } from '../../../support/nginx';
import { readTemplates } from '../../../support/templates';

/* What is open on the status port of a node: the file that nodes get, in a real nginx with locations as Kong's own. */

const MONITORING = { monitoring: { scrapeCidrs: ['10.0.0.0/8'] } };

/** The file of every pool of the first datacenter. */
function filesOf(plan: Plan): string[] {
  const [datacenter] = plan.datacenters;
  return datacenter!.pools.map((pool) => {
    const { artifacts } = renderKongPool(plan, datacenter!, pool, readTemplates());
    return artifacts.find(({ path }) => /\/health(-serving\.nginx|\.conf)$/.test(path))!.text;
  });
}

describeWithNginx('whoever reaches the status port of a node', () => {
  /** Locations of Kong's own templates, of 2.x, which has more of them; each says which it is. */
  const KONG = `location / { return 200 kong; }
    location /nginx_status { internal; stub_status; }
    location /robots.txt { return 200 robots; }`;

  async function answers(file: string, paths: readonly string[]): Promise<Record<string, string>> {
    const folder = mkdtempSync(join(tmpdir(), 'topogen-status-'));
    const port = await freePort();
    writeFileSync(join(folder, 'health.conf'), file);
    const nginx = await startNginx(
      `access_log off; server { listen 127.0.0.1:${port}; include ${folder}/health.conf; ${KONG} }`,
      port,
    );
    try {
      const asked = paths.map(async (path) => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`);
        return [path, answer.ok ? (await answer.text()).trim() : String(answer.status)] as const;
      });
      return Object.fromEntries(await Promise.all(asked));
    } finally {
      await nginx.stop();
      rmSync(folder, { recursive: true });
    }
  }

  const CLOSED = [
    '/',
    '/upstreams',
    '/upstreams/a/targets',
    '/metrics/more',
    '/statusx',
    '/status/dns',
    '/nginx_status',
  ];

  test.each([
    ['of a pool that is one of all', aPlan(TWO_CLOUDS, MONITORING)],
    ['of control planes and data planes', aHybridPlan(TWO_CLOUDS, MONITORING)],
    ['behind machines of the topology', aPlan(TWO_CLOUDS, { ...MONITORING, gateway: { balancer: 'nginx' } })],
  ])('%s has metrics and health, and nothing else of what Kong says of itself', async (_, plan) => {
    for (const file of new Set(filesOf(plan))) {
      const said = await answers(file, ['/metrics', '/status/ready', ...CLOSED]);
      expect(said).toEqual({
        '/metrics': 'kong',
        '/status/ready': 'kong',
        ...Object.fromEntries(CLOSED.map((path) => [path, '404'])),
      });
      // Balancers are answered as ever, by nginx itself.
      const [health] = Object.values(await answers(file, [/^location = (\S+) /m.exec(file)![1]!]));
      expect(['healthy', 'serves']).toContain(health);
    }
  });
});

test('a topology whose metrics nobody may read has the file of before', () => {
  for (const plan of [aPlan(TWO_CLOUDS), aHybridPlan(TWO_CLOUDS)])
    for (const file of filesOf(plan)) expect(file).not.toContain('metrics');
});
