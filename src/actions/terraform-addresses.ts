import { CLOUD_FACTS } from '../clouds/facts';
import type { CloudFacts } from '../kernel/cloud/facts';
import { networkStack, terraformName } from '../plan/naming';
import type { Plan } from '../plan/plan';
import type { Addresses } from '../report/datastores/transitions';

/** Returns Terraform's addresses in two versions of a topology, whose datacenters never change their cloud. */
export function terraformAddresses(before: Plan, after: Plan): Addresses {
  return {
    machine: (datacenter, name) => `${factsOf(datacenter).machineResource}.${terraformName(name)}`,
    vpnInstance: (datacenter, name) => `${factsOf(datacenter).machineResource}.${terraformName(datacenter, name)}`,
    dataDisk: (datacenter, name) => factsOf(datacenter).dataDiskAddress(terraformName(name)),
    password: (key) => ({ resource: `random_password.${terraformName(key)}`, output: terraformName(key) }),
    clusterCertificate: (key) => ({ resource: `tls_private_key.${terraformName(key)}` }),
    networkState: (datacenter) => `data.terraform_remote_state.${terraformName(networkStack(datacenter))}`,
  };

  function factsOf(name: string): CloudFacts {
    const cloud = [...before.datacenters, ...after.datacenters].find((it) => it.name === name)?.cloud;
    if (cloud === undefined) throw new Error(`neither plan has a datacenter ${name}`);
    return CLOUD_FACTS[cloud];
  }
}
