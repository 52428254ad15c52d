import fc from 'fast-check';
import { readJson } from '../../../src/spec/source/json';
import { plainValue } from '../../../src/spec/source/source';
import { times } from '../../support/effort';

function valueOf(text: string): unknown {
  const { root, fault } = readJson(text);
  if (fault) throw new Error(`${fault.issue.code} at ${fault.offset}`);
  return plainValue(root);
}

/** What the built-in parser makes of a text; a symbol of its own when it refuses. */
const REFUSED = Symbol('refused');
function builtIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return REFUSED;
  }
}

test('it reads what the built-in parser writes, however it is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(valueOf(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('it accepts exactly what the built-in parser accepts', () => {
  const piece = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '"\\u00e9\\n"',
      '"\\x"',
      '"',
      "'",
      ' ',
      '\n',
      '\t',
      '\u00a0',
      '\ufeff',
    ],
    ...[
      '0',
      '1',
      '-',
      '-0',
      '1.5',
      '1.',
      '.5',
      '1e3',
      '1E+',
      '01',
      '+1',
      'true',
      'false',
      'null',
      'nul',
      '/',
      '//',
      '#',
      '\\',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const text = pieces.join('');
      const { root, fault } = readJson(text);
      const wanted = builtIn(text);
      expect(fault !== undefined).toBe(wanted === REFUSED);
      // Repeated keys are told apart by the tree, so the values agree only without them.
      if (root && !/"a".*"a"|"b".*"b"|"\\u00e9\\n".*"\\u00e9\\n"/s.test(text)) expect(plainValue(root)).toEqual(wanted);
    }),
    { numRuns: times(5_000) },
  );
});

test('a fault is told where it stands', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = JSON.stringify({ first: value, last: 1 });
      const broken = text.replace(/1\}$/, '?}');
      expect(readJson(broken).fault?.offset).toBe(broken.length - 2);
    }),
  );
});

test('a key named __proto__ is a key like any other', () => {
  const value = valueOf('{"__proto__": {"polluted": true}}');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
