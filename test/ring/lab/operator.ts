import { terraformAddresses } from '../../../src/actions/terraform-addresses';
import { cassandraOf } from '../../../src/plan/datastores/cassandra/of-plan';
import type { Plan } from '../../../src/plan/plan';
import { lostRunbook } from '../../../src/report/runbook/lost';
import { planRunbook } from '../../../src/report/runbook/plan-runbook';
import type { RunbookPart, RunbookStep } from '../../../src/report/runbook/runbook';
import { allUp, cql, step as shown } from './in-lab';
import type { Lab } from './lab';
import { ringView } from './ring-view';
import { eventually } from './shell';

/** A node that a step names: `cassandra-4 of us-east (10.64.64.11)`. */
interface Place {
  readonly path: string;
  readonly datacenter: string;
  readonly node: string;
}

/**
 * Who follows runbooks to the letter: runs each command at its place, and goes on when what has to be seen is seen. Commands
 * of Terraform do to the lab's machines what their plans say: new ones are made, those that are gone destroyed, disks grow.
 */
export class Operator {
  /** The plan whose tree was generated last. */
  private tree: Plan;
  /** Node whose machine was made anew last; others are asked about it. */
  private lastMade = '';

  constructor(
    private readonly lab: Lab,
    /** What stands. */
    private stands: Plan,
    private readonly between: () => Promise<void>,
  ) {
    this.tree = stands;
  }

  /**
   * Leads the ring from what stands to the last of the plans, each of which is what a part of the runbook has its spec say.
   * Returns the titles of the parts.
   */
  async change(...specs: readonly Plan[]): Promise<string[]> {
    const [before, after] = [this.stands, specs.at(-1)!];
    const addresses = terraformAddresses(before, after);
    const made = await planRunbook({ before, after, addresses }, () => Promise.resolve([]));
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    const { parts } = made.value;
    if (parts.length !== specs.length) throw new Error(`the runbook has ${parts.length} parts`);
    for (const [i, part] of parts.entries()) {
      await this.follow(part, specs[i]!, addresses.machine);
      this.stands = specs[i]!;
    }
    return parts.map(({ title }) => title);
  }

  /**
   * Leads the ring back after a loss, whose machines are destroyed, by parts of the runbook for it.
   *
   * @param word what is lost, as `--lost` names it
   * @param titles the parts whose conditions are true, in order
   */
  async recover(word: string, titles: readonly string[]): Promise<void> {
    const plan = this.stands;
    const addresses = terraformAddresses(plan, plan);
    const made = lostRunbook({ plan, addresses }, word);
    if (!made.ok) throw new Error(JSON.stringify(made.issues));
    for (const title of titles) {
      const part = made.value.parts.find((it) => it.title === title);
      if (!part) throw new Error(`no part of the runbook is "${title}"`);
      await this.follow(part, plan, addresses.machine);
    }
  }

  private async follow(
    part: RunbookPart,
    after: Plan,
    machine: (datacenter: string, node: string) => string,
  ): Promise<void> {
    for (const step of part.steps) {
      await shown(step.title, async () => {
        const places = placesOf(step.where);
        if (places.length > 0) {
          const inCqlsh = step.where.endsWith(', in cqlsh as ring_admin');
          for (const { path } of places)
            for (const command of step.commands)
              await (inCqlsh ? this.ask(path, command, step.see) : this.lab.machine(path).mustSh(command));
        } else {
          for (const command of step.commands) await this.run(command, after, machine);
        }
        await this.see(step, places);
        await this.between();
      });
    }
  }

  /** Runs a statement, which may warn of what its step says. */
  private async ask(path: string, statement: string, see: string): Promise<void> {
    const warning = 'schema version mismatch';
    await cql(this.lab, path, 'ring_admin', statement).catch((error: unknown) => {
      if (!see.includes(warning) || !String(error).includes(warning)) throw error;
    });
  }

