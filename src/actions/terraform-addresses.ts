import { CLOUD_FACTS } from '../clouds/facts';
import type { CloudFacts } from '../kernel/cloud/facts';
import { DEFAULT_EGRESS } from '../kernel/egress';
import { networkStack, resourceName, terraformName } from '../plan/naming';
import type { DatacenterPlan, Plan } from '../plan/plan';
import type { Addresses } from '../report/datastores/transitions';

/** Returns Terraform's addresses in two versions of a topology, whose datacenters never change their cloud. */
export function terraformAddresses(before: Plan, after: Plan): Addresses {
  return {
    machine: (datacenter, name) => `${factsOf(datacenter).machineResource}.${terraformName(name)}`,
    vpnInstance: (datacenter, name) => `${factsOf(datacenter).machineResource}.${terraformName(datacenter, name)}`,
    dataDisk: (datacenter, name) => factsOf(datacenter).dataDiskAddress(terraformName(name)),
    names: (datacenter, name) => ({
      machine: resourceName(after.topology, datacenter, name),
      disk: resourceName(after.topology, datacenter, name, 'data'),
    }),
    password: (key) => ({ resource: `random_password.${terraformName(key)}`, output: terraformName(key) }),
    clusterCertificate: (key) => ({ resource: `tls_private_key.${terraformName(key)}` }),
    redis: (datacenter) => {
      const { topology } = after;
      const { name, region, project } = placeOf(datacenter);
      const { resource, newPassword } = factsOf(datacenter).redis;
      const at = {
        instance: resourceName(topology, name, 'redis'),
        region,
        ...(project === undefined ? {} : { project }),
      };
      return { resource, newPassword: newPassword?.(at) ?? [] };
    },
    networkState: (datacenter) => `data.terraform_remote_state.${terraformName(networkStack(datacenter))}`,
    wayOut: ({ name, egress = DEFAULT_EGRESS, zones, endpoints }) => {
      const letters = zones.map(({ letter }) => letter);
      const services = endpoints ? [...endpoints.services, ...endpoints.byRoute] : [];
      return factsOf(name).nat.wayOut(egress, letters, services);
    },
    reserved: ({ name, egressAddresses = 0 }) => {
      const { reserved } = factsOf(name).nat;
      return Array.from({ length: egressAddresses }, (_, i) => reserved?.resource(i + 1) ?? []).flat();
    },
    leaving: ({ name, egressAddresses: kept = 0 }, former) => {
      const { region, project } = placeOf(name);
      const at = { topology: after.topology, datacenter: name, region, kept, reserved: former };
      const { reserved } = factsOf(name).nat;
      return reserved?.leave({ ...at, ...(project === undefined ? {} : { project }) }) ?? { drain: [], release: [] };
    },
  };

  function factsOf(name: string): CloudFacts {
    return CLOUD_FACTS[placeOf(name).cloud];
  }
  function placeOf(name: string): DatacenterPlan {
    const found = [...before.datacenters, ...after.datacenters].find((it) => it.name === name);
    if (found === undefined) throw new Error(`neither plan has a datacenter ${name}`);
    return found;
  }
}
