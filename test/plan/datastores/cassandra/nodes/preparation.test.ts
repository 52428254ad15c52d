import { cassandraOf } from '../../../../../src/plan/datastores/cassandra/of-plan';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { renderCassandraNode } from '../../../../../src/plan/datastores/cassandra/nodes/render';
import { aPlan, TWO_CLOUDS } from '../../../../support/a-spec';
import { readTemplates } from '../../../../support/templates';
import { Sandbox } from './sandbox';
import { TEST_KEYS } from './signing-keys';

const DEVICE = '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0abc';
const PREPARE = '/usr/local/sbin/topogen-prepare';
const SHA256 = 'b'.repeat(64);

let machine: Sandbox;

/** A new machine on AWS with an empty data disk. */
function newMachine(fields: { readonly datastore?: object; readonly image?: string } = {}): Sandbox {
  const { image } = fields;
  const [aws, google] = TWO_CLOUDS;
  const plan = aPlan([{ ...aws!, ...(image === undefined ? {} : { cassandra: { image } }) }, google!], {
    datastore: {
      version: '3.11.17',
      nodesPerDatacenter: 3,
      repositoryKeyFingerprints: [TEST_KEYS.one.fingerprint],
      ...fields.datastore,
    },
  });
  const [datacenter] = plan.datacenters;
  const sandbox = new Sandbox(
    renderCassandraNode(plan, datacenter!, cassandraOf(datacenter!).nodes[0]!, readTemplates()),
  );
  sandbox.write(DEVICE, '');
  sandbox.write('/etc/fstab', 'LABEL=root / ext4 defaults 0 1\n/swapfile none swap sw 0 0\n');
  for (const folder of ['/etc/chrony/sources.d', '/etc/apt/sources.list.d']) sandbox.write(`${folder}/README`, '');
  sandbox.write('/etc/cassandra/cassandra-topology.properties', 'default=DC1:r1\n');
  sandbox.write('KEYS', TEST_KEYS.other.text + TEST_KEYS.one.text);
  sandbox.command(
    'curl',
    `case "$*" in
    *topogen-data-volume*) echo vol-0abc ;;
    *api/token*) echo t ;;
    */KEYS*) while [ "$1" != --output ]; do shift; done; cp "$SANDBOX/KEYS" "$2" ;;
    esac`,
  );
  // What is on the disk, as blkid tells it; nothing at first. Formatting leaves a file system of our label.
  sandbox.command(
    'blkid',
    `case "$*" in
    *UUID*) echo 1234-uuid ;;
    *) [ -e "$SANDBOX/ambivalent" ] && exit 8; [ -s "$SANDBOX/on-disk" ] || exit 2; cat "$SANDBOX/on-disk" ;;
    esac`,
  );
  sandbox.command('mkfs.xfs', 'printf "TYPE=xfs\\nLABEL=cassandra\\n" >"$SANDBOX/on-disk"');
  sandbox.command('mountpoint', '[ -e "$SANDBOX/mounted" ]');
  sandbox.command('mount', 'touch "$SANDBOX/mounted"');
  sandbox.command('xfs_growfs', '[ -e "$SANDBOX/mounted" ]');
  sandbox.command('dpkg', 'true');
  sandbox.command('dpkg-query', '[ -e "$SANDBOX/installed" ] && cat "$SANDBOX/installed"');
  sandbox.command('stat', 'echo cassandra');
  sandbox.command(
    'apt-get',
    `case "$*" in
    *download*) echo deb >"cassandra_3.11.17_all.deb" ;;
    *install*cassandra*3.11.17*) echo "installed 3.11.17" >"$SANDBOX/installed" ;;
    esac`,
  );
  for (const name of ['aws', 'chronyd', 'chronyc', 'swapoff', 'sysctl', 'blockdev', 'systemctl', 'apt-mark', 'chown'])
    sandbox.command(name);
  return sandbox;
}

function reboot(sandbox: Sandbox): void {
  sandbox.command('mountpoint', 'exit 1');
}

afterEach(() => machine.remove());