  private async run(
    command: string,
    after: Plan,
    machine: (datacenter: string, node: string) => string,
  ): Promise<void> {
    const [, applied] =
      /^terraform -chdir=cluster-(\S+) init && terraform -chdir=cluster-\1 apply$/.exec(command) ?? [];
    const [, cluster, replaced] =
      /^terraform -chdir=cluster-(\S+) init && terraform -chdir=cluster-\1 apply -replace=(\S+)$/.exec(command) ?? [];
    const [, filled] =
      /^terraform -chdir=cluster-(\S+) init && terraform -chdir=cluster-\1 apply -replace=\S+ -replace=\S+$/.exec(
        command,
      ) ?? [];
    if (command.startsWith('topogen synth ')) this.tree = after;
    else if (command.startsWith('topogen ')) return;
    else if (filled) await this.makeGone(filled);
    else if (applied) await this.apply(applied);
    else if (cluster) await this.makeAnew(cluster, (node) => machine(cluster, node) === replaced);
    else throw new Error(`the lab cannot run: ${command}`);
  }

  private async apply(datacenter: string): Promise<void> {
    const [old, fresh] = [this.stands, this.tree].map((plan) => cassandraIn(plan, datacenter));
    const names = new Set(fresh!.nodes.map(({ name }) => name));
    const standing = this.lab.pathsIn(datacenter);
    for (const path of standing) if (!names.has(path.split('/')[1]!)) await this.lab.destroy(path);
    for (const path of this.lab.pathsIn(datacenter))
      if (fresh!.dataDiskGib > old!.dataDiskGib) await this.lab.disk(path).grow(fresh!.dataDiskGib);
    for (const name of names) {
      if (standing.includes(`${datacenter}/${name}`)) continue;
      await (await this.lab.installWithDisk(this.tree, datacenter, name)).startUnit('cassandra.service');
    }
  }

  private async makeAnew(datacenter: string, isIt: (node: string) => boolean): Promise<void> {
    const node = cassandraIn(this.tree, datacenter).nodes.find(({ name }) => isIt(name));
    if (!node) throw new Error(`no node of ${datacenter} has that address`);
    this.lastMade = `${datacenter}/${node.name}`;
    await (await this.lab.makeAnew(this.tree, datacenter, node.name)).startUnit('cassandra.service');
  }

  /** Makes the machines of a datacenter that are gone, with disks that are new. What is there already needs no step of its own. */
  private async makeGone(datacenter: string): Promise<void> {
    const standing = this.lab.pathsIn(datacenter);
    for (const { name } of cassandraIn(this.tree, datacenter).nodes)
      if (!standing.includes(`${datacenter}/${name}`))
        await (await this.lab.install(this.tree, datacenter, name)).startUnit('cassandra.service');
  }

  /** Waits for what a step says must be seen. Every sentence has to hold at least one thing that can be looked at. */
  private async see(step: RunbookStep, places: readonly Place[]): Promise<void> {
    const { see, commands } = step;
    const paths = this.lab.paths().filter((path) => !places.some((place) => place.path === path));
    const from = paths.find((path) => path !== this.lastMade) ?? places[0]!.path;
    const looked = [
      await this.seeCount(see, from),
      await this.seeWords(see),
      await this.seeDown(see, from),
      await this.seeFilled(step, from),
      await this.seeOnEach(see, places),
    ];
    // Work without commands is of people who are not in the lab, and what topogen says is looked at by other tests.
    const isElsewhere = commands.every((command) => /^topogen (simulate|runbook) /.test(command));
    if (
      !isElsewhere &&
      !looked.includes(true) &&
      !/git diff|ends without an error|^each (plan |answers )|^it answers/.test(see)
    )
      throw new Error(`nothing to be looked at: ${see}`);
  }

  private async seeCount(see: string, from: string): Promise<boolean> {
    const pattern = /(?:shows|no node of \S+, and) (?:the other |all )?(\d+) (?:nodes )?(?:of \S+ )?as UN/;
    const [, count] = pattern.exec(see) ?? [];
    // Where nodes are counted by their datacenter, the ring of the lab has one.
    if (count) await allUp(this.lab, from, Number(count), 1800);
    return count !== undefined;
  }

