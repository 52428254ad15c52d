import { tryFamilyOf, type Architecture, type MachineTypes } from '../kernel/cloud/machine-families';
import type { NodeDocument } from './schema-values';

/** The processors of a machine type that a spec names: those of its family, else those that the spec states, else amd64. */
export function architectureOf(chosen: NonNullable<NodeDocument['machineType']>, types: MachineTypes): Architecture {
  const [type, stated] = typeof chosen === 'string' ? [chosen, undefined] : [chosen.type, chosen.architecture];
  return tryFamilyOf(types, type)?.architecture ?? stated ?? 'amd64';
}
