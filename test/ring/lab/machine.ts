import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Distribution } from './distribution';
import type { LabNetwork } from './network';
import { eventually, must, run, type Answer } from './shell';
import { standIns } from './stand-ins';

/** Folders of which each machine has its own copy over the real one, so that every path is the generated one. */
const OWN_FOLDERS = ['etc', 'usr', 'var/lib', 'var/log'];

/** Where a service of systemd looks for commands. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

/** A machine of the lab: its own network, files and processes, set up by the user data that topogen generated. */
export class Machine {
  private holder: ChildProcess | undefined;
  private pid = 0;

  constructor(
    private readonly network: LabNetwork,
    /** Unique in the lab. */
    readonly name: string,
    readonly address: string,
    private readonly folder: string,
  ) {}

  /** Puts the files of the user data and the stand-ins in place, and switches the machine on. */
  async install(userData: string, distribution: Distribution): Promise<void> {
    const document = parse(userData) as { readonly write_files: readonly WrittenFile[] };
    for (const file of [...document.write_files, ...standIns(distribution)]) {
      const path = this.hostPath(file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.content);
      chmodSync(path, Number.parseInt(file.permissions, 8));
    }
    for (const folder of ['/var/lib/cassandra', '/var/log/cassandra'])
      mkdirSync(this.hostPath(folder), { recursive: true });
    await this.switchOn();
  }

  async switchOn(): Promise<void> {
    const overlays = OWN_FOLDERS.map((folder) => {
      mkdirSync(join(this.folder, folder), { recursive: true });
      mkdirSync(join(this.folder, 'overlay', folder), { recursive: true });
      return `mount -t overlay own -o lowerdir=/${folder},upperdir=${this.folder}/${folder},workdir=${this.folder}/overlay/${folder} /${folder}`;
    });
    const script = [...overlays, 'mount -t tmpfs own /run', 'exec sleep infinity'].join(' && ');
    const space = this.network.space(this.name);
    this.holder = spawn(
      // With the process of the tests, however that ends, every machine ends.
      'setpriv',
      [
        '--pdeathsig',
        'KILL',
        'ip',
        'netns',
        'exec',
        space,
        'unshare',
        '--mount',
        '--pid',
        '--fork',
        '--kill-child',
        '--mount-proc',
        'sh',
        '-c',
        script,
      ],
      { stdio: 'ignore' },
    );
    this.pid = await eventually(`machine ${this.name}`, 20, () => this.findPid());
  }

  /** Power off: every process of the machine ends at once. What is on its disks stays. */
  async switchOff(): Promise<void> {
    const { holder } = this;
    if (!holder) return;
    const gone = new Promise((resolve) => holder.once('close', resolve));
    // A machine that did not start has none; 0 would be everything that runs here.
    if (this.pid > 0) await run(['kill', '-KILL', String(this.pid)]);
    holder.kill('SIGKILL');
    await gone;
    this.holder = undefined;
    this.pid = 0;
  }

  /** The loss of the data disk. Only while the machine is off. */
  loseData(): void {
    rmSync(join(this.folder, 'var/lib/cassandra'), { recursive: true, force: true });
    mkdirSync(join(this.folder, 'var/lib/cassandra'), { recursive: true });
  }

  /** The loss of everything but the data disk, as when a machine is made anew. Only while the machine is off. */
  loseSystem(): void {
    for (const folder of [...OWN_FOLDERS, 'overlay'])
      rmSync(join(this.folder, folder), { recursive: true, force: true });
  }

  /** Formats the data disk if it is new, mounts it and lets its file system grow, by the functions of the generated script. */
  async mountData(device: string): Promise<void> {
    await this.mustSh(`functions="$(sed '/^platform_prepare$/,$d' /usr/local/sbin/topogen-prepare)"
eval "$functions"
platform_data_device() { echo ${device}; }
mount_data`);
  }

  /** Starts Cassandra as its generated unit says; see the stand-in for systemd. */
  async startUnit(unit: string): Promise<void> {
    await this.sh(`lab-systemd ${unit} >>/var/log/journal.log 2>&1 </dev/null & disown`);
  }

  /** Stops a unit as `systemctl stop` does: what it runs is asked to end, and is not started again. */
  async stopUnit(unit: string): Promise<void> {
    // Nobody but the starter would take note of an end, so it stands still until then.
    await this.mustSh(`starter="$(pgrep --oldest -f '^/bin/bash /usr/local/bin/lab-systemd ${unit}$')"
kill -STOP "$starter"
pid="$(cat '/run/${unit}.pid' || true)"
if [[ -n "$pid" ]]; then kill -TERM "$pid" 2>/dev/null; fi
for ((seconds = 0; seconds < 180; seconds += 1)); do
  if [[ -z "$pid" || ! -e "/proc/$pid" ]] || grep -q '^State:.Z' "/proc/$pid/status"; then
    pkill -KILL -P "$starter"
    exec kill -KILL "$starter"
  fi
  sleep 1
done
exit 1`);
  }

  /** Runs a shell command on the machine. */
  sh(script: string, input = ''): Promise<Answer> {
    return run([...this.enter(), 'bash', '--norc', '-c', script], input);
  }

  async mustSh(script: string, input = ''): Promise<string> {
    return must([...this.enter(), 'bash', '--norc', '-c', script], input);
  }

  /** What the units of this machine have said so far. */
  journal(): string {
    try {
      return readFileSync(this.hostPath('/var/log/journal.log'), 'utf8');
    } catch {
      return '';
    }
  }

  /** From here on the journal holds what is said later. */
  forgetJournal(): void {
    writeFileSync(this.hostPath('/var/log/journal.log'), '');
  }

  private hostPath(path: string): string {
    return join(this.folder, path);
  }

  private enter(): string[] {
    return [
      'nsenter',
      '--target',
      String(this.pid),
      '--mount',
      '--net',
      '--pid',
      'env',
      '-i',
      `PATH=${PATH}`,
      'HOME=/root',
    ];
  }

  private async findPid(): Promise<number | undefined> {
    if (this.holder?.exitCode !== null) throw new Error(`machine ${this.name} did not start`);
    const found = await run(['pgrep', '-P', String(this.holder.pid), '-x', 'sleep']);
    return found.status === 0 ? Number(found.stdout) : undefined;
  }
}