  private async seeWords(see: string): Promise<boolean> {
    const [, node, datacenter, words] = /the journal of (\S+) of (\S+) \([\d.]+\) says "([^"]+)"/.exec(see) ?? [];
    if (words) {
      const journal = (): string => this.lab.machine(`${datacenter}/${node}`).journal();
      await eventually(words, 120, async () => journal().includes(words) || undefined);
    }
    return words !== undefined;
  }

  private async seeDown(see: string, from: string): Promise<boolean> {
    const [, down, up] = /^([\d., ]+) as DN, and all other (\d+) as UN/.exec(see) ?? [];
    if (down)
      await eventually(`${down} down, and ${up} others up`, 120, async () => {
        const { nodes } = await ringView(this.lab.machine(from));
        const lost = nodes.flatMap(({ state, address }) => (state === 'DN' ? [address] : []));
        const isLeft = nodes.filter(({ state }) => state === 'UN').length === Number(up);
        return (isLeft && lost.sort().join() === down.split(', ').sort().join()) || undefined;
      });
    return down !== undefined;
  }

  private async seeFilled({ title, see }: RunbookStep, from: string): Promise<boolean> {
    const [, name, datacenter] = /^Make (\S+) of (\S+) and its data disk anew$/.exec(title) ?? [];
    const [, words = '', address] = /says "([^"]+)"; at the end nodetool status shows ([\d.]+) as UN$/.exec(see) ?? [];
    if (!name || !address) return false;
    await eventually(`${address} is filled`, 900, async () => {
      const { nodes } = await ringView(this.lab.machine(from));
      return nodes.some((node) => node.state === 'UN' && node.address === address) || undefined;
    });
    if (!this.lab.machine(`${datacenter}/${name}`).journal().includes(words))
      throw new Error(`${name} of ${datacenter} did not say "${words}"`);
    return true;
  }

  private async seeOnEach(see: string, places: readonly Place[]): Promise<boolean> {
    const looks = SIGHTS.flatMap(([pattern, look]) => (pattern.test(see) ? [look] : []));
    for (const look of looks)
      for (const { path, datacenter } of places) await look(this.lab, path, cassandraIn(this.tree, datacenter));
    return looks.length > 0;
  }
}

type Sight = (lab: Lab, path: string, datacenter: { readonly dataDiskGib: number }) => Promise<void>;

const SIGHTS: readonly (readonly [RegExp, Sight])[] = [
  [
    /^df -h \/var\/lib\/cassandra shows the new size/,
    async (lab, path, { dataDiskGib }) => {
      const size = Number(
        await lab.machine(path).mustSh('df --output=size --block-size=1M /var/lib/cassandra | tail -1'),
      );
      // A file system keeps some of its disk for itself.
      if (size < dataDiskGib * 0.8) throw new Error(`the file system of ${path} has ${size} MiB of ${dataDiskGib}`);
    },
  ],
  [
    /journal says DRAINED/,
    async (lab, path) => void (await lab.machine(path).mustSh('grep DRAINED /var/log/cassandra/system.log')),
  ],
  [
    /listsnapshots shows the name on each/,
    async (lab, path) => void (await lab.machine(path).mustSh('nodetool listsnapshots | grep "before-"')),
  ],
  [
    /listsnapshots shows none of that name/,
    async (lab, path) => void (await lab.machine(path).mustSh('! nodetool listsnapshots | grep "before-"')),
  ],
];

function placesOf(where: string): Place[] {
  return [...where.matchAll(/(\S+) of (\S+) \([\d.]+\)/g)].map(([, node = '', datacenter = '']) => ({
    path: `${datacenter}/${node}`,
    datacenter,
    node,
  }));
}

function cassandraIn({ datacenters }: Plan, name: string): ReturnType<typeof cassandraOf> {
  const datacenter = datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`no datacenter ${name}`);
  return cassandraOf(datacenter);
}