describe('the data disk', () => {
  test('is formatted when it holds nothing, mounted by its UUID, and never formatted again', () => {
    machine = newMachine();
    expect(machine.run(PREPARE)).toMatchObject({ status: 0 });
    expect(machine.calls()).toContain(machine.moved(`mkfs.xfs -q -L cassandra ${DEVICE}`));
    expect(machine.read('/etc/fstab')).toContain(
      machine.moved('UUID=1234-uuid /var/lib/cassandra xfs defaults,noatime,nofail 0 2\n'),
    );
    // Its file system takes the room of a disk that was enlarged, once mounted.
    const grow = machine.moved('xfs_growfs -d /var/lib/cassandra');
    expect(machine.calls().indexOf(grow)).toBeGreaterThan(machine.calls().findIndex((it) => it.startsWith('mount ')));
    reboot(machine);
    expect(machine.run(PREPARE)).toMatchObject({ status: 0 });
    expect(machine.calls().filter((call) => call === grow)).toHaveLength(2);
    expect(machine.calls().filter((call) => call.startsWith('mkfs.xfs'))).toHaveLength(1);
    expect(machine.read('/etc/fstab').match(/UUID=/g)).toHaveLength(1);
    expect(machine.calls().filter((call) => call.startsWith('mount '))).toHaveLength(2);
  });

  test('of another machine, with data of ours, is mounted as it is', () => {
    machine = newMachine();
    machine.write('on-disk', 'DEVNAME=/dev/nvme1n1\nLABEL=cassandra\nTYPE=xfs\n');
    expect(machine.run(PREPARE)).toMatchObject({ status: 0 });
    expect(machine.calls().join('\n')).not.toContain('mkfs');
    expect(machine.has('mounted')).toBe(true);
  });

  test.each(['TYPE=ext4\nLABEL=backup\n', 'PTTYPE=gpt\n', 'TYPE=xfs\nLABEL=cassandra-old\n'])(
    'that holds something else is refused and left alone: %j',
    (found) => {
      machine = newMachine();
      machine.write('on-disk', found);
      const { status, journal } = machine.run(PREPARE);
      expect(status).toBe(1);
      expect(journal).toContain('holds something that is not ours');
      expect(machine.calls().join('\n')).not.toMatch(/mkfs|^mount |apt-get.*cassandra/m);
    },
  );

  test('whose content cannot be told is refused and left alone', () => {
    machine = newMachine();
    machine.write('ambivalent', '');
    expect(machine.run(PREPARE)).toMatchObject({ status: 1, journal: expect.stringContaining('cannot tell') });
    expect(machine.calls().join('\n')).not.toMatch(/mkfs|^mount /m);
  });

  test('that comes in place of a lost one takes its line in fstab', () => {
    machine = newMachine();
    machine.write('/etc/fstab', machine.moved('UUID=old /var/lib/cassandra xfs defaults,noatime,nofail 0 2\n'));
    machine.run(PREPARE);
    expect(machine.read('/etc/fstab')).toBe(
      machine.moved('UUID=1234-uuid /var/lib/cassandra xfs defaults,noatime,nofail 0 2\n'),
    );
  });
});

