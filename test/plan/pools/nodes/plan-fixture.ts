import type { NodeFiles } from '../../../../src/plan/nodes/node-files';
import { renderKongPool } from '../../../../src/plan/pools/nodes/render';
import { readTemplates } from '../../../support/templates';
import type { DatacenterPlan, Plan } from '../../../../src/plan/plan';
import { compareVersions } from '../../../../src/kernel/version';
import { NEWEST_KONG } from '../../../../src/spec/datastores/cassandra/releases';
import { KONG_LINES } from '../../../../src/spec/kong-releases';
import { aPlan, TWO_CLOUDS, type ADatacenter } from '../../../support/a-spec';
import { onlyPool } from '../../../support/only-pool';

/** The release that stands for each line that topogen builds on Cassandra. */
export const KONG_RELEASES = [...KONG_LINES.values()]
  .map((line) => line.release)
  .filter((release) => compareVersions(release, NEWEST_KONG) <= 0);

/** Checksum of what the simulated machines download: "the package" and a line feed. */
export const DOWNLOADED = 'c22a88395f1edb9b7182c2f995c1dbb03348142249a65939379cddeb1cc8ecda';

/** A topology of one datacenter on each cloud with this release of Kong; `kong` goes to the spec's field, `others` are beside it. */
export function kongPlan(
  version: string,
  kong: Readonly<Record<string, unknown>> = {},
  datacenters: readonly ADatacenter[] = TWO_CLOUDS,
  others: Readonly<Record<string, unknown>> = {},
): Plan {
  return aPlan(datacenters, { kong: { version, packageSha256: DOWNLOADED, ...kong }, ...others });
}

/** The node files of a datacenter's only pool. */
export function poolFilesOf(plan: Plan, name: string, datacenter = datacenterOf(plan, name)): NodeFiles {
  return renderKongPool(plan, datacenter, onlyPool(datacenter), readTemplates());
}

export function datacenterOf(plan: Plan, name: string): DatacenterPlan {
  const datacenter = plan.datacenters.find((it) => it.name === name);
  if (!datacenter) throw new Error(`no datacenter ${name}`);
  return datacenter;
}
