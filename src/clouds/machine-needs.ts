import { hclText } from '../kernel/text/hcl';
import type { ZonePlan } from '../plan/place';
import type { DatacenterPlan, Plan } from '../plan/plan';
import type { StackScope } from './contract';

/** A machine type that a stack starts machines of, in each of the zones. */
export interface MachineNeed {
  readonly type: string;
  readonly zones: readonly ZonePlan[];
}

/** The `.tf` file of a stack that asks the cloud where its machine types are sold. */
export const MACHINE_TYPES_PART = 'machine-types';

/** Returns the needs of Kong's machines in a datacenter: its pools, what leads clients to them, and the migrations job where it runs here. */
export function kongNeeds({ kong: { migrations } }: Plan, datacenter: DatacenterPlan): MachineNeed[] {
  const { balancers } = datacenter;
  const pools = [
    ...datacenter.pools.map(({ machineType }) => ({ type: machineType, zones: datacenter.zones })),
    ...(balancers ? [{ type: balancers.machineType, zones: balancers.nodes.map(({ zone }) => zone) }] : []),
  ];
  if (migrations.datacenter !== datacenter.name) return pools;
  return [...pools, { type: migrations.machineType, zones: datacenter.zones.slice(0, 1) }];
}

/** Returns the machine types needed in a zone, each once, in alphabetical order. */
export function typesNeededIn(zone: ZonePlan, needs: readonly MachineNeed[]): string[] {
  const here = needs.filter(({ zones }) => zones.some(({ name }) => name === zone.name));
  return [...new Set(here.map(({ type }) => type))].sort();
}

/** Returns the zones of all needs, each once, in order of name. */
export function zonesOf(needs: readonly MachineNeed[]): ZonePlan[] {
  const byName = new Map(needs.flatMap(({ zones }) => zones).map((zone) => [zone.name, zone]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Adds the output that tells which machine types are sold where, and makes the plan of the stack fail where one that is
 * needed is not. An output holds the condition, so that a stack can be destroyed whatever the cloud sells by then.
 *
 * @param offered HCL of a list of texts such as `c6i.xlarge in us-east-1a`
 */
export function requireOffered(
  scope: StackScope,
  name: string,
  needs: readonly MachineNeed[],
  { cloud, offered }: { readonly cloud: string; readonly offered: string },
): void {
  const needed = zonesOf(needs).flatMap((zone) => typesNeededIn(zone, needs).map((type) => `${type} in ${zone.name}`));
  const missing = `setsubtract(${textList(needed)}, ${offered})`;
  scope.output(name, `\${${offered}}`, 'Machine types of the stack and the zones that sell them', {
    precondition: {
      condition: `\${length(${missing}) == 0}`,
      errorMessage: `${cloud} does not offer \${join(", ", ${missing})}. Name other zones in "zones" of the datacenter, or another machine type.`,
    },
  });
}

/** Renders texts as a list of HCL. */
export function textList(texts: readonly string[]): string {
  return `[${texts.map((text) => `"${hclText(text)}"`).join(', ')}]`;
}
