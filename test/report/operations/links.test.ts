import { resourcesOf } from '../../support/emitted';
import { synthesizeShipped, type Synthesized } from '../../support/synthesized';

/* The commands about links name what the stacks make, and nothing else. */

function pageOf({ synthesis }: Synthesized): string {
  return synthesis.terraform.find(({ path }) => path === 'OPERATIONS.md')!.text;
}

function namesIn(page: string, pattern: RegExp): string[] {
  return [...page.matchAll(pattern)].map(([, name]) => name!);
}

test.each(['three-clouds', 'hub', 'google-pair'])('every key, tunnel, router and connection of %s', async (name) => {
  const synthesized = await synthesizeShipped(name);
  const page = pageOf(synthesized);
  const links = resourcesOf(synthesized.synthesis, 'links');
  expect(namesIn(page, /-replace=random_password\.(\w+__\w+_\d)/g)).toEqual(
    Object.keys(links['random_password'] ?? {}),
  );
  const tunnels = Object.values(links['google_compute_vpn_tunnel'] ?? {}).map((it) => String(it['name']));
  const filters = namesIn(page, /--filter 'name~(\S+)'/g).map((filter) => new RegExp(filter));
  expect(tunnels.filter((tunnel) => filters.filter((filter) => filter.test(tunnel)).length !== 1)).toEqual([]);
  const routers = synthesized.topology.plan.datacenters
    .flatMap((it) =>
      Object.values(resourcesOf(synthesized.synthesis, `network-${it.name}`)['google_compute_router'] ?? {}),
    )
    .map((it) => String(it['name']));
  expect(namesIn(page, /routers get-status (\S+)/g).filter((router) => !routers.includes(router))).toEqual([]);
  const connections = Object.values(links['aws_vpn_connection'] ?? {}).map(
    ({ tags }) => (tags as Record<string, string>)['Name']!,
  );
  const named = namesIn(
    page,
    /describe-vpn-connections --region \S+ --filters 'Name=tag:Name,Values=([^']+)'/g,
  ).flatMap((names) => names.split(','));
  expect([...new Set(named)].sort()).toEqual([...connections].sort());
});

test('links that have not all as many tunnels are told as such', async () => {
  expect(pageOf(await synthesizeShipped('three-clouds'))).toContain('A link has 4 tunnels, ');
  expect(pageOf(await synthesizeShipped('postgresql-google'))).toContain('A link has 2 or 4 tunnels, ');
});

test('where no link has tunnels there is no section, and where no end waits for its owner none about renewals', async () => {
  expect(pageOf(await synthesizeShipped('aws-pair'))).not.toContain('# The links in operation');
  expect(pageOf(await synthesizeShipped('google-pair'))).not.toContain('## Renewed ends');
  expect(pageOf(await synthesizeShipped('hub'))).toContain('replace-vpn-tunnel');
});
