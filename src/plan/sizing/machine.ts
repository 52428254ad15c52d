import type { CloudFacts, MachineFacts } from '../../kernel/cloud/facts';
import { soldOf, type SalePlace } from '../../kernel/cloud/offerings';
import type { DatacenterSpec, MachineSize, NodeSpec } from '../../spec/spec';
import type { InputSource } from '../../kernel/figure';
import type { ReckonedInput } from './reckoned';
import type { OtherMachines } from './sizing';
import type { MachinePrice, QuotedMachine } from './machine-price';

/** A machine type as a candidate: its size and its facts in the tables. */
export interface Candidate {
  readonly machine: MachineSize;
  /** Undefined for a type that is not in the table. */
  readonly facts: MachineFacts | undefined;
  readonly usdPerHour: number | undefined;
  /** Source of its size. */
  readonly source: InputSource;
}

/** Makes a candidate of the user's own choice, written at `path`; facts that the table lacks are undefined. */
export function namedCandidate(facts: CloudFacts, region: string, machine: MachineSize, path: string): Candidate {
  const known = facts.machines.find(({ type }) => type === machine.type);
  return {
    machine,
    facts: known,
    usdPerHour: known?.usdPerHour[region],
    source: known ? machineSource(facts) : { kind: 'spec', path },
  };
}

/** The reason for a machine type that is not weighed against others, for the ledger. */
export interface ChosenBy {
  readonly formula: string;
  readonly input: ReckonedInput;
  readonly why: string;
}

/** Returns who chose the machine type of nodes: the user at `path`, or the size of the topology. */
export function chosenBy({ machineType, bySize }: NodeSpec, path: string): ChosenBy {
  if (bySize)
    return {
      formula: 'the machine type of the size development',
      input: { name: 'size', value: 'development', unit: '', source: { kind: 'spec', path: 'size' } },
      why: 'small, and not weighed against others; a machine type in the spec goes before it',
    };
  return {
    formula: 'the machine type that the spec names',
    input: { name: 'machineType', value: machineType?.type ?? '', unit: '', source: { kind: 'spec', path } },
    why: 'named in the spec, not weighed against others',
  };
}

/**
 * Returns every size of the given families with at least so many vCPUs and so much memory, families in order of
 * preference, smallest first.
 */
export function familyCandidates(
  facts: CloudFacts,
  region: string,
  families: readonly string[],
  minimum: { readonly vcpus: number; readonly memoryGib: number },
): readonly Candidate[] {
  return families.flatMap((family) =>
    facts.machines
      .filter((it) => it.family === family && it.vcpus >= minimum.vcpus && it.memoryGib >= minimum.memoryGib)
      .sort((a, b) => a.vcpus - b.vcpus || a.memoryGib - b.memoryGib)
      .map((it) => ({
        machine: sizeOf(it),
        facts: it,
        usdPerHour: it.usdPerHour[region],
        source: machineSource(facts),
      })),
  );
}

export function sizeOf(machine: MachineFacts): MachineSize {
  return { type: machine.type, vcpus: machine.vcpus, memoryGib: machine.memoryGib };
}

/** Makes an input of a formula from a number of the machine. */
export function fromMachine(name: string, value: number, unit: string, candidate: Candidate): ReckonedInput {
  return { name, what: candidate.machine.type, value, unit, source: candidate.source };
}

/** Returns the list price in the plan's form, without the price itself if it is unknown. */
export function priceOf(facts: CloudFacts, { usdPerHour }: Candidate): MachinePrice {
  const { source, date } = facts.machineSource;
  return usdPerHour === undefined ? { source, date } : { usdPerHour, source, date };
}

function machineSource(facts: CloudFacts): InputSource {
  const { source, date } = facts.machineSource;
  return { kind: 'table', source, date };
}

/**
 * Returns the machine type of the job that migrates Kong's schema. It starts from the image of the pool, so an image for arm64
 * takes it to the pool's own machine type; so does a region that sells none of the small ones.
 */
export function jobMachineType(datacenter: DatacenterSpec, facts: CloudFacts): string {
  const named = datacenter.kong.machineType;
  const [small] = soldOf(facts, datacenter, facts.jobMachineTypes);
  const type = named?.architecture === 'arm64' ? named.type : (small ?? named?.type);
  if (type === undefined)
    throw new Error(`${facts.title} sells no machine type for the migrations in ${datacenter.region}`);
  return type;
}

/** Returns the machine type of VPN instances: the first that all zones sell; undefined where the cloud never needs one. */
export function vpnMachineType(facts: CloudFacts, place: SalePlace): string | undefined {
  return soldOf(facts, place, facts.vpnMachineTypes)[0];
}

/** Returns the machine types that the cloud uses for links and jobs, with their prices. */
export function otherMachines(facts: CloudFacts, datacenter: DatacenterSpec): OtherMachines {
  const vpn = vpnMachineType(facts, datacenter);
  const { region } = datacenter;
  return {
    migrations: quoted(facts, region, jobMachineType(datacenter, facts)),
    ...(vpn === undefined ? {} : { vpnInstance: quoted(facts, region, vpn) }),
  };
}

function quoted(facts: CloudFacts, region: string, type: string): QuotedMachine {
  const usdPerHour = facts.machines.find((it) => it.type === type)?.usdPerHour[region];
  const { source, date } = facts.machineSource;
  return { type, price: usdPerHour === undefined ? { source, date } : { usdPerHour, source, date } };
}
