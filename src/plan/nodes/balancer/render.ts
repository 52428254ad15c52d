import type { OwnBalancer } from '../../../kernel/balancer';
import { holes, type Templates } from '../../../kernel/template';
import { shell, shellQuoted, shellWord } from '../../../kernel/text/shell';
import { systemd } from '../../../kernel/text/systemd';
import type { BalancerPlan, DatacenterPlan, Plan } from '../../plan';
import { clientPool } from '../../pools/client-pools';
import { checkedPath } from '../../pools/ports';
import { fileMaker, nodeFiles, RUNNABLE } from '../machine-files';
import { metricsCommands, metricsFiles } from '../metrics-files';
import type { NodeFiles } from '../node-files';
import { programFile } from './program-file';

/** The handling of a program by topogen-balancer: its packages, its file, and the line of a node in that. */
interface Handling {
  readonly packages: readonly string[];
  readonly config: string;
  /** Command that says whether the program takes a file, whose path comes last. */
  readonly check: string;
  readonly member: string;
  /** Line of the same node for when no node says that it serves; empty where the program asks none. */
  readonly lastResort: string;
}

const HANDLING: Readonly<Record<OwnBalancer, Handling>> = {
  haproxy: {
    packages: ['haproxy'],
    config: '/etc/haproxy/haproxy.cfg',
    check: 'haproxy -c -q -f',
    member: 'server {address} {address}:{port}',
    lastResort: 'server last-{address} {address}:{port} no-check backup',
  },
  nginx: {
    packages: ['nginx-core', 'libnginx-mod-stream'],
    config: '/etc/nginx/nginx.conf',
    check: 'nginx -t -q -c',
    member: 'server {address}:{port} max_fails=1 fail_timeout=5s;',
    lastResort: '',
  },
};

/**
 * Renders the user data of a machine that leads clients to Kong. It names no pool: the machine reads from its cloud which one takes
 * clients, so that a switch to another one changes no machine.
 */
export function renderBalancer(
  plan: Plan,
  datacenter: DatacenterPlan,
  node: BalancerPlan,
  templates: Templates,
): NodeFiles {
  const { balancers, cloud } = datacenter;
  if (!balancers) throw new Error(`the plan has no balancers for ${datacenter.name}`);
  const pool = clientPool(datacenter);
  const { packages, config, check, member, lastResort } = HANDLING[balancers.program];
  const file = fileMaker(templates);
  const source = '/etc/topogen/balancer.conf';
  const files = [
    file('common/common.sh', '/usr/local/lib/topogen/common.sh'),
    file(`clouds/${cloud}/platform.sh`, '/usr/local/lib/topogen/platform.sh', { source: 'common/platform.sh' }),
    file('balancer/balancer.env', '/etc/topogen/balancer.env', {
      holes: holes('shell', {
        program: shellWord(balancers.program),
        source: shellWord(source),
        config: shellWord(config),
        check: shellQuoted(check),
        member: shellQuoted(member),
        lastResort: shellQuoted(lastResort),
        statusPort: pool.ports.status,
        healthPath: shellWord(checkedPath(pool, plan.kong.balancer)),
        packages: shellQuoted(packages.join(' ')),
      }),
    }),
    programFile(plan, datacenter, balancers, templates, source),
    file(`clouds/${cloud}/topogen-balancer-members`, '/usr/local/sbin/topogen-balancer-members', {
      ...RUNNABLE,
      source: 'balancer/topogen-balancer-members',
    }),
    file('balancer/topogen-balancer-prepare', '/usr/local/sbin/topogen-balancer-prepare', RUNNABLE),
    file('balancer/topogen-balancer', '/usr/local/sbin/topogen-balancer', RUNNABLE),
    file('balancer/topogen-balancer.service', '/etc/systemd/system/topogen-balancer.service'),
    file('balancer/restart.conf', `/etc/systemd/system/${balancers.program}.service.d/topogen.conf`),
    file('balancer/sysctl.conf', '/etc/sysctl.d/60-topogen-balancer.conf'),
    ...metricsFiles(plan, file, {
      folder: 'balancer',
      // The last of what topogen-balancer-prepare installs.
      installed: shell`systemctl is-enabled --quiet ${shellWord(balancers.program)}.service`,
    }),
    file('balancer/upgrade-hour.conf', '/etc/systemd/system/apt-daily-upgrade.timer.d/topogen.conf', {
      source: `${node.name}/upgrade-hour.conf`,
      holes: holes('systemd', { upgradeHour: node === balancers.nodes[0] ? systemd`06` : systemd`18` }),
    }),
  ];
  return nodeFiles(node.name, files, [
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'enable', '--now', '--no-block', 'topogen-balancer.service'],
    ...metricsCommands(plan),
  ]);
}
