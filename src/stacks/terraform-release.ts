import { compareVersions } from '../kernel/version';

/**
 * The features of Terraform that the output uses and not every release has, each with its first release. Source:
 * CHANGELOG.md of hashicorp/terraform at v1.7.0, v1.10.0 and v1.11.0.
 */
const FIRST_RELEASES = {
  /** `mock_provider` and `override_data` in the generated tests. */
  'mocks-in-tests': '1.7.0',
  /** `use_lockfile` of the backend s3, which replaces a lock table. */
  's3-lock-file': '1.10.0',
  /** Arguments that a provider gets and no state keeps. */
  'write-only-arguments': '1.11.0',
} as const;

export type TerraformFeature = keyof typeof FIRST_RELEASES;

/**
 * Returns the `required_version` of a stack that uses these features: the first release that has all of them, or any
 * later one.
 */
export function requiredTerraform(features: Iterable<TerraformFeature>): string {
  const releases = [...features].map((feature): string => FIRST_RELEASES[feature]);
  const floor = releases.reduce((highest, each) => (compareVersions(each, highest) > 0 ? each : highest));
  return `>= ${floor}`;
}
