import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderBalancer } from '../../../../src/plan/nodes/balancer/render';
import { aPlan } from '../../../support/a-spec';
import { LoneMachine, type Ending } from '../../../support/simulated-machine';
import { readTemplates } from '../../../support/templates';

/* The program that installs nginx, with stand-ins of the packages and of systemd, which remembers what is masked. */

const NOTE = 'echo "${0##*/} $*" >>"$WORLD/log"';

const SYSTEMCTL = `
${NOTE}
case "$1" in
  mask) : >"$WORLD/masked" ;;
  unmask) rm -f "$WORLD/masked" ;;
  enable) [[ ! -e "$WORLD/masked" ]] || exit 1 ;;
esac
`;

const APT_GET = `
${NOTE}
if [[ "$*" == *install* ]]; then : >"$WORLD/installed"; fi
`;

const DPKG_QUERY = `
[[ -e "$WORLD/installed" ]] || exit 1
printf 'install ok installed\\ninstall ok installed\\n'
`;

class Prepared extends LoneMachine {
  constructor() {
    super(mkdtempSync(join(tmpdir(), 'topogen-prepare-')), {
      systemctl: SYSTEMCTL,
      'apt-get': APT_GET,
      'dpkg-query': DPKG_QUERY,
      dpkg: NOTE,
      sysctl: NOTE,
      curl: NOTE,
    });
    const plan = aPlan([{ name: 'here', cloud: 'google' }], { gateway: { balancer: 'nginx' } });
    const [own] = plan.datacenters;
    const node = own?.balancers?.nodes[0];
    if (!own || !node) throw new Error('the plan has no balancers');
    this.lay(renderBalancer(plan, own, node, readTemplates()));
    this.put('etc/nginx/sites-enabled/default', '');
  }

  /** A boot after the power was cut behind the last package, when nginx was still kept from starting. */
  cutOff(): this {
    this.write('installed', '');
    this.write('masked', '');
    return this;
  }

  prepare(): Promise<Ending> {
    return this.call('topogen-balancer-prepare', {});
  }
}

let machine: Prepared;
beforeEach(() => (machine = new Prepared()));
afterEach(() => machine.destroy());

test('packages start nothing while they are installed, and nginx has no page of its own afterwards', async () => {
  expect((await machine.prepare()).code).toBe(0);
  const calls = machine.log().map((it) => it.replace(/apt-get .*(update|install).*/, '$1'));
  expect(calls.filter((it) => /^(systemctl|install)/.test(it))).toEqual([
    'systemctl mask nginx.service',
    'install',
    'systemctl unmask nginx.service',
    'systemctl enable nginx.service',
  ]);
  expect(machine.has('etc/nginx/sites-enabled/default')).toBe(false);
});

test('an installation that was cut off behind the last package is finished at the next boot', async () => {
  expect((await machine.cutOff().prepare()).code).toBe(0);
  expect(machine.log()).toContain('systemctl unmask nginx.service');
  expect(machine.log()).toContain('systemctl enable nginx.service');
  expect(machine.has('etc/nginx/sites-enabled/default')).toBe(false);
  expect(machine.log().join('\n')).not.toContain('install');
});
