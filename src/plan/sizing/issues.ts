import { issue, type Issue, type PathStep } from '../../kernel/issue';
import type { MachineSize } from '../../spec/spec';
import { CHECKLIST_MEMORY_GIB, CHECKLIST_VCPUS } from './tables/kong-node';

/** What sizing has to tell the user. */

export function kongMachineBelowChecklist(path: readonly PathStep[], machine: MachineSize): Issue {
  return issue('kong-machine-below-checklist', {
    severity: 'warning',
    path,
    message: `${machine.type} has ${machine.vcpus} vCPU and ${machine.memoryGib} GiB; Kong's implementation checklist asks for at least ${CHECKLIST_VCPUS.value} vCPU and 16 GB (${CHECKLIST_MEMORY_GIB.value} GiB)`,
    remedy: 'take a larger machine type, or leave it out and let the load decide',
  });
}

export function kongMachineWithoutMemory(path: readonly PathStep[], machine: MachineSize): Issue {
  return issue('kong-machine-without-memory', {
    path,
    message: `${machine.type} has ${machine.memoryGib} GiB for ${machine.vcpus} workers of half a GiB each: nothing is left for requests`,
    remedy: 'take a machine type with at least 2 GiB a vCPU',
  });
}
