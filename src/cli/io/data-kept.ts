import type { Topology } from '../../actions/load-topology';
import { DATA_LOSS, lostData, type LostData } from '../../actions/trees/lost-data';
import { readManifest } from '../../actions/trees/ownership';
import type { TreeOnDisk } from '../../actions/trees/tree-on-disk';
import type { Artifact } from '../../kernel/artifact';
import { shown } from '../views/shown';
import { Refusal } from './refusal';

/** An output that is about to be written. */
export interface DataOutput {
  readonly root: string;
  /** The tree that stands there. */
  readonly tree: TreeOnDisk;
  readonly artifacts: readonly Artifact[];
}

/** A message names so many resources of a stack. */
const MOST_NAMED = 4;

/** Returns the words of `--allow`. */
export function wordsOf(allowed: string | undefined): string[] {
  return (allowed ?? '').split(',').filter((word) => word !== '');
}

/**
 * Checks that the tree which stands keeps every disk of the datacenters that stay. The lock file holds what stands, and the
 * transition was judged by it; this looks at the tree itself, where that has more than the lock file says.
 *
 * @param output the HCL tree or the assembly, with what is wanted there
 * @param option the words in front of what the user allows to be lost: `--allow `, `TOPOGEN_ALLOW=`
 * @throws Refusal that names what would be lost, and both ways on
 */
export function assertDataKept({ plan, passed }: Topology, output: DataOutput, option: string): void {
  const given = plan.stacks.filter(({ datacenter }) => datacenter !== undefined && passed.dataOf.includes(datacenter));
  const losses = lossesOf(plan, output).filter(({ stack }) => !given.some(({ name }) => name === stack));
  const words = passed.idle;
  const known = losses.map(({ stack }) => `${DATA_LOSS}:${stack}`);
  const idle = words.find((word) => !known.includes(word));
  if (idle !== undefined)
    throw new Refusal(
      `${option}${shown(idle)} names nothing that this run would lose; ${known.length === 0 ? 'leave it out' : `it would lose ${known.join(', ')}`}`,
    );
  const refused = losses.filter(({ stack }) => !words.includes(`${DATA_LOSS}:${stack}`));
  if (refused.length === 0) return;
  const names = refused.map(({ stack }) => `${DATA_LOSS}:${stack}`).join(',');
  throw new Refusal(
    `the spec asks for less than stands in ${shown(output.root)}: ${refused.map(inWords).join('; ')}. ` +
      `To keep what stands, ${keeping(refused)}. ` +
      `To give it up, move the data elsewhere first (decommission nodes that go), then ${option}${names}`,
  );
}

/** Returns what keeps what stands: keys of the spec for disks of nodes; of anything else only the spec that made it knows. */
function keeping(losses: readonly LostData[]): string {
  const nodes = Math.max(0, ...losses.map(({ disks }) => (disks.gone === 0 ? 0 : disks.standing)));
  const disk = Math.max(0, ...losses.flatMap(({ shrunk }) => shrunk.map(({ from }) => from)));
  const keys = [...(nodes > 0 ? [`"nodesPerDatacenter": ${nodes}`] : []), ...(disk > 0 ? [`"diskGib": ${disk}`] : [])];
  const others = losses.some(({ gone, disks }) => gone.length > disks.gone);
  return [
    ...(keys.length > 0 ? [`write ${keys.join(' and ')} in the spec's datastore`] : []),
    ...(others
      ? ['bring back the spec that this tree was made from, with its lock file, and see what else it states']
      : []),
  ].join(', and ');
}

function lossesOf({ topology, stacks }: Topology['plan'], { tree, artifacts }: DataOutput): LostData[] {
  // An assembly may have been another topology's, which has data elsewhere.
  const owner = readManifest(tree).topology;
  return owner === undefined || owner === topology ? lostData(stacks, tree, artifacts) : [];
}

function inWords({ stack, gone, shrunk }: LostData): string {
  return [
    ...(gone.length === 0 ? [] : [`${stack} would lose ${firstOf(gone)}`]),
    ...(shrunk.length === 0
      ? []
      : [
          `${stack} would make ${firstOf(shrunk.map(({ address, from, to }) => `${address} (${from} to ${to} GiB)`))} anew`,
        ]),
  ].join('; ');
}

function firstOf(words: readonly string[]): string {
  const more = words.length - MOST_NAMED;
  return `${words.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
