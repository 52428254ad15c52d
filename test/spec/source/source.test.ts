import fc from 'fast-check';
import { CLOUD_FACTS } from '../../../src/clouds/facts';
import { parseSpec } from '../../../src/spec/parse';
import { lineStarts, positionAt } from '../../../src/spec/source/source';

test('lines are counted as editors count them', () => {
  const lines = lineStarts('ab\ncd\r\nef\rgh');
  expect([0, 2, 3, 7, 10, 12].map((offset) => positionAt(lines, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 4, column: 1 },
    { line: 4, column: 3 },
  ]);
});

test('every offset is at the line and column that splitting the text gives', () => {
  const text = fc.array(fc.constantFrom('a', 'é', '\n', '\r\n', ' ')).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.nat(), (content, seed) => {
      const offset = seed % (content.length + 1);
      // Between the two characters of one line end there is no place that a value could have.
      fc.pre(!(content[offset - 1] === '\r' && content[offset] === '\n'));
      const before = content.slice(0, offset).split(/\r\n|\n/);
      const wanted = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
      expect(positionAt(lineStarts(content), offset)).toEqual(wanted);
    }),
  );
});

test('in YAML a fault inside an alias is told where the anchor stands', () => {
  const text =
    'name: edge\nrequestsPerSecond: 1\ndatacenters:\n  - { name: a1, cloud: aws, region: &r nowhere }\n  - { name: b1, cloud: aws, region: *r }\nlinks: { awsToAws: ipsec }\n';
  const places = parseSpec(text, 's.yaml', CLOUD_FACTS).issues.map((it) => it.position);
  expect(places).toEqual([
    { line: 4, column: 40 },
    { line: 4, column: 40 },
  ]);
});

describe('a merge key of YAML', () => {
  const spec = (second: string) =>
    `name: edge\nrequestsPerSecond: 1\ndatacenters:\n  - &base { name: a1, cloud: aws, region: us-east-1, kong: &k { machineType: c6i.xlarge } }\n  - ${second}\n`;
  const read = (second: string) => parseSpec(spec(second), 's.yaml', CLOUD_FACTS);

  test('takes in what the object does not say itself, from the first that has it, and nothing of objects in it', () => {
    const both = (second: string) => {
      const checked = read(second);
      return checked.ok ? checked.value.spec.datacenters[1] : checked.issues;
    };
    const written = both('{ name: b1, cloud: aws, region: us-west-2, kong: { machineType: c6i.xlarge } }');
    expect(both('{ <<: *base, name: b1, region: us-west-2 }')).toEqual(written);
    expect(both('{ name: b1, <<: [{ region: us-west-2 }, *base] }')).toEqual(written);
    expect(both('{ <<: *base, name: b1, region: us-west-2, kong: {} }')).toMatchObject({ kong: {} });
  });

  test('means the anchor that stands before it, not one that follows in its object', () => {
    const written = read('{ name: b1, cloud: aws, region: us-west-2, kong: { machineType: c6i.xlarge } }');
    const merging = read('{ <<: *base, name: b1, region: us-west-2, kong: &base { machineType: c6i.xlarge } }');
    const specOf = (checked: typeof written) => (checked.ok ? checked.value.spec : checked.issues);
    expect(specOf(merging)).toEqual(specOf(written));
  });

  test('tells a fault where the text stands, and is refused where it takes in no object; in quotes it is a key', () => {
    const issues = (second: string) => read(second).issues.flatMap((it) => (it.severity === 'error' ? [it] : []));
    expect(issues('{ <<: *base, name: b1, region: nowhere }')).toMatchObject([{ position: { line: 5, column: 36 } }]);
    expect(issues('{ <<: 5, name: b1 }')).toMatchObject([
      { code: 'yaml-merge-of-no-object', position: { line: 5, column: 7 } },
    ]);
    expect(issues('{ <<: *base, name: b1, region: us-west-2, "<<": *k }')).toMatchObject([{ code: 'unknown-key' }]);
  });
});
