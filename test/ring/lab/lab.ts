import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandCloudInit } from '../../support/expand-cloud-init';
import { renderCassandraNode } from '../../../src/plan/datastores/cassandra/nodes/render';
import type { Plan } from '../../../src/plan/plan';
import { readTemplates } from '../../support/templates';
import type { Distribution } from './distribution';
import { Machine } from './machine';
import { LabNetwork } from './network';

/** All machines of a ring, by `<datacenter>/<node>`. */
export class Lab {
  private readonly machines = new Map<string, Machine>();

  private constructor(
    readonly network: LabNetwork,
    readonly folder: string,
    private readonly distribution: Distribution,
  ) {}

  static async make(distribution: Distribution): Promise<Lab> {
    return new Lab(await LabNetwork.make(), mkdtempSync(join(tmpdir(), 'topogen-ring-')), distribution);
  }

  /** Makes a machine of a node of the plan from its generated files, and switches it on. */
  async install(plan: Plan, datacenterName: string, nodeName: string): Promise<Machine> {
    const datacenter = plan.datacenters.find((it) => it.name === datacenterName);
    const node = datacenter && cassandraOf(datacenter).nodes.find((it) => it.name === nodeName);
    if (!datacenter || !node) throw new Error(`no node ${datacenterName}/${nodeName}`);
    const files = renderCassandraNode(plan, datacenter, node, readTemplates());
    const document = files.artifacts.find((artifact) => artifact.path === files.userData);
    if (!document) throw new Error('no user data');
    const name = `${datacenter.index}-${node.number}`;
    await this.network.plugIn(name, node.address);
    const machine = new Machine(this.network, name, node.address, join(this.folder, name));
    this.machines.set(`${datacenterName}/${nodeName}`, machine);
    await machine.install(expandCloudInit(document.text, files.artifacts), this.distribution);
    return machine;
  }

  machine(path: string): Machine {
    const machine = this.machines.get(path);
    if (!machine) throw new Error(`no machine ${path}`);
    return machine;
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
    await this.network.remove();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
