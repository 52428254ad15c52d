import { formatIssue } from '../../src/kernel/issue';
import {
  specHasByteOrderMark,
  specIsDirectory,
  specIsEmpty,
  specMissing,
  specNotReadable,
  specNotUtf8,
  specTooLarge,
} from '../../src/spec/issues/file';

test('faults of the file as a whole name the file, the fault and the remedy', () => {
  const file = 'topologies/edge.json';
  const issues = [
    specMissing(file),
    specIsDirectory(file),
    specNotReadable(file, 'EACCES'),
    specTooLarge(file, 50 * 1024 * 1024),
    specNotUtf8(file),
    specHasByteOrderMark(file),
    specIsEmpty(file),
  ];
  expect(issues.map(formatIssue)).toEqual([
    'topologies/edge.json: error: (spec): there is no such file; check the path, or make a first spec with topogen init [spec-missing]',
    'topologies/edge.json: error: (spec): this is a directory; name the spec file in it [spec-is-directory]',
    'topologies/edge.json: error: (spec): the file cannot be read: EACCES; check its permissions [spec-not-readable]',
    'topologies/edge.json: error: (spec): the file has 50.0 MiB, and a spec may have 1 MiB; check that this is the spec: one is a page of text [spec-too-large]',
    'topologies/edge.json: error: (spec): the file is not UTF-8 text; save it as UTF-8 without a byte-order mark, or check that this is the spec [spec-not-utf8]',
    'topologies/edge.json: error: (spec): the file begins with a byte-order mark; save it as UTF-8 without a byte-order mark [spec-has-byte-order-mark]',
    'topologies/edge.json: error: (spec): the spec is empty; state name, requestsPerSecond and datacenters; topogen init writes a first spec [spec-is-empty]',
  ]);
});
