import { failed, passed, type Checked } from '../../kernel/checked';
import type { CloudFactsTable } from '../../kernel/cloud/facts';
import type { MachineAt } from '../../kernel/cloud/operators';
import type { DatacenterPlan, Plan } from '../../plan/plan';
import { onlyPlaceOf, terminalOf, type Terminal } from './destinations';
import { datacenterUnknown, destinationElsewhere, destinationUnknown, machineUnknown } from './issues';
import { machinesOf, type Machine } from './machines';

/** A place in the topology that an operator wants to reach. */
export interface Wish {
  readonly datacenter: string;
  /** Destination, e.g. `shell`, `admin`. */
  readonly destination: string;
  /** Machine: a name such as `cassandra-2`, or a number among those that the destination is on. @default the first */
  readonly node?: string;
}

/** Knowledge that a plan does not hold: the clouds' commands, and the rule that names a machine in its cloud. */
export interface Around {
  readonly facts: CloudFactsTable;
  /** Returns the name of a machine from those of topology, datacenter and the machine in it. */
  nameOf(topology: string, datacenter: string, machine: string): string;
}

/** The way to a destination on one machine. */
export interface Connection {
  /** Destination and machine, in words. */
  readonly what: string;
  readonly machine: string;
  readonly cloud: string;
  /** Lines of bash, in order. */
  readonly commands: readonly string[];
  /** Sentences on what to do once they run; none for a shell. */
  readonly then: readonly string[];
  readonly needs: string;
  readonly rights: string;
}

/** Returns the commands that reach a destination in a datacenter, or an issue for the word that names nothing. */
export function connectionTo(plan: Plan, around: Around, wish: Wish): Checked<Connection> {
  const datacenter = plan.datacenters.find(({ name }) => name === wish.datacenter);
  const names = plan.datacenters.map(({ name }) => name);
  if (!datacenter) return failed([datacenterUnknown(wish.datacenter, names)]);
  const terminal = terminalOf(plan, wish.destination);
  if (!terminal.ok) return failed([destinationUnknown(wish.destination, terminal.known)]);
  const place = onlyPlaceOf(plan, terminal.value);
  if (place !== undefined && place !== datacenter.name)
    return failed([destinationElsewhere(terminal.value.what, datacenter.name, place)]);
  const all = machinesOf(plan, datacenter).filter((it) => terminal.value.isOn(it));
  const machine = chosen(all, wish.node);
  if (!machine) return failed([machineUnknown(wish.node ?? '1', terminal.value.word, all)]);
  return passed(connection(plan, datacenter, around, terminal.value, machine));
}

/** Returns the machine of that name or number; a group's machines go on after its name: `kong-2` is its second. */
function chosen(all: readonly Machine[], node = '1'): Machine | undefined {
  const numbered = all.flatMap((it) => Array.from({ length: it.count }, (_, i) => ({ ...it, position: i + 1 })));
  if (/^\d+$/.test(node)) return numbered[Number(node) - 1];
  return (
    numbered.find(({ name, count, position }) => name === node && (count === 1 || position === 1)) ??
    numbered.find(({ name, isGroup, position }) => isGroup && `${name}-${position}` === node)
  );
}

function connection(
  plan: Plan,
  datacenter: DatacenterPlan,
  { facts, nameOf }: Around,
  terminal: Terminal,
  machine: Machine,
): Connection {
  const { operators, title } = facts[datacenter.cloud];
  const at: MachineAt = {
    name: nameOf(plan.topology, datacenter.name, machine.name),
    region: datacenter.region,
    position: machine.position,
    ...(machine.zone === undefined ? {} : { zone: machine.zone }),
    ...(datacenter.project === undefined ? {} : { project: datacenter.project }),
    ...(datacenter.account === undefined ? {} : { account: datacenter.account }),
  };
  const credentials = datacenter.account && operators.credentials(datacenter.account);
  const { port, command } = terminal.way(datacenter, machine);
  return {
    what: terminal.what,
    machine: machine.isGroup ? `${machine.name}, node ${machine.position}` : machine.name,
    cloud: title,
    commands: port === undefined ? operators.shell(at, command) : operators.forward(at, port),
    then: terminal.then,
    needs: [operators.needs, ...(credentials === undefined ? [] : [credentials])].join(', and '),
    rights: operators.rights,
  };
}
