import { CLOUD_FACTS } from '../../src/clouds/facts';
import { parseSpec } from '../../src/spec/parse';
import { ACCEPTED_STATES, REFUSED_STATES } from '../support/states';

/* Where the state may lie: the forms that the backends take. Terraform's own opinion of the same lists: test/stacks. */

function codesOf(state: object): string[] {
  const datacenters = [{ name: 'us-east', cloud: 'aws', region: 'us-east-1' }];
  const spec = { name: 'edge', requestsPerSecond: 1, datacenters, state };
  const { issues } = parseSpec(JSON.stringify(spec), 's.json', CLOUD_FACTS);
  return issues.filter(({ path }) => path[0] === 'state').map((it) => it.code);
}

test.each(ACCEPTED_STATES)('accepted: %j', (state) => {
  expect(codesOf(state)).toEqual([]);
});

test.each(REFUSED_STATES)('%s: %j', (code, state) => {
  expect(codesOf(state)).toEqual([code]);
});
