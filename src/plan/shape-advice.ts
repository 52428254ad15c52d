import type { CloudFactsTable } from '../kernel/cloud/facts';
import type { Issue } from '../kernel/issue';
import type { LinksSpec } from '../spec/spec';
import { hubIsSinglePoint, meshGrowsCostly } from './issues';
import { planLinks } from './mesh';
import type { DatacenterPlan, LinkPlan, Plan } from './plan';
import { datastoreOf } from './datastores/registry';
import { shapeSize } from './shape-size';
import { assumed, type Figure } from '../kernel/figure';
import type { Sizing } from './sizing/sizing';

/** From this many datacenters on, advice compares a mesh with a hub: 15 links and some 60 tunnels. */
const LARGE_MESH: Figure = {
  value: 6,
  unit: 'datacenters',
  source: assumed('15 links; each further datacenter brings one with every other'),
};

export interface ShapeInputs {
  readonly datacenters: readonly DatacenterPlan[];
  readonly links: readonly LinkPlan[];
  readonly spec: LinksSpec;
  readonly supernet: string;
  readonly datastore: Plan['datastore'];
  readonly sizing: Sizing;
  readonly facts: CloudFactsTable;
}

/** Makes the advice on the drawbacks of a shape: a hub is a single point, a large mesh costs money. */
export function shapeAdvice(inputs: ShapeInputs): Issue[] {
  const { datacenters, links, spec } = inputs;
  if (spec.shape === 'hub') {
    const { consistency, words } = datastoreOf(inputs);
    const spokes = datacenters.length - 1;
    return spokes < 2 ? [] : [hubIsSinglePoint(spec.hub, spokes, consistency(inputs), words)];
  }
  if (datacenters.length < LARGE_MESH.value) return [];
  const hub = datacenters.find(({ cloud }) => inputs.facts[cloud].transits)?.name;
  const mesh = shapeSize(links, inputs);
  const clouds = Object.values(inputs.facts).filter(({ transits }) => transits);
  const titles = clouds.map(({ title }) => title);
  if (hub === undefined) return [meshGrowsCostly(datacenters.length, mesh, undefined, titles)];
  const hubLinks = planLinks(
    datacenters,
    { shape: 'hub', hub, innerLink: spec.innerLink },
    inputs.supernet,
    inputs.facts,
  );
  return [meshGrowsCostly(datacenters.length, mesh, { hub, ...shapeSize(hubLinks, inputs) }, titles)];
}
