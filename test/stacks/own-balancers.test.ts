import { synthesize, type Synthesis } from '../../src/actions/synthesize';
import { aPlan, TWO_CLOUDS } from '../support/a-spec';
import { resourcesOf } from '../support/emitted';
import { readTemplates } from '../support/templates';
import { withPools, type APool } from '../support/with-pools';

/* Machines that lead clients to Kong: what another pool that takes the clients changes of them. */

const ONE_POOL = aPlan(TWO_CLOUDS, { gateway: { balancer: 'haproxy' } });

function served(by: 'blue' | 'green'): Promise<Synthesis> {
  const pools = (['blue', 'green'] as const).map((colour): APool => {
    return { role: 'traditional', colour, takesClients: colour === by };
  });
  return synthesize(withPools(ONE_POOL, pools), readTemplates());
}

const MACHINES = {
  'cluster-us-east': { type: 'aws_instance', map: 'tags' },
  'cluster-eu-west': { type: 'google_compute_instance', map: 'metadata' },
} as const;

let blue: Synthesis;
let green: Synthesis;
beforeAll(async () => {
  blue = await served('blue');
  green = await served('green');
});

test('a switch to another pool changes no file of any machine, and of clusters the machines and the test that they lead there alone', () => {
  const before = new Map(blue.terraform.map(({ path, text }) => [path, text]));
  expect(green.terraform.map(({ path }) => path)).toEqual([...before.keys()]);
  const changed = green.terraform.flatMap(({ path, text }) => (before.get(path) === text ? [] : [path]));
  expect(changed.filter((path) => /^(cluster-|network-|links|shared)/.test(path))).toEqual([
    'cluster-eu-west/balancer.tf',
    'cluster-eu-west/tests/topology.tftest.hcl',
    'cluster-us-east/balancer.tf',
    'cluster-us-east/tests/topology.tftest.hcl',
  ]);
});

test.each(Object.entries(MACHINES))(
  'in %s it changes the name of the pool that each of two machines reads',
  (stack, of) => {
    const { type, map } = of;
    const place = stack.replace('cluster-', '');
    const [was, is] = [blue, green].map((it) => resourcesOf(it, stack)[type] ?? {});
    for (const id of ['balancer_a', 'balancer_b']) {
      const [{ [map]: mapWas, ...machineWas } = {}, { [map]: mapIs, ...machineIs } = {}] = [was?.[id], is?.[id]];
      expect(machineIs).toEqual(machineWas);
      expect(mapWas).toMatchObject({ 'topogen-pool': `edge-${place}-kong` });
      expect(mapIs).toEqual({ ...(mapWas as object), 'topogen-pool': `edge-${place}-kong-green` });
    }
  },
);
