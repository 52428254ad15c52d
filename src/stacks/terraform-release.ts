import { compareVersions } from '../kernel/version';

/**
 * What the output uses of Terraform that not every release has, each with the release that brought it.
 * Source: CHANGELOG.md of hashicorp/terraform at v1.7.0 and v1.10.0.
 */
const FIRST_RELEASES = {
  /** `mock_provider` and `override_data` in the generated tests. */
  'mocks-in-tests': '1.7.0',
  /** `use_lockfile` of the backend s3, which took the place of a lock table. */
  's3-lock-file': '1.10.0',
} as const;

export type TerraformFeature = keyof typeof FIRST_RELEASES;

/** The `required_version` of a stack that uses these features: the release that brought the last of them, or a later one. */
export function requiredTerraform(features: Iterable<TerraformFeature>): string {
  const releases = [...features].map((feature): string => FIRST_RELEASES[feature]);
  const floor = releases.reduce((highest, each) => (compareVersions(each, highest) > 0 ? each : highest));
  return `>= ${floor}`;
}