describe('the machine', () => {
  test('gets its clock from the cloud and waits until it is right', () => {
    machine = newMachine();
    machine.command('chronyc', 'case "$1" in waitsync) [ "$(grep -c waitsync "$SANDBOX/calls")" -ge 3 ] ;; esac');
    const { status, journal } = machine.run(PREPARE);
    expect(status).toBe(0);
    expect(machine.read('/etc/chrony/sources.d/topogen.sources')).toMatch(/^server 169\.254\.169\.123 prefer iburst/);
    expect(journal.match(/clock within half a second: no success yet/g)).toHaveLength(2);
  });

  test('has no swap, now or after a boot', () => {
    machine = newMachine();
    machine.run(PREPARE);
    expect(machine.calls()).toContain('swapoff --all');
    expect(machine.read('/etc/fstab')).toMatch(/^#\/swapfile none swap/m);
  });
});

describe('Cassandra', () => {
  test('is masked before it is installed and started only when everything else is in place', () => {
    machine = newMachine();
    machine.run(PREPARE);
    const calls = machine.calls();
    const at = (start: string): number => {
      const found = calls.findIndex((call) => call.startsWith(start) || call.includes(start));
      expect({ start, found: found >= 0 }).toEqual({ start, found: true });
      return found;
    };
    const order = [
      at('mount '),
      at('systemctl mask cassandra.service'),
      at('install --no-install-recommends openjdk-8-jre-headless python2'),
      at('install --no-install-recommends cassandra=3.11.17'),
      at('systemctl unmask cassandra.service'),
      at('systemctl start --no-block cassandra.service'),
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(calls).toContain('apt-mark hold cassandra');
    expect(machine.has('/etc/cassandra/cassandra-topology.properties')).toBe(false);
    expect(machine.read('/etc/apt/sources.list.d/cassandra.list')).toMatch(
      /^deb \[arch=amd64 signed-by=\S+cassandra\.gpg\] https:\/\/debian\.cassandra\.apache\.org 311x main\n$/,
    );
  });

  test('is installed after whatever a power cut left half installed was finished', () => {
    machine = newMachine();
    expect(machine.run(PREPARE).status).toBe(0);
    const calls = machine.calls();
    const at = (wanted: RegExp): number => calls.findIndex((call) => wanted.test(call));
    expect(at(/^dpkg --configure -a/)).toBeGreaterThanOrEqual(0);
    expect(at(/^dpkg --configure -a/)).toBeLessThan(at(/^apt-get/));
  });

  test('is installed although the repository is late', () => {
    machine = newMachine();
    machine.command(
      'apt-get',
      `case "$*" in
      *update*) [ "$(grep -c 'apt-get.*update' "$SANDBOX/calls")" -ge 3 ] ;;
      *install*cassandra*3.11.17*) echo "installed 3.11.17" >"$SANDBOX/installed" ;;
      esac`,
    );
    const { status, journal } = machine.run(PREPARE);
    expect(status).toBe(0);
    expect(journal.match(/installing openjdk-8-jre-headless python2: no success yet/g)).toHaveLength(2);
    expect(machine.has('installed')).toBe(true);
  });

  test('is trusted by the pinned keys of the file alone', () => {
    machine = newMachine();
    expect(machine.run(PREPARE)).toMatchObject({ status: 0 });
    const ring = join(machine.folder, 'etc/apt/keyrings/cassandra.gpg');
    const shown = execFileSync('gpg', ['--batch', '--quiet', '--with-colons', '--show-keys', ring], {
      encoding: 'utf8',
    });
    expect(shown.match(/^fpr:.*$/gm)).toEqual([`fpr:::::::::${TEST_KEYS.one.fingerprint}:`]);
    expect(machine.read('/etc/apt/sources.list.d/cassandra.list')).toContain(
      machine.moved('signed-by=/etc/apt/keyrings/cassandra.gpg]'),
    );
  });

  test('is not installed where the file holds no pinned key', () => {
    machine = newMachine({ datastore: { repositoryKeyFingerprints: ['A'.repeat(40)] } });
    const { status, journal } = machine.run(PREPARE);
    expect(status).not.toBe(0);
    expect(journal).toContain('holds none of the keys that may sign the repository');
    expect(machine.has('installed')).toBe(false);
  });

  test('is not installed from a package that differs from its checksum', () => {
    machine = newMachine({ datastore: { packageSha256: SHA256 } });
    machine.command('sha256sum', '[ "$(cat)" = "accepted" ]');
    const { status, journal } = machine.run(PREPARE);
    expect(status).not.toBe(0);
    expect(journal).toContain('checking cassandra=3.11.17: no success yet');
    expect(machine.has('installed')).toBe(false);
    expect(machine.calls().join('\n')).not.toContain('systemctl start');
  });

  test('is installed from the very package that was held against its checksum', () => {
    machine = newMachine({ datastore: { packageSha256: SHA256 } });
    machine.command('sha256sum', `read -r sum file; [ "$sum" = ${SHA256} ] && [ "$(cat "$file")" = deb ]`);
    expect(machine.run(PREPARE)).toMatchObject({ status: 0 });
    expect(machine.calls().join('\n')).toMatch(/install --no-install-recommends \/\S+\/cassandra_3\.11\.17_all\.deb/);
  });

  test('of a ready image is used as it is, and nothing is installed', () => {
    machine = newMachine({ image: 'ami-0123456789abcdef0' });
    machine.write('installed', 'installed 3.11.17\n');
    expect(machine.run(PREPARE)).toMatchObject({ status: 0 });
    expect(machine.calls().join('\n')).not.toContain('apt-get');
    expect(machine.calls()).toContain('systemctl start --no-block cassandra.service');
  });

  test('that a ready image lacks is told, and nothing is started', () => {
    machine = newMachine({ image: 'ami-0123456789abcdef0' });
    const { status, journal } = machine.run(PREPARE);
    expect(status).toBe(1);
    expect(journal).toContain('the machine image holds no Cassandra 3.11.17');
    expect(machine.calls().join('\n')).not.toContain('systemctl start');
  });
});
