import { CLOUD_FACTS } from '../../../src/clouds/facts';
import type { Issue } from '../../../src/kernel/issue';
import { parseSpec } from '../../../src/spec/parse';

/*
 * Where each rule begins: the last value that passes and the first that does not, and the place that an issue names. The
 * words of the messages stand in the folder of invalid specs.
 */

export const EAST = { name: 'us-east', cloud: 'aws', region: 'us-east-1' };
export const WEST = { name: 'us-west', cloud: 'aws', region: 'us-west-2' };
export const EUROPE = { name: 'eu-west', cloud: 'google', region: 'europe-west1', project: 'acme-edge' };
export const STATE = { backend: 'gcs', bucket: 'acme-state' };

/** The issues of a spec of one AWS datacenter with these changes, but for the advice of every spec that names no certificate. */
export function allIssuesOf(changes: object): readonly Issue[] {
  const spec = { name: 'edge', requestsPerSecond: 1, datacenters: [EAST], state: STATE, ...changes };
  const { issues } = parseSpec(JSON.stringify(spec), 's.json', CLOUD_FACTS);
  return issues.filter(({ code }) => code !== 'certificate-of-each-node');
}

/** `code place` of each. */
export function issuesOf(changes: object): string[] {
  return allIssuesOf(changes).map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** The same where only the datacenter changes. */
export function withEast(changes: object): string[] {
  return issuesOf({ datacenters: [{ ...EAST, ...changes }] });
}
