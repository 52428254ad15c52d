import type { LeavingAddresses, LeavingCommands } from '../../kernel/cloud/services';
import { resourceName } from '../../plan/naming';

/**
 * Returns the commands by which Cloud NAT lets go of addresses. Terraform alone could not: hashicorp/google 6.50 leaves nat_ips and
 * drain_nat_ips as Google has them where they are not stated. Source: gcloud reference, `compute routers nats update`.
 */
export function leaveAddresses(leaving: LeavingAddresses): LeavingCommands {
  const { topology, datacenter, region, project, kept, reserved } = leaving;
  const nat = resourceName(topology, datacenter, 'nat');
  const place = `--router ${nat} --region ${region}${project === undefined ? '' : ` --project ${project}`}`;
  const update = (...options: readonly string[]): string[] => [
    [`gcloud compute routers nats update ${nat} ${place}`, ...options].join(' \\\n  '),
  ];
  if (kept === 0) return { drain: [], release: update('--auto-allocate-nat-external-ips') };
  const pool = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => `${nat}-${from + i + 1}`).join(',');
  return {
    drain: update(`--nat-external-ip-pool ${pool(0, kept)}`, `--nat-external-drain-ip-pool ${pool(kept, reserved)}`),
    release: update('--clear-nat-external-drain-ip-pool'),
  };
}
