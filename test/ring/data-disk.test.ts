import { terraformAddresses } from '../../src/actions/terraform-addresses';
import type { Plan } from '../../src/plan/plan';
import { planRunbook } from '../../src/report/runbook/plan-runbook';
import { aPlan } from '../support/a-spec';
import { inLab, testLimitMs } from './lab/in-lab';
import type { Lab } from './lab/lab';
import type { Machine } from './lab/machine';

/** The data disk of a machine: a real file system on a loop device, which the generated script makes, mounts and enlarges. */

const NODE = 'us-east/cassandra-1';

function withDisks(diskGib: number): Plan {
  return aPlan([{ name: 'us-east', cloud: 'aws' }], { requestsPerSecond: 500, datastore: { diskGib } });
}

async function sizeMib(machine: Machine): Promise<number> {
  return Number(await machine.mustSh('df --output=size --block-size=1M /var/lib/cassandra | tail -1'));
}

/** Returns the commands that a runbook gives the first node. */
async function commandsOnNode(before: Plan, after: Plan): Promise<readonly string[]> {
  const change = { before, after, addresses: terraformAddresses(before, after) };
  const made = await planRunbook(change, () => Promise.resolve([]));
  const steps = made.ok ? made.value.parts.flatMap((part) => part.steps) : [];
  return steps.filter(({ where }) => where.startsWith('cassandra-1 of us-east')).flatMap(({ commands }) => commands);
}

async function scenario(lab: Lab): Promise<void> {
  const [small, large] = [withDisks(500), withDisks(700)];
  const machine = await lab.installWithDisk(small, 'us-east', 'cassandra-1');
  const disk = lab.disk(NODE);
  expect(await machine.mustSh('findmnt --noheadings --output FSTYPE,SOURCE,OPTIONS /var/lib/cassandra')).toMatch(
    new RegExp(`^xfs +${disk.device} +.*noatime`),
  );
  expect(await machine.mustSh('cat /etc/fstab')).toMatch(
    /^UUID=\S+ \/var\/lib\/cassandra xfs defaults,noatime,nofail 0 2$/m,
  );
  const first = await sizeMib(machine);
  expect(first).toBeGreaterThan(400);

  // Something writes all the time, as Cassandra does.
  await machine.sh('(while date; do sleep 0.01; done) >/var/lib/cassandra/commitlog 2>/dev/null </dev/null & disown');
  await disk.grow(700);
  expect(await sizeMib(machine)).toBe(first);
  const commands = await commandsOnNode(small, large);
  expect(commands).toEqual(['sudo xfs_growfs /var/lib/cassandra']);
  for (const command of commands) await machine.mustSh(command);
  const second = await sizeMib(machine);
  expect(second).toBeGreaterThanOrEqual(first + 190);
  const written = (): Promise<string> => machine.mustSh('stat --format=%s /var/lib/cassandra/commitlog');
  const before = Number(await written());
  await machine.mustSh('sleep 1');
  expect(Number(await written())).toBeGreaterThan(before);

  // A machine that is made anew finds its data, and takes the room of a disk that was enlarged meanwhile.
  await disk.grow(900);
  const anew = await lab.makeAnew(large, 'us-east', 'cassandra-1');
  expect(await sizeMib(anew)).toBeGreaterThanOrEqual(second + 190);
  expect(Number(await anew.mustSh('stat --format=%s /var/lib/cassandra/commitlog'))).toBeGreaterThan(before);

  // A disk that holds something else is refused, and stays as it is.
  await anew.mustSh(`umount /var/lib/cassandra && xfs_admin -L another ${disk.device}`);
  await expect(anew.mountData(disk.device)).rejects.toThrow('holds something that is not ours, and is left alone');
  expect(await anew.mustSh(`blkid --probe --match-tag LABEL --output value ${disk.device}`)).toBe('another\n');
}

/** How long the scenario may take on a busy machine. */
const MINUTES = 6;

const wanted = process.env.TOPOGEN_RING;
if (!wanted) process.stderr.write('skipped: a data disk of a machine; TOPOGEN_RING=1 runs it\n');

(wanted ? test : test.skip)(
  'a data disk is formatted once, grows while it is written to, and survives its machine',
  () => inLab('3.11.19', MINUTES, scenario),
  testLimitMs(MINUTES),
);
