import { CLOUD_FACTS } from '../clouds/facts';
import { networkStack, terraformName } from '../plan/naming';
import type { Plan } from '../plan/plan';
import type { Addresses } from '../report/datastores/transitions';

/** Returns Terraform's addresses in two versions of a topology, whose datacenters never change their cloud. */
export function terraformAddresses(before: Plan, after: Plan): Addresses {
  return {
    machine: (datacenter, name) => `${machineResource(datacenter)}.${terraformName(name)}`,
    networkState: (datacenter) => `data.terraform_remote_state.${terraformName(networkStack(datacenter))}`,
  };

  function machineResource(name: string): string {
    const cloud = [...before.datacenters, ...after.datacenters].find((it) => it.name === name)?.cloud;
    if (cloud === undefined) throw new Error(`neither plan has a datacenter ${name}`);
    return CLOUD_FACTS[cloud].machineResource;
  }
}
