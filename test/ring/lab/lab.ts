import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandCloudInit } from '../../../src/plan/nodes/expanded-document';
import { renderCassandraNode } from '../../../src/plan/datastores/cassandra/nodes/render';
import type { Plan } from '../../../src/plan/plan';
import { readTemplates } from '../../support/templates';
import { DataDisk } from './data-disk';
import type { Distribution } from './distribution';
import { Machine } from './machine';
import { LabNetwork } from './network';

/** All machines of a ring, by `<datacenter>/<node>`. */
export class Lab {
  private readonly machines = new Map<string, Machine>();
  private readonly disks = new Map<string, DataDisk>();
  private readonly copies: DataDisk[] = [];

  private constructor(
    readonly network: LabNetwork,
    readonly folder: string,
    /** What machines get that are made from now on. */
    public distribution: Distribution,
  ) {}

  static async make(distribution: Distribution): Promise<Lab> {
    return new Lab(await LabNetwork.make(), mkdtempSync(join(tmpdir(), 'topogen-ring-')), distribution);
  }

  /** Makes a machine of a node of the plan from its generated files, and switches it on. */
  async install(plan: Plan, datacenterName: string, nodeName: string): Promise<Machine> {
    const { name, address, userData } = generatedFor(plan, datacenterName, nodeName);
    await this.network.plugIn(name, address);
    const machine = new Machine(this.network, name, address, join(this.folder, name));
    this.machines.set(`${datacenterName}/${nodeName}`, machine);
    await machine.install(userData, this.distribution);
    return machine;
  }

  /** Makes such a machine with a data disk, which has a MiB for each GiB of the plan. */
  async installWithDisk(plan: Plan, datacenterName: string, nodeName: string): Promise<Machine> {
    const machine = await this.install(plan, datacenterName, nodeName);
    const disk = await DataDisk.make(join(this.folder, `${machine.name}.disk`), diskGib(plan, datacenterName));
    this.disks.set(`${datacenterName}/${nodeName}`, disk);
    await machine.mountData(disk.device);
    return machine;
  }

  /**
   * Copies the data disk of a node while Cassandra writes to it; the copy is a disk of its own. The file system holds still for
   * that moment, since a copy of a file is not made at once as the snapshots of the clouds are. What Cassandra has not given to its
   * log by then is in no copy.
   */
  async snapshot(path: string): Promise<DataDisk> {
    const machine = this.machine(path);
    await machine.mustSh('fsfreeze --freeze /var/lib/cassandra');
    try {
      const copy = await this.disk(path).copyTo(join(this.folder, `${machine.name}.snapshot`));
      this.copies.push(copy);
      return copy;
    } finally {
      await machine.mustSh('fsfreeze --unfreeze /var/lib/cassandra');
    }
  }

  /** Makes the machine of a node anew, with the data disk and the address that it had. */
  async makeAnew(plan: Plan, datacenterName: string, nodeName: string): Promise<Machine> {
    const path = `${datacenterName}/${nodeName}`;
    const machine = this.machine(path);
    await machine.switchOff();
    machine.loseSystem();
    await machine.install(generatedFor(plan, datacenterName, nodeName).userData, this.distribution);
    await machine.mountData(this.disk(path).device);
    return machine;
  }

  /** Destroys a machine and its data disk, if it has one of its own. */
  async destroy(path: string): Promise<void> {
    const machine = this.machine(path);
    await machine.switchOff();
    await this.disks.get(path)?.remove();
    await this.network.unplug(machine.name);
    rmSync(join(this.folder, machine.name), { recursive: true, force: true });
    this.machines.delete(path);
    this.disks.delete(path);
  }

  disk(path: string): DataDisk {
    const disk = this.disks.get(path);
    if (!disk) throw new Error(`no data disk ${path}`);
    return disk;
  }

  machine(path: string): Machine {
    const machine = this.machines.get(path);
    if (!machine) throw new Error(`no machine ${path}`);
    return machine;
  }

  /** Paths of all machines. */
  paths(): string[] {
    return [...this.machines.keys()];
  }

  pathsIn(datacenter: string): string[] {
    return this.paths().filter((path) => path.startsWith(`${datacenter}/`));
  }

  all(): Machine[] {
    return [...this.machines.values()];
  }

  /** Copies what the machines have said to where it outlives the lab, and says where. */
  async keepLogs(): Promise<void> {
    const kept = mkdtempSync(join(tmpdir(), 'topogen-ring-logs-'));
    for (const [path, machine] of this.machines) {
      const target = join(kept, path.replace('/', '-'));
      cpSync(join(this.folder, machine.name, 'var/log'), target, { recursive: true });
    }
    process.stderr.write(`ring: the logs of all machines are in ${kept}\n`);
  }

  async remove(): Promise<void> {
    for (const machine of this.machines.values()) await machine.switchOff();
    for (const disk of [...this.disks.values(), ...this.copies]) await disk.remove();
    await this.network.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function generatedFor(
  plan: Plan,
  datacenterName: string,
  nodeName: string,
): { readonly name: string; readonly address: string; readonly userData: string } {
  const datacenter = plan.datacenters.find((it) => it.name === datacenterName);
  const node = datacenter && cassandraOf(datacenter).nodes.find((it) => it.name === nodeName);
  if (!datacenter || !node) throw new Error(`no node ${datacenterName}/${nodeName}`);
  const files = renderCassandraNode(plan, datacenter, node, readTemplates());
  const document = files.artifacts.find((artifact) => artifact.path === files.userData);
  if (!document) throw new Error('no user data');
  const userData = expandCloudInit(document.text, files.artifacts);
  return { name: `${datacenter.index}-${node.number}`, address: node.address, userData };
}

function diskGib({ datacenters }: Plan, name: string): number {
  const datacenter = datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`no datacenter ${name}`);
  return cassandraOf(datacenter).dataDiskGib;
}
