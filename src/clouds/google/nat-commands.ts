import type { DrainPlace } from '../../kernel/cloud/services';
import { resourceName } from '../../plan/naming';

/**
 * Returns the command that leaves open connections on the addresses that go and lets none begin there. Terraform ends the
 * draining when it takes them away. Source: gcloud reference, `compute routers nats update`.
 */
export function drainAddresses({ topology, datacenter, region, project, kept, reserved }: DrainPlace): string[] {
  const nat = resourceName(topology, datacenter, 'nat');
  const pool = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => resourceName(topology, datacenter, 'nat', String(from + i + 1))).join(
      ',',
    );
  return [
    [
      `gcloud compute routers nats update ${nat} --router ${nat} --region ${region}${project === undefined ? '' : ` --project ${project}`}`,
      `  --nat-external-ip-pool ${pool(0, kept)} --nat-external-drain-ip-pool ${pool(kept, reserved)}`,
    ].join(' \\\n'),
  ];
}
