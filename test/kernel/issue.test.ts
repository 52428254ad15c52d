import { failed, passed } from '../../src/kernel/checked';
import { formatIssue, formatPath, issue } from '../../src/kernel/issue';
import { orderArtifacts } from '../../src/kernel/artifact';
import { canonicalJson } from '../../src/kernel/json';

test('an issue names place, value, rule, remedy and code on one line', () => {
  const it = issue('unknown-region', {
    path: ['datacenters', 1, 'region'],
    message: 'no region mars-1',
    remedy: 'choose another',
  });
  expect(formatIssue({ ...it, file: 'edge.json', position: { line: 3, column: 7 } })).toBe(
    'edge.json:3:7: error: datacenters[1].region: no region mars-1; choose another [unknown-region]',
  );
  expect(formatIssue(it)).toBe('error: datacenters[1].region: no region mars-1; choose another [unknown-region]');
  expect(formatPath([])).toBe('(spec)');
  const whole = { ...it, path: [] };
  expect(formatIssue({ ...whole, file: 'edge.json' })).toMatch('edge.json: error: (spec): no region mars-1; ');
  expect(formatIssue(whole)).toMatch('error: no region mars-1; ');
});

test('a stage cannot fail without naming an error', () => {
  expect(() => failed([])).toThrow('must name at least one error');
  expect(() => failed([issue('a', { path: [], message: 'm', remedy: 'r', severity: 'warning' })])).toThrow();
  expect(passed(1)).toEqual({ ok: true, value: 1, issues: [] });
});

test('two artifacts with one path are a bug; others come sorted', () => {
  const [a, b] = [
    { path: 'a', text: '' },
    { path: 'b', text: '' },
  ];
  expect(orderArtifacts([b, a])).toEqual([a, b]);
  expect(() => orderArtifacts([a, b, { path: 'a', text: 'x' }])).toThrow('two artifacts claim the path a');
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: undefined }], a: null })).toBe(canonicalJson({ a: null, b: [{ d: 1 }] }));
  expect(canonicalJson({ a: 1 })).toBe('{\n  "a": 1\n}\n');
});
