import type { PlainHttp } from '../../../kernel/plain-http';
import { fillTemplate, holes, type Templates } from '../../../kernel/template';
import { haproxyWord } from '../../../kernel/text/haproxy';
import { nginxWord } from '../../../kernel/text/nginx';
import { made, type Text } from '../../../kernel/text/text';
import type { BalancersPlan, DatacenterPlan, Plan } from '../../plan';
import { clientPool } from '../../pools/client-pools';
import type { PoolPlan } from '../../pools/pool';
import { checkedPath, PUBLIC_PORTS } from '../../pools/ports';
import { CONNECTION_KIB, CONNECTIONS_PART } from '../../sizing/tables/balancer';
import { fileMaker, type MachineFile } from '../machine-files';

/** Connections for each GiB of memory. */
const CONNECTIONS_PER_GIB = Math.floor((2 ** 20 * CONNECTIONS_PART.value) / CONNECTION_KIB.value);

/** One of the ways that clients take, and the port on which nodes take it. */
interface Way {
  readonly name: string;
  readonly port: number;
  readonly nodePort: number;
}

/** Makes the file of HAProxy or nginx, without nodes: topogen-balancer puts those in on the machine. */
export function programFile(
  plan: Plan,
  datacenter: DatacenterPlan,
  balancers: BalancersPlan,
  templates: Templates,
  path: string,
): MachineFile {
  const file = fileMaker(templates);
  const pool = clientPool(datacenter);
  const ways = waysOf(plan.kong.plainHttp, pool);
  const maximumConnections = balancers.memoryGib * CONNECTIONS_PER_GIB;
  switch (balancers.program) {
    case 'haproxy': {
      const each = ways.map(({ name, port, nodePort }) =>
        fillTemplate(templates, 'balancer/way.haproxy', holes('haproxy', { name: haproxyWord(name), port, nodePort })),
      );
      return file('balancer/haproxy.cfg', path, {
        holes: holes(
          'haproxy',
          {
            maximumConnections,
            healthPath: haproxyWord(checkedPath(pool, plan.kong.balancer)),
            statusPort: pool.ports.status,
            ways: whole<'haproxy'>(each),
          },
          { datacenter: made<'comment'>(datacenter.name) },
        ),
      });
    }
    case 'nginx': {
      const each = ways.map(({ name, port, nodePort }) =>
        fillTemplate(templates, 'balancer/way.nginx', holes('nginx', { name: nginxWord(name), port, nodePort })),
      );
      return file('balancer/stream.nginx', path, {
        source: 'balancer/nginx.conf',
        holes: holes(
          'nginx',
          {
            // Each worker takes its part; a connection has two ends.
            workerConnections: Math.ceil((2 * maximumConnections) / balancers.vcpus),
            files: 2 * maximumConnections + 1_024,
            ways: whole<'nginx'>(each),
          },
          { datacenter: made<'comment'>(datacenter.name) },
        ),
      });
    }
  }
}

function waysOf(plainHttp: PlainHttp, { ports }: PoolPlan): readonly Way[] {
  const tls: Way = { name: 'https', port: PUBLIC_PORTS.tls, nodePort: ports.proxyTls };
  return plainHttp === 'closed' ? [tls] : [{ name: 'http', port: PUBLIC_PORTS.plain, nodePort: ports.proxy }, tls];
}

/** Joins pieces of one language, each of whole lines; the template ends the last line. */
function whole<L extends 'haproxy' | 'nginx'>(pieces: readonly Text<L>[]): Text<L> {
  return made(pieces.join('').replace(/\n$/, ''));
}
